"""Where HTTP comes in: what a provider reads and changes (RFC 7644), and HR's tokens for it."""
