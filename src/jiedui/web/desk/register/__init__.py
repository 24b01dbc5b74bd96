"""Pages of the register of households: list, household, board, changes, villages, lists."""
