"""The register of rows that erasures leave under an exception (§7022(f)): for that purpose only, and until their day."""
