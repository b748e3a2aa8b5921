"""Video reflections: recorded through the year by an employee for the line manager, and talked about by the two."""
