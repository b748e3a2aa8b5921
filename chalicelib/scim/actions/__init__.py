"""What SCIM does: who comes in, and what a provider reads and changes."""
