"""Where people, their accounts and imports are kept."""
