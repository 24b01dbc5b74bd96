"""Pictures of figures: where the money is, households then and now, pairings over time.

Each module turns plain marks into a Vega or Vega-Lite specification; `drawing` turns a
specification into SVG or PNG with the packaged Chinese font. A picture shows exactly what its
table says: a number not known is absent, never zero. Knows no Django.
"""
