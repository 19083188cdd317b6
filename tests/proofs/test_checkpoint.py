import pytest

from habeas.proofs.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from habeas.proofs.errors import BadCheckpoint
from habeas.proofs.keys import Signer, generate_signer

# The example of c2sp.org/tlog-checkpoint.
EXAMPLE = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE"
    "+xeMcTOAYQ8=\n"
)
CHECKPOINT = Checkpoint("privacy.example.com/log", 20852163, bytes(range(32)))


def test_the_published_example_is_canonical() -> None:
    signed = parse_checkpoint(EXAMPLE)
    assert signed.checkpoint.origin == signed.key_name == "example.com/behind-the-sofa"
    assert signed.checkpoint.size == 20852163
    assert signed.note == EXAMPLE


def test_a_signed_checkpoint_opens(signer: Signer) -> None:
    assert open_checkpoint(sign_checkpoint(CHECKPOINT, signer), signer.verifier) == CHECKPOINT


def test_the_note_reads_as_the_page_shows_it(signer: Signer) -> None:
    lines = sign_checkpoint(CHECKPOINT, signer).split("\n")
    assert lines[:4] == [CHECKPOINT.origin, "20852163", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", ""]
    assert lines[4].startswith("— privacy.example.com/log ")
    assert lines[5:] == [""]


def test_an_origin_may_hold_spaces_and_accents(signer: Signer) -> None:
    checkpoint = Checkpoint("Pólizas del Sol, privacy log", 0, bytes(32))
    assert open_checkpoint(sign_checkpoint(checkpoint, signer), signer.verifier) == checkpoint


def test_another_key_of_the_same_name_is_told_apart(signer: Signer) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    with pytest.raises(BadCheckpoint, match=r"expected 'privacy\.example\.com/log' with key"):
        open_checkpoint(note, generate_signer(signer.name).verifier)


def test_another_name_for_the_same_key_is_told_apart(signer: Signer) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    with pytest.raises(BadCheckpoint, match="expected 'other'"):
        open_checkpoint(note, Signer("other", signer.private_key).verifier)


def test_a_signature_over_another_text_is_refused(signer: Signer) -> None:
    note = sign_checkpoint(CHECKPOINT, signer).replace("20852163", "20852164")
    with pytest.raises(BadCheckpoint, match="does not fit"):
        open_checkpoint(note, signer.verifier)


def test_every_changed_character_is_refused(signer: Signer) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    for place, character in enumerate(note):
        changed = [chr(ord(character) ^ (1 << bit)) for bit in range(8)]
        inserted = [extra + character for extra in (" ", "\n", "\r", "0", "A", "=", "\x00", character)]
        for other in ["", *changed, *inserted]:
            if other != character:
                with pytest.raises(BadCheckpoint):
                    open_checkpoint(note[:place] + other + note[place + 1 :], signer.verifier)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\n20852163\n", "\n020852163\n", "leading zeroes"),
        ("\n20852163\n", "\n-1\n", "decimal"),
        ("\n20852163\n", "\n²\n", "decimal"),
        ("\n20852163\n", "\n٣\n", "decimal"),
        ("\n20852163\n", "\n9999999999999999999\n", "2\\*\\*63"),
        ("\n20852163\n", f"\n{'9' * 5000}\n", "2\\*\\*63"),
        ("8=\n\n", "9=\n\n", "canonical spelling"),
        ("8=\n\n", "8=\nextension\n\n", "three lines"),
        ("AAEC", "", "29 bytes"),
        ("AAEC", "****", "not base64"),
        ("— ", "- ", "em dash"),
        ("privacy.example.com/log\n2", "\n2", "origin"),
        ("privacy.example.com/log\n2", "a\tb\n2", "origin"),
        ("— privacy.example.com/log ", "— ", "em dash"),
        ("— privacy.example.com/log ", "—  ", "em dash"),
        ("— privacy.example.com/log ", "— privacy.example.com/log AAAA", "71 bytes"),
    ],
)
def test_a_note_in_another_spelling_is_refused(signer: Signer, old: str, new: str, message: str) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    assert note.count(old) == 1
    with pytest.raises(BadCheckpoint, match=message):
        open_checkpoint(note.replace(old, new), signer.verifier)


@pytest.mark.parametrize("extra", ["\n", " ", "x", "— other AAAA\n"])
def test_extra_text_around_the_note_is_refused(signer: Signer, extra: str) -> None:
    note = sign_checkpoint(CHECKPOINT, signer)
    for changed in (note + extra, extra + note, note[:-1], ""):
        with pytest.raises(BadCheckpoint):
            open_checkpoint(changed, signer.verifier)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 1, bytes(32)), ("a\nb", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 2**63, bytes(32)), ("a", 1, bytes(31))],
)
def test_a_checkpoint_that_cannot_be_written_is_refused(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(BadCheckpoint):
        Checkpoint(origin, size, root)
