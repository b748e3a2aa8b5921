"""Where HTTP comes in: route → authenticate → parse → allow → one action → project → answer or problem document."""

from chalicelib.kernel.http.call import Answer, Call, Listing, NoQuery, PageQuery
from chalicelib.kernel.http.registry import REGISTRY, Route, Routes

__all__ = ["REGISTRY", "Answer", "Call", "Listing", "NoQuery", "PageQuery", "Route", "Routes"]
