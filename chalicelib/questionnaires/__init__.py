"""The forms that HR designs, and what counts as an answer to them."""
