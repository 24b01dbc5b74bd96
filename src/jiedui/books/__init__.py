"""The append-only book of money and counts: entries, lines, and the chain of hashes over them.

Door: `commands` to write, `queries` to read, `feed` for facts, `verify` to re-read everything.
`entry`, `chart` and `notation` are plain rules that know no Django.
"""
