"""Dated data of clues: how long each state may last."""
