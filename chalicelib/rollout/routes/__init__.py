"""A cycle and its reviews over HTTP."""
