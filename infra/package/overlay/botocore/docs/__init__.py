"""In place of botocore's generator of documentation, which no one reads in Lambda and every cold start would load."""
