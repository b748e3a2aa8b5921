"""Where HTTP comes in for people: profiles, HR's work on the directory, accounts, settings."""
