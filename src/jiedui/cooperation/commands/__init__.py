"""Writes of cooperation: propose by one person, post by a second, record what files brought."""
