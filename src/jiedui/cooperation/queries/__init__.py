"""Reads of cooperation; every one is handed the scope in which it may look."""
