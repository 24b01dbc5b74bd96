"""What the book holds in other programs' standards: IATI activities, organisation file, OC4IDS.

Gathers projects and their money from the book and from the records of projects, as plain values,
and writes them as each standard has it. Boundary: reads books and programme; writes files only.
"""
