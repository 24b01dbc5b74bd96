"""Blank forms filled from the book: read, bound cell by cell, answered, written, filed.

A form from a higher office is read as it is (tables, merged headings, indicator lists, notes); each
empty cell becomes a figure query by the same vocabulary that reads texts. What the book cannot
answer stays empty with the reason. Boundary: reads figures, exchange's grids and publish's frozen
reports; imported only by `web.desk` and `cli`.
"""
