"""Every number has a name: declarations of figures, one compiler, and the trace back.

Knows no Django.
"""
