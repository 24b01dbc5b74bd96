"""Cross-checks: a register of people set against other departments' data, giving clues.

Rules are declarations (`rules`), one compiler turns them into one expression (`clues`), `run` takes
it over the country province by province on DuckDB or Spark. A clue is never a verdict: it says
which row of the register to look at, and what was found where. Knows no Django, no book.
"""
