"""What every feature stands on, and knows no feature."""
