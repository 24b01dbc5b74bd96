"""Pages of clues: list, one clue with its steps, the sheet for a visit, runs, what was learned."""
