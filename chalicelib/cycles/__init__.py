"""Cycles: one round of reviews, with its participants, timeline and options."""
