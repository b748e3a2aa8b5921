"""The service about itself: whether it is well, and how it is spoken to."""
