"""Throughline: performance reviews without dread. One folder a feature; `kernel` is what they all stand on."""
