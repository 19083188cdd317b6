"""What the worker does. Task arguments are numbers and kinds, never personal data."""
