"""The rhythm in which the company asks everyone for a reflection: who has made one, and who is reminded."""
