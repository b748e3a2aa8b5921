"""Cards: what the rest of the product must know of this feature."""

from chalicelib.kernel.feature import Feature

FEATURE = Feature("cards")
