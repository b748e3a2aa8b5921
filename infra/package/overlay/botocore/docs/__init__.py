"""In place of botocore's generator of documentation, which nobody reads in Lambda and every cold start would load."""
