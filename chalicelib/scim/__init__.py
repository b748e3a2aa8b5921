"""SCIM 2.0: a provider of identities keeps the directory up to date (RFC 7643, RFC 7644)."""
