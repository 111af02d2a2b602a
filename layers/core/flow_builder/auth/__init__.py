"""Who somebody is: passwords, tokens and their keys, one-time codes, outside issuers. Knows no store and no use case."""
