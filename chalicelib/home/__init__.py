"""Where everyone begins: what is still to do, and the reviews that someone is part of."""
