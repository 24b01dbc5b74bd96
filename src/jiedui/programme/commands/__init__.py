"""Writes to the programme: projects, steps, money, changes, papers."""
