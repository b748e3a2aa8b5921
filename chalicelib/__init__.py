"""Throughline: performance reviews without dread. One folder a noun; `kernel` is what they all stand on."""
