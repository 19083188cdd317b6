"""All writes to requests. Each opens one transaction and writes its ledger entry inside it."""
