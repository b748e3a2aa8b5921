"""In place of urllib3's HTTP/2, which is never switched on here, and which reads every package's metadata to begin."""
