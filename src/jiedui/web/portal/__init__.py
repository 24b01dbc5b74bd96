"""Pages for everybody: issued publications, frozen, and nothing else.

Imports `publish.queries` and the web's own floor; it cannot reach the book, people or facts.
"""
