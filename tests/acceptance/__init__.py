"""The product over HTTP, from its contract alone, against the server of the local run."""
