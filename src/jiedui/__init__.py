"""Jiedui 结对: the book of a paired-assistance programme. Holds the version, nothing else."""

__version__ = "0.1.0"
