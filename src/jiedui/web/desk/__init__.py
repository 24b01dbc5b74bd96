"""Pages for signed-in staff, each within the scope of the reader's grants.

`door` lets people in and says who asks and what they may see; the other modules are pages, one
module per part of the desk.
"""
