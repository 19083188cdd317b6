import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from habeas.proofs.errors import BadKey
from habeas.proofs.keys import Signer, Verifier, generate_signer, load_signer, load_verifier, signer_pem

# The example of golang.org/x/mod/sumdb/note, which the C2SP page was written from.
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNER_KEY = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_the_published_example_verifies() -> None:
    verifier = load_verifier(VERIFIER)
    blob = base64.b64decode(SIGNATURE)
    assert verifier.name == "PeterNeumann"
    assert verifier.key_id == blob[:4]
    assert verifier.is_signature_of(TEXT, blob[4:])
    assert not verifier.is_signature_of(TEXT + b"\n", blob[4:])
    assert str(verifier) == VERIFIER


def test_the_published_example_is_signed_alike() -> None:
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(SIGNER_KEY)[1:])
    signer = Signer("PeterNeumann", key)
    assert str(signer.verifier) == VERIFIER
    assert signer.sign(TEXT) == base64.b64decode(SIGNATURE)[4:]


def test_a_generated_key_survives_pem() -> None:
    signer = generate_signer("privacy.example.com/log")
    pem = signer_pem(signer)
    assert pem.startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert load_signer(signer.name, pem).verifier == signer.verifier
    assert load_verifier(f" {signer.verifier}\n") == signer.verifier


def test_two_generated_keys_differ() -> None:
    assert generate_signer("a").verifier != generate_signer("a").verifier


def test_the_private_key_does_not_show() -> None:
    signer = generate_signer("a")
    assert repr(signer) == "Signer(name='a')"


@pytest.mark.parametrize("pem", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_pem_key_is_refused(pem: bytes) -> None:
    with pytest.raises(BadKey, match="not PEM"):
        load_signer("a", pem)


def test_an_encrypted_key_is_refused_with_the_way_out() -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    )
    with pytest.raises(BadKey, match="openssl pkey"):
        load_signer("a", pem)


def test_a_key_of_another_kind_is_refused() -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(BadKey, match="signed with Ed25519"):
        load_signer("a", pem)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u2028b", "a\u00a0b", "a\x7f", "\ud800"])
def test_a_name_that_breaks_the_note_is_refused(name: str) -> None:
    with pytest.raises(BadKey, match="key name"):
        Verifier(name, bytes(32))
    with pytest.raises(BadKey, match="key name"):
        generate_signer(name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "name.keyid.key"),
        ("PeterNeumann", "name.keyid.key"),
        (VERIFIER.replace("c74f20a3", "C74F20A3"), "lower-case"),
        (VERIFIER.replace("c74f20a3", "c74f20a4"), "its key has c74f20a3"),
        (VERIFIER.replace("PeterNeumann", "PeterNeuman"), "its key has"),
        (VERIFIER[:-1], "not base64"),
        (VERIFIER[:-4], "29 bytes"),
        (VERIFIER.replace("+ARpc", "+Ahpc"), "type 0x02"),
        ("a+00000000+", "type 0x"),
    ],
)
def test_a_malformed_verifier_key_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadKey, match=message):
        load_verifier(text)
