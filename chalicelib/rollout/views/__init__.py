"""What HR and its systems see of a cycle's reviews."""
