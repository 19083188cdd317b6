"""Fides dataset YAML in and out. What has no counterpart on the other side is listed, never dropped silently."""
