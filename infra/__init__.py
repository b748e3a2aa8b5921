"""What is deployed besides the code, and what stands in for it on one machine."""
