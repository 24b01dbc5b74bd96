"""Projects and their money: life cycle, funding, payments, acceptance, hand-over, disclosure.

A project is a record with a life of its own; whatever of it is counted stands in the book, and the
money a project shows is the sum of the book's own lines that carry its key (`following`). Door:
`commands` and `queries`. Boundary: who is paired and who is sent belongs to `cooperation`, gifts to
`giving`.
"""
