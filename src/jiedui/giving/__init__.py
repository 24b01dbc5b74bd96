"""Giving: donors, gifts and their way, pledges, bills; campaigns and the wish desk.

Doors: `commands` writes, `queries` reads for the desk, `board` is what the public may see and the
one thing it may do (reserve). Plain rules: `donation` (what a gift posts), `goods` (the way of
things), `wishing` (the one table of allowed steps), `scoring`, `rules`. What is counted lies in the
book; here lies the life of each gift and wish. Imports `books` and below, and never `exchange`.
"""
