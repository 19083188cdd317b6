"""Public pages. They work without script, by keyboard, with a screen reader, on a phone and on paper."""
