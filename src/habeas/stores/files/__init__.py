"""Parquet and CSV files: found with DuckDB, rewritten with pyarrow or line by line."""
