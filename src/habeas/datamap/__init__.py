"""What the business holds: systems, tables, columns, links, recipients. Load and check; pure apart from reading files."""
