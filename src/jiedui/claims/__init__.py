"""Texts set against the book, and the register of what they claimed: who said what where.

`queries.checked` reads a text's claims against the book as it is; `commands.register_text` keeps
them: the document sealed at rest, of the text only each claim's own span. Each claim keeps its
verdict at the entry it was judged at; a later judgement is added beside it. `marked` writes the
text with its verdicts, `drafting` makes chosen claims a table of stated totals to be received as a
batch. Knows the book through `books.feed` and `figures`; nothing here is public.
"""
