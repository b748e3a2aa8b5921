"""What is stored in the media bucket: what it may be, and whether it is that."""
