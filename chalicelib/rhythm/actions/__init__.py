"""What is done with the rhythm: reflections are noted and forgotten, and anyone who has made none is reminded."""
