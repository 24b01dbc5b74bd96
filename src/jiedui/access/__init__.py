"""Who may do what, where: users, grants of roles within places, the log of what was done.

Door: `command` for the decorator every writing function wears, `scope` for the values `Actor` and
`Scope`, `queries` and `commands` for users. Django begins here.
"""
