"""The append-only record: no code path updates or deletes, and the database refuses both."""
