"""Mail: rows written with what caused them, sent once, and followed until they arrive or HR sees why not."""
