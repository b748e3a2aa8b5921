"""What HR sets once for the whole company."""
