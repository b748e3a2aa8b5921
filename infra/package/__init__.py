"""From the project to what CloudFormation takes: Chalice's template and archives, finished and trimmed."""
