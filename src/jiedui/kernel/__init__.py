"""Values everyone shares: quantities, intervals, periods, places, identity numbers, problems.

Doors: `quantity`, `period`, `codes`, `place` (keys in `placekey`, tables in `gazetteer`),
`identity`, `organisation`, `problem`. Uses the standard library, python-stdnum's table of
divisions and pypinyin; everything above may import this package, it imports nothing of ours.
Knows no Django.
"""
