"""Pages. `desk` is for signed-in staff within their scope, `portal` for everybody; they never meet.

A view reads its input, calls one command or one query and shows a page; every page has a machine
twin (`.json`, `.csv`) and a permanent address. Only `errors` knows HTTP status.
"""
