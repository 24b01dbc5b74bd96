"""Reads of giving for the desk and the command line, each within a scope."""
