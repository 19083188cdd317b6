"""What can be wrong with a proof. Messages name sizes, fields and hashes, never what a body says."""


class ProofError(Exception):
    """The proof does not hold."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class BadJSON(ProofError):
    """The value or the file is not canonical JSON."""


class BadTree(ProofError):
    """The stored tree cannot answer: a node is missing, or the question lies outside the tree."""


class BadProof(ProofError):
    """The hashes given do not prove the claim about the tree."""


class BadKey(ProofError):
    """The key cannot be read or is of the wrong kind."""


class BadCheckpoint(ProofError):
    """The checkpoint is not a canonical signed note of the key it is checked against."""


class BadReceipt(ProofError):
    """The receipt is malformed or contradicts itself."""


class BadConsistency(ProofError):
    """The consistency file is malformed or compares two different logs."""
