"""Parts of answers about a review that features above answer, too."""

from chalicelib.reviews.views.review import deadlines_view, locked
from chalicelib.reviews.views.shapes import DeadlinesView, SideStatusView

__all__ = ["DeadlinesView", "SideStatusView", "deadlines_view", "locked"]
