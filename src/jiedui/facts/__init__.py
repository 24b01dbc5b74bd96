"""The frozen copy that analysis reads: Parquet up to entry N, plus the database's tail after it.

The only floor that names an engine. Knows no Django.
"""

import jiedui.facts.arrow  # noqa: F401  Before anything makes an array.
