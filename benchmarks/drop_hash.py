"""Standardise and hash identifiers as DROP does, against bare hashlib on text that is standardised already.

python benchmarks/drop_hash.py [-n VALUES]
"""

from __future__ import annotations

import argparse
import random
from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from statistics import median
from string import ascii_lowercase

from measuring import SEED, Differs, timed

from habeas.law.california.drop.hashing import digests
from habeas.law.california.drop.lists import Identifier
from habeas.law.california.drop.standardise import STANDARDS

REPEATS = 5
Make = Callable[[random.Random], str]


def word(chance: random.Random) -> str:
    return "".join(chance.choices(ascii_lowercase, k=chance.randint(4, 10)))


MADE: dict[Identifier, Make] = {
    Identifier.EMAIL: lambda chance: f" {word(chance).title()}.{word(chance)}+news@Example.com ",
    Identifier.PHONE: lambda chance: f"+1 (415) 555-{chance.randint(0, 9999):04}",
    Identifier.LAST_NAME: lambda chance: f"{word(chance).title()}-{word(chance).title()}",
    Identifier.FIRST_NAME: lambda chance: f"{word(chance).title()}é",
    Identifier.ZIP: lambda chance: f"{chance.randint(1, 99999):05}-{chance.randint(0, 9999):04}",
    Identifier.DATE_OF_BIRTH: lambda chance: f"19{chance.randint(0, 99):02}-{chance.randint(1, 12):02}-17",
    Identifier.MAID: lambda chance: f"{chance.getrandbits(128):032X}",
}


def bare(standard: Sequence[str]) -> list[str]:
    return [b64encode(sha256(text.encode()).digest()).decode("ascii") for text in standard]


def measure(identifier: Identifier, count: int) -> str:
    chance = random.Random(SEED)
    values = [MADE[identifier](chance) for _ in range(count)]
    standard = [STANDARDS[identifier](value) or "" for value in values]
    ours, reference = [], []
    for _ in range(REPEATS):
        seconds, expected = timed(lambda: bare(standard))
        reference.append(seconds)
        seconds, found = timed(lambda: list(digests(identifier, values)))
        ours.append(seconds)
        if found != expected:
            raise Differs(f"{identifier}: the hashes differ")
    ratio = median(a / b for a, b in zip(ours, reference, strict=True))
    return f"{identifier:14} {count / median(ours):12,.0f} a second {ratio:8.2f} times bare hashlib"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=200_000, metavar="VALUES", help="default 200000")
    count = parser.parse_args().n
    for identifier in MADE:
        print(measure(identifier, count))


if __name__ == "__main__":
    main()
