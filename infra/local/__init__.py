"""The embedded cloud of `make run`: everything that AWS would do, on one machine. Never packaged."""
