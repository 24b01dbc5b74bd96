"""Pages for everybody: issued publications, frozen, and the wish board.

Imports `publish.queries`, `giving.board` and the web's own floor; it cannot reach the book, people
or facts.
"""
