"""Reads of the programme: projects, their money, what stands open."""
