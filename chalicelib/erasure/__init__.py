"""Erasure: HR admins erase somebody who left, and put others on hold, of whom nothing may go."""
