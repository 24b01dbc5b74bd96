"""Writes of giving, one module per thing: donors, gifts, goods, papers, campaigns, wishes."""
