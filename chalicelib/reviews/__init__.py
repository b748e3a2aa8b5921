"""Reviews: two sides, shared, signed, and seen only by those who may."""
