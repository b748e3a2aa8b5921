"""Timetable: whatever is due at an instant, as durable rows."""
