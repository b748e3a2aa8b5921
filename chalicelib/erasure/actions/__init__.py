"""What is done with erasures and holds."""
