"""Is the claimant the person on file? Normalise, find candidates, compare. Never hands out values, only what agreed."""
