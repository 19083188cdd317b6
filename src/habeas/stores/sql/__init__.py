"""SQL databases through SQLAlchemy Core."""
