"""What needs attention: the engine of house rules and the findings people answer for.

A package that knows some data declares its rules beside it (`Rule`) and names the module in its
`apps.py` (`house_rules = "jiedui.programme.attention"`, with `RULES` in it); this package runs
them all without knowing any. Door: `commands.run_rules`, `queries.findings`. Boundary: a finding
is never a verdict and changes no record; it is explained by one person and accepted by another.
"""
