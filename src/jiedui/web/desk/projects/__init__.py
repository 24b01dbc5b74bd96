"""Desk pages of projects: list, one project, what waits, where money is, attention."""
