"""What is done with exports."""

from chalicelib.exports.actions.commands import ask, delete, links, listed, newest_about, opened
from chalicelib.exports.actions.making import make

__all__ = ["ask", "delete", "links", "listed", "make", "newest_about", "opened"]
