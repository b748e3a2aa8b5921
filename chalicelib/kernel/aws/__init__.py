"""Gateways to AWS, each behind a protocol of what the product asks of it."""
