"""People, accounts and imports as they are answered."""
