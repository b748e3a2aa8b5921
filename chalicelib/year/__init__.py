"""My year: everything of one's own in one list, whatever feature it is of."""
