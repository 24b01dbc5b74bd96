"""What is told.

Reports written with figures, publications frozen cell by cell, and their documents.

Door: `preview` for what is not yet public (scoped), `commands` to propose, issue, restate and
withdraw, `queries` for what is public (no scope), `render` to turn a document into HTML, Word, PDF
or a workbook. `report`, `document`, `numbers`, `tables`, `charts` and `restatement` know no Django.
"""
