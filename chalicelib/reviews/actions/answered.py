"""Parts of answers about a review that features above answer, too."""

from chalicelib.reviews.views.review import deadlines_view, locked
from chalicelib.reviews.views.shapes import DeadlinesView, SideState

__all__ = ["DeadlinesView", "SideState", "deadlines_view", "locked"]
