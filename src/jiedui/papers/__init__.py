"""Finished documents, and how they are drawn: HTML, Word, PDF, workbook; Chinese typography.

A `document` is blocks of prose, tables and charts in which every number has a key; `frozen` is what
stands behind such a number; `numbers` says amounts in official wording; `render.rendered` draws.
Nothing here asks the book or keeps anything. Knows no Django.
"""
