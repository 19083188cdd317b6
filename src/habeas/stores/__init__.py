"""Where the data lies: one small protocol, and an adapter for SQL databases and one for files."""
