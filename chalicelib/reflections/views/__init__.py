"""What is shown of reflections."""
