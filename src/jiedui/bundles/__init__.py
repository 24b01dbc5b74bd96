"""Signed bundles: a district's entries handed to the city in a file, and rolled up there.

A bundle carries entries as the chain hashes them, so that whoever holds the district's key can
prove every one of them, their order and their sums. The city posts them into its own book as they
are, through two people; every figure and trace then answers for all districts alike.
Boundary: may use books and below; writes the book only through its commands.
"""
