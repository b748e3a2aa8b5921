"""Where everybody begins: what is still to do, and the reviews that somebody is part of."""
