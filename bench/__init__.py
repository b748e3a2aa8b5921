"""What requests and launches cost, in counts and ratios: machines differ, instructions and calls do not."""
