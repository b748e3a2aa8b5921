"""What is shown of exports, and what is written in them for people to read."""
