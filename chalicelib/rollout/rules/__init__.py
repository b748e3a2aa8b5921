"""What becomes of a launch and of a command for many reviews; pure."""
