"""The yearly assessment (考核): indicator sets, scores, evidence, self-reports, duties.

An indicator set is a dated file of data (`sets`), read by `setfile`. `queries.assessed` is the
door: each indicator's value is a figure of the book or told by a person with a document, `scoring`
turns it into points, exact or an interval, `whole` adds them up. `raising` says what would raise
the score before the date. `commands` tells values, keeps evidence (sealed), freezes a self-report
with the book's head and lets a verifier say another score. `duty` counts deadlines in working days.
Knows the book through `books.feed` and `figures`; nothing here is public.
"""
