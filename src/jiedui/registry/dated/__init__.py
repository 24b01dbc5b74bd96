"""Tables that change with the years: code lists of each generation of the form, poverty lines.

Each table is a file; a new year or a new form is a new row, never a change of the program.
"""
