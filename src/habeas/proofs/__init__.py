"""Proofs that outlive trust in the operator: a Merkle log, signed checkpoints, receipts.

Pure: no clock, no settings, no storage but the NodeStore that is passed in. Every failure is a ProofError.
"""
