"""Fictitious registers and lists of any size, with planted truths; seeded and streamed.

Identity numbers carry area codes that were never given to any place, so no number can be anybody's.
"""
