"""The California Consumer Privacy Act and its regulations, one module per family of rules."""
