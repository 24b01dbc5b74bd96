"""Adapters from posted rows to the commands of the packages that keep records, one module each."""
