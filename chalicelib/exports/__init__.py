"""Exports of one's own data: asked for, made by a worker, and there for a week."""
