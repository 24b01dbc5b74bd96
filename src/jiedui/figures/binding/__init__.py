"""Words bound to figures: what a text claims, or a person asks, as a question to the book.

`binding` turns one claim of `reader` into a `Question`, or says what is missing; `judging` sets it
against the book; `asking_words` reads a typed question. The vocabulary (`words.toml`) is data and
belongs to text, typed questions and blank forms alike. A mapping that is not certain is none:
words that nothing explains make a claim narrower than any figure, and it is never contradicted
then. Knows no Django.
"""
