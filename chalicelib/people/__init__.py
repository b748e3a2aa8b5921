"""The company's directory: who there is, whom they report to, what they may do."""
