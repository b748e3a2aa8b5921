"""What every noun stands on, and knows no noun."""
