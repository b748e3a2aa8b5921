"""In place of boto3's generator of documentation, which no one reads in Lambda."""
