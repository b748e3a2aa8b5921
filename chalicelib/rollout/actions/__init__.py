"""What is done with a cycle as a whole, and what follows for each of its reviews."""
