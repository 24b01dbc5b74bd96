"""Values everyone shares: quantities, intervals, periods, places, identity numbers, problems.

Standard library, python-stdnum's table of divisions and pypinyin only. Everything above may import
this package; it imports nothing of ours. Knows no Django.
"""
