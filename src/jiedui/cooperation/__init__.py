"""The life around what is counted: pairings, agreements, visits, and people who come and go.

What is counted stands in the book, once; a record here knows the entry that says it.
"""
