"""Clues of cross-checks: taken in, assigned, visited, concluded, decided by another, closed.

A clue is never a verdict. It is seen inside its place only; what it says of a person is sealed.
"""
