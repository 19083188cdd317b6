"""The domain: requests, their evidence, plans, runs and answers."""
