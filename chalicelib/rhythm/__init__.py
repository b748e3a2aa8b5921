"""The rhythm in which the company asks everybody for a reflection: who has made one, and who is reminded."""
