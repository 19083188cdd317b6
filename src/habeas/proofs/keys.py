"""The keys that sign checkpoints: Ed25519 (RFC 8032), named and identified as C2SP signed-note says.

https://c2sp.org/signed-note. Left out: the other signature types of that page.
"""

import hashlib
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from habeas.proofs import strict_base64
from habeas.proofs.errors import BadKey

# "Signature types": 0x01 is Ed25519.
ED25519 = b"\x01"
KEY_ID_SIZE = 4
PUBLIC_KEY_SIZE = 32


@dataclass(frozen=True)
class Verifier:
    """The public half: who signed, and how to check it. Raises BadKey for an unusable name or key."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        _refuse_key_name(self.name)
        if len(self.public_key) != PUBLIC_KEY_SIZE:
            raise BadKey(f"the public key has {len(self.public_key)} bytes; Ed25519 has {PUBLIC_KEY_SIZE}")

    @property
    def key_id(self) -> bytes:
        """The four bytes that, with the name, tell this key from others; no protection by themselves."""
        hashed = self.name.encode() + b"\n" + ED25519 + self.public_key
        return hashlib.sha256(hashed).digest()[:KEY_ID_SIZE]

    def is_signature_of(self, text: bytes, signature: bytes) -> bool:
        """Whether this key made the signature over exactly this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        """The verifier key as it is published, ``name+keyid+key``; ``load_verifier`` reads it."""
        return f"{self.name}+{self.key_id.hex()}+{strict_base64.encode(ED25519 + self.public_key)}"


@dataclass(frozen=True)
class Signer:
    """The private half. Its text form never shows the key."""

    name: str
    private_key: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        _refuse_key_name(self.name)

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """The 64 bytes of signature over this text (RFC 8032 section 5.1.6)."""
        return self.private_key.sign(text)


def generate_signer(name: str) -> Signer:
    """A new key; the name should be the origin of the log, such as ``privacy.example.com/log``."""
    return Signer(name, Ed25519PrivateKey.generate())


def signer_pem(signer: Signer) -> bytes:
    """The private key as unencrypted PKCS #8 PEM (RFC 5958), without the name. A secret: seal it."""
    return signer.private_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_signer(name: str, pem: bytes) -> Signer:
    """Read what ``signer_pem`` wrote. Raises BadKey for anything but an unencrypted Ed25519 private key."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except TypeError as error:
        raise BadKey("the private key is encrypted; give it decrypted (openssl pkey -in KEY -out PLAIN)") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey("the private key is not PEM PKCS #8 (it begins with -----BEGIN PRIVATE KEY-----)") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"the private key is a {type(key).__name__}; checkpoints are signed with Ed25519")
    return Signer(name, key)


def load_verifier(text: str) -> Verifier:
    """Read a verifier key ``name+keyid+key``. Raises BadKey when it is malformed or its id does not fit."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise BadKey("a verifier key reads name+keyid+key: eight lower-case hexadecimal digits, then base64")
    name, key_id, encoded = parts
    key = strict_base64.decode(encoded, "the key of the verifier", BadKey)
    if key[:1] != ED25519:
        raise BadKey(f"the verifier key {name!r} is of signature type 0x{key[:1].hex()}; 0x01 (Ed25519) was expected")
    verifier = Verifier(name, key[1:])
    if verifier.key_id.hex() != key_id:
        raise BadKey(f"the verifier key {name!r} gives the id {key_id}, but its key has {verifier.key_id.hex()}")
    return verifier


def _refuse_key_name(name: str) -> None:
    # "Key names MUST be non-empty and MUST NOT contain any Unicode spaces or plus (U+002B) characters."
    if not name or "+" in name or " " in name or not name.isprintable():
        raise BadKey(f"the key name {name!r} is empty or holds a space, a plus or an unprintable character")
