import doctest
import hashlib
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.proofs import merkle
from habeas.proofs.errors import BadProof, BadTree
from habeas.proofs.merkle import (
    EMPTY_ROOT,
    append,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from habeas.proofs.nodes import MemoryNodes, Place

LARGEST = 70

# The test vectors of github.com/google/certificate-transparency: eight leaves and the root after each.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Leaf index (from 0), tree size, audit path.
PATHS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
]
# Old size, new size, proof.
GROWTHS = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: Sequence[bytes], is_whole: bool) -> list[bytes]:
    """RFC 6962 section 2.1.2, word for word."""
    if m == len(leaves):
        return [] if is_whole else [naive_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], is_whole), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], False), naive_root(leaves[:k])]


def split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def numbered(size: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(size)]


def tree(leaves: Sequence[bytes]) -> MemoryNodes:
    nodes = MemoryNodes()
    append(nodes, 0, leaves)
    return nodes


class CountingNodes(MemoryNodes):
    """Remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[int] = []
        self.writes: list[int] = []

    def get_many(self, places: Sequence[Place], /) -> Mapping[Place, bytes]:
        self.reads.append(len(places))
        return super().get_many(places)

    def put_many(self, nodes: Mapping[Place, bytes], /) -> None:
        self.writes.append(len(nodes))
        super().put_many(nodes)


@pytest.fixture
def vectors() -> MemoryNodes:
    return tree([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES])


@pytest.mark.parametrize(("size", "expected"), list(enumerate(ROOTS, start=1)))
def test_roots_of_the_published_vectors(vectors: MemoryNodes, size: int, expected: str) -> None:
    assert root(vectors, size).hex() == expected


@pytest.mark.parametrize(("index", "size", "path"), PATHS)
def test_inclusion_proofs_of_the_published_vectors(
    vectors: MemoryNodes, index: int, size: int, path: list[str]
) -> None:
    proof = inclusion_proof(vectors, index, size)
    assert [node.hex() for node in proof] == path
    verify_inclusion(leaf_hash(bytes.fromhex(LEAVES[index])), index, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "new", "path"), GROWTHS)
def test_consistency_proofs_of_the_published_vectors(vectors: MemoryNodes, old: int, new: int, path: list[str]) -> None:
    proof = consistency_proof(vectors, old, new)
    assert [node.hex() for node in proof] == path
    verify_consistency(old, bytes.fromhex(ROOTS[old - 1]), new, bytes.fromhex(ROOTS[new - 1]), proof)


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root(MemoryNodes(), 0) == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_the_doctest_holds() -> None:
    assert doctest.testmod(merkle).failed == 0


@given(st.lists(st.integers(0, 9), max_size=15))
def test_appending_in_any_portions_gives_the_naive_root(portions: list[int]) -> None:
    nodes, size, leaves = MemoryNodes(), 0, numbered(sum(portions))
    for portion in portions:
        size = append(nodes, size, leaves[size : size + portion])
        assert root(nodes, size) == naive_root(leaves[:size])
    assert size == len(leaves)


@given(st.integers(1, LARGEST).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_inclusion_matches_the_naive_proof_and_verifies(case: tuple[int, int]) -> None:
    index, size = case
    leaves = numbered(LARGEST)
    proof = inclusion_proof(tree(leaves), index, size)
    assert proof == naive_path(index, leaves[:size])
    verify_inclusion(leaves[index], index, size, proof, naive_root(leaves[:size]))


@given(st.integers(1, LARGEST).flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size))))
def test_consistency_matches_the_naive_proof_and_verifies(case: tuple[int, int]) -> None:
    old, new = case
    leaves = numbered(LARGEST)
    proof = consistency_proof(tree(leaves), old, new)
    assert proof == naive_subproof(old, leaves[:new], True)
    verify_consistency(old, naive_root(leaves[:old]), new, naive_root(leaves[:new]), proof)


def test_a_proof_fits_no_other_leaf_place_or_size() -> None:
    leaves = numbered(20)
    nodes = tree(leaves)
    for size in range(1, 20):
        for index in range(size):
            proof, expected = inclusion_proof(nodes, index, size), root(nodes, size)
            for other in range(-1, 20):
                if other != index:
                    with pytest.raises(BadProof):
                        verify_inclusion(leaves[index], other, size, proof, expected)
                if other not in (index, -1):
                    with pytest.raises(BadProof):
                        verify_inclusion(leaves[other], index, size, proof, expected)


@given(st.data())
def test_a_changed_inclusion_proof_fails(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    leaves = numbered(size)
    proof = inclusion_proof(tree(leaves), index, size)
    with pytest.raises(BadProof):
        verify_inclusion(leaves[index], index, size, damaged(data, proof), naive_root(leaves))


@given(st.data())
def test_a_changed_consistency_proof_fails(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, LARGEST))
    old = data.draw(st.integers(1, new - 1))
    leaves = numbered(new)
    proof = consistency_proof(tree(leaves), old, new)
    with pytest.raises(BadProof):
        verify_consistency(old, naive_root(leaves[:old]), new, naive_root(leaves), damaged(data, proof))


def damaged(data: st.DataObject, proof: list[bytes]) -> list[bytes]:
    place = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    node = (int.from_bytes(proof[place], "big") ^ (1 << bit)).to_bytes(32, "big")
    return data.draw(
        st.sampled_from(
            [
                [*proof[:place], node, *proof[place + 1 :]],
                [*proof[:place], *proof[place + 1 :]],
                [*proof[:place], node, *proof[place:]],
                [*proof, proof[place]],
                [*proof[:place], proof[place][:-1], *proof[place + 1 :]],
            ]
        )
    )


@given(st.integers(1, LARGEST - 1).flatmap(lambda old: st.tuples(st.just(old), st.integers(old + 1, LARGEST))))
def test_a_log_that_rewrote_an_old_leaf_is_found_out(case: tuple[int, int]) -> None:
    old, new = case
    leaves = numbered(new)
    rewritten = [leaf_hash(b"rewritten"), *leaves[1:]]
    proof = consistency_proof(tree(rewritten), old, new)
    with pytest.raises(BadProof, match="consistency proof"):
        verify_consistency(old, naive_root(leaves[:old]), new, naive_root(rewritten), proof)


def test_every_log_grows_from_the_empty_one() -> None:
    nodes = tree(numbered(3))
    assert consistency_proof(nodes, 0, 3) == []
    verify_consistency(0, EMPTY_ROOT, 3, root(nodes, 3), [])
    verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])


@pytest.mark.parametrize(
    ("old", "old_root", "new", "new_root", "proof", "message"),
    [
        (0, b"x" * 32, 3, b"y" * 32, [], "empty tree"),
        (0, EMPTY_ROOT, 0, b"y" * 32, [], "same size"),
        (0, EMPTY_ROOT, 3, b"y" * 32, [b"z" * 32], "1 hashes were given"),
        (3, b"x" * 32, 3, b"y" * 32, [], "same size"),
        (3, b"x" * 32, 3, b"x" * 32, [b"z" * 32], "1 hashes were given"),
        (4, b"x" * 32, 3, b"y" * 32, [], "cannot grow from size 4 to size 3"),
        (-1, b"x" * 32, 3, b"y" * 32, [], "cannot grow from size -1"),
        (2, b"x" * 32, 3, b"y" * 32, [], "needs at least one"),
        (2, b"x" * 31, 3, b"y" * 32, [], "31 bytes"),
    ],
)
def test_consistency_says_what_failed(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: list[bytes], message: str
) -> None:
    with pytest.raises(BadProof, match=message):
        verify_consistency(old, old_root, new, new_root, proof)


def test_questions_outside_the_tree_are_refused() -> None:
    nodes = tree(numbered(3))
    with pytest.raises(BadTree, match="leaf 3 was asked for"):
        inclusion_proof(nodes, 3, 3)
    with pytest.raises(BadTree, match="leaf 0 was asked for"):
        inclusion_proof(nodes, 0, 0)
    with pytest.raises(BadTree, match="older one first"):
        consistency_proof(nodes, 3, 2)
    with pytest.raises(BadTree, match="0 or more"):
        root(nodes, -1)
    with pytest.raises(BadTree, match="no node at level"):
        root(nodes, 4)
    with pytest.raises(BadTree, match="no node at level"):
        append(nodes, 7, numbered(1))
    with pytest.raises(BadTree, match="31 bytes"):
        append(nodes, 3, [b"x" * 31])


def test_a_stored_node_is_never_overwritten() -> None:
    nodes = tree(numbered(3))
    with pytest.raises(BadTree, match="only appended to"):
        append(nodes, 2, [leaf_hash(b"another")])
    assert append(nodes, 2, numbered(3)[2:]) == 3
    assert root(nodes, 3) == naive_root(numbered(3))


def test_appending_one_by_one_costs_constant_reads_and_writes_on_average() -> None:
    nodes, size = CountingNodes(), 0
    for leaf in numbered(1024):
        size = append(nodes, size, [leaf])
    assert sum(nodes.reads) < 1024
    assert sum(nodes.writes) < 2 * 1024
    assert max(nodes.reads) <= 10


def test_every_answer_takes_one_read_of_logarithmic_size() -> None:
    nodes = CountingNodes()
    append(nodes, 0, numbered(1000))
    nodes.reads.clear()
    root(nodes, 1000)
    inclusion_proof(nodes, 3, 1000)
    consistency_proof(nodes, 517, 1000)
    assert len(nodes.reads) == 3
    assert max(nodes.reads) <= 20
