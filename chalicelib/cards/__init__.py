"""Cards: one line of time a person, a row for each thing of theirs, whatever feature it is of."""
