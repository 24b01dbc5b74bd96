"""The register of households: who is helped, since when, by what; personal, sealed at rest.

Boundary: numbers that identify people live here and nowhere else. What other packages need of a
household they get as counts, or as rows masked by the reader's role.
"""
