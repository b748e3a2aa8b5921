"""The rules of SCIM: schemas as data, filters, PATCH, and what a user or a group means in the directory."""
