"""What is done with reviews. Commands fill a transaction; `conclude` commits it, or a page of a job does."""
