"""Who did what, and who read what, about whom; written once, never changed."""
