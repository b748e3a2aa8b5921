"""What HR sees of an email, and what its reader does."""
