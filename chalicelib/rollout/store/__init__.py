"""What a launch, a cycle and a command for many reviews keep beside the reviews themselves."""
