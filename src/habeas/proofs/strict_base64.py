"""Base64 (RFC 4648 section 4) in its one canonical spelling (section 3.5: others decode alike).

>>> encode(b"log")
'bG9n'
"""

import base64

from habeas.proofs.errors import ProofError


def encode(data: bytes) -> str:
    """Standard alphabet, padded, on one line."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str, what: str, error: type[ProofError]) -> bytes:
    """The bytes that ``encode`` turns into exactly this text; ``what`` names them in the error."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as cause:
        raise error(f"{what} is not base64") from cause
    if encode(data) != text:
        raise error(f"{what} is base64, but not in its canonical spelling")
    return data
