"""The sample programme of the demo: its facts as data, and the office workbooks made from them.

Door: `workbooks.make_workbooks()`. The facts stand in `facts.toml`, each taken from the
    district's published page of autumn 2017 and nothing besides; the workbooks are made when they
    are needed and never kept. Knows no Django.
"""
