"""The Merkle tree of an append-only log: RFC 6962 section 2.1, verified as RFC 9162 section 2.1 says.

https://www.rfc-editor.org/rfc/rfc6962#section-2.1 and https://www.rfc-editor.org/rfc/rfc9162#section-2.1.

Only the hashes of perfect subtrees are stored: the node at (level, index) covers the leaves from
``index * 2**level`` up to ``(index + 1) * 2**level``, and is written once, when its last leaf arrives. Every
other hash is folded from O(log n) of them, so that each function here reads its store once.

>>> from habeas.proofs.nodes import MemoryNodes
>>> nodes = MemoryNodes()
>>> size = append(nodes, 0, [leaf_hash(b"first"), leaf_hash(b"second")])
>>> verify_inclusion(leaf_hash(b"first"), 0, size, inclusion_proof(nodes, 0, size), root(nodes, size))
"""

import hashlib
from collections.abc import Mapping, Sequence

from habeas.proofs.errors import BadProof, BadTree
from habeas.proofs.nodes import NodeStore, Place

HASH_SIZE = 32

# RFC 6962 section 2.1: the hash of an empty list is the hash of an empty string.
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf, kept apart from that of a node by its first byte (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(nodes: NodeStore, size: int, leaf_hashes: Sequence[bytes]) -> int:
    """Store the leaves behind the ``size`` first ones, with every subtree they complete; return the new size.

    One read of at most log n nodes (amortised: one) and one write. Raises BadTree when the store lacks a node
    of the tree of ``size``; two writers of one log must be kept apart by the caller.
    """
    _refuse_size(size)
    for leaf in leaf_hashes:
        _refuse_hash(leaf, "a leaf hash", BadTree)
    new_size = size + len(leaf_hashes)
    known = _read(nodes, _open_left_siblings(size, new_size))
    fresh = {Place(0, size + offset): leaf for offset, leaf in enumerate(leaf_hashes)}
    for level in range(1, new_size.bit_length()):
        for index in range(size >> level, new_size >> level):
            left, right = Place(level - 1, 2 * index), Place(level - 1, 2 * index + 1)
            # Only the leftmost new parent can have its left child in the store.
            fresh[Place(level, index)] = node_hash(fresh.get(left) or known[left], fresh[right])
    if fresh:
        nodes.put_many(fresh)
    return new_size


def root(nodes: NodeStore, size: int) -> bytes:
    """The root of the first ``size`` leaves, now or at any time before (RFC 6962 section 2.1)."""
    _refuse_size(size)
    return _hash_ranges(nodes, [(0, size)])[0] if size else EMPTY_ROOT


def inclusion_proof(nodes: NodeStore, index: int, size: int) -> list[bytes]:
    """The audit path of the leaf at ``index`` in the tree of ``size`` (RFC 6962 section 2.1.1)."""
    _refuse_size(size)
    if not 0 <= index < size:
        raise BadTree(f"leaf {index} was asked for, but a tree of size {size} has leaves 0 to {size - 1}")
    path: list[tuple[int, int]] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = _middle(begin, end)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    return _hash_ranges(nodes, path[::-1])


def consistency_proof(nodes: NodeStore, old_size: int, new_size: int) -> list[bytes]:
    """The proof that the tree of ``new_size`` only adds to that of ``old_size`` (RFC 6962 section 2.1.2).

    Empty when the old tree is empty or the sizes are equal, where there is nothing to prove with hashes.
    """
    _refuse_size(old_size)
    if old_size > new_size:
        raise BadTree(f"the old size {old_size} is above the new size {new_size}; give the older one first")
    if old_size in (0, new_size):
        return []
    path: list[tuple[int, int]] = []
    begin, end = 0, new_size
    while end > old_size:
        middle = _middle(begin, end)
        if old_size <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    # The verifier holds the old root already: it is left out where it is a node of the new tree.
    if begin > 0:
        path.append((begin, end))
    return _hash_ranges(nodes, path[::-1])


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise BadProof unless the tree of this root has ``leaf`` at ``index`` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        raise BadProof(f"leaf {index} cannot be in a tree of size {size}")
    _refuse_hashes(proof, leaf, root)
    position, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise BadProof(f"the inclusion proof has {len(proof)} hashes, more than leaf {index} of {size} takes")
        if position & 1 or position == last:
            computed = node_hash(sibling, computed)
            position, last = _climb_while_leftmost(position, last)
        else:
            computed = node_hash(computed, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise BadProof(f"the inclusion proof has {len(proof)} hashes, fewer than leaf {index} of {size} takes")
    _require_root(computed, root, f"the inclusion proof of leaf {index}", size)


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise BadProof unless the new tree begins with the whole old one (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old_size <= new_size:
        raise BadProof(f"a log cannot grow from size {old_size} to size {new_size}")
    _refuse_hashes(proof, old_root, new_root)
    if old_size in (0, new_size):
        _verify_trivial_consistency(old_size, old_root, new_size, new_root, proof)
    else:
        _verify_growth(old_size, old_root, new_size, new_root, proof)


def _verify_trivial_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    if proof:
        raise BadProof(f"from size {old_size} to {new_size} the proof is empty, but {len(proof)} hashes were given")
    if old_size == 0:
        _require_root(EMPTY_ROOT, old_root, "the empty tree", 0)
    if old_size == new_size:
        _require_root(old_root, new_root, "the old checkpoint of the same size", new_size)


def _verify_growth(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    what = f"the consistency proof from size {old_size} to {new_size} has {len(proof)} hashes"
    # Step 2: an old tree that is perfect is itself the first node of the path.
    is_perfect = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if is_perfect else list(proof)
    if not proof:
        raise BadProof(f"{what}; it needs at least one")
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_computed = new_computed = path[0]
    for node in path[1:]:
        if last == 0:
            raise BadProof(f"{what}, more than it takes")
        if position & 1 or position == last:
            old_computed, new_computed = node_hash(node, old_computed), node_hash(node, new_computed)
            position, last = _climb_while_leftmost(position, last)
        else:
            new_computed = node_hash(new_computed, node)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise BadProof(f"{what}, fewer than it takes")
    _require_root(old_computed, old_root, "the consistency proof", old_size)
    _require_root(new_computed, new_root, "the consistency proof", new_size)


def _climb_while_leftmost(position: int, last: int) -> tuple[int, int]:
    """Skip the levels on which the rightmost subtree has no sibling."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _middle(begin: int, end: int) -> int:
    """Where RFC 6962 splits a list: after the largest power of two smaller than its length."""
    return begin + (1 << ((end - begin - 1).bit_length() - 1))


def _open_left_siblings(size: int, new_size: int) -> list[Place]:
    """The stored subtrees that get their parent when the tree grows from ``size`` to ``new_size``."""
    return [
        Place(level, (size >> level) - 1)
        for level in range(size.bit_length())
        if size >> level & 1 and new_size >> (level + 1) > size >> (level + 1)
    ]


def _perfect_subtrees(begin: int, end: int) -> list[Place]:
    """The largest perfect subtrees over these leaves, from the left; RFC 6962 splits at ``begin``."""
    places = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        places.append(Place(level, begin >> level))
        begin += 1 << level
    return places


def _hash_ranges(nodes: NodeStore, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    """The hash of each range of leaves, from one read of the store."""
    parts = [_perfect_subtrees(begin, end) for begin, end in ranges]
    known = _read(nodes, [place for part in parts for place in part])
    return [_fold([known[place] for place in part]) for part in parts]


def _fold(hashes: Sequence[bytes]) -> bytes:
    """Join neighbouring subtrees that get smaller to the right."""
    *rest, folded = hashes
    for left in reversed(rest):
        folded = node_hash(left, folded)
    return folded


def _read(nodes: NodeStore, places: Sequence[Place]) -> Mapping[Place, bytes]:
    known = nodes.get_many(places) if places else {}
    for place in places:
        if place not in known:
            raise BadTree(
                f"the store holds no node at level {place.level}, index {place.index}: "
                "the tree is smaller than the size asked for, or damaged"
            )
    return known


def _require_root(computed: bytes, expected: bytes, what: str, size: int) -> None:
    if computed != expected:
        raise BadProof(f"{what}: the root of size {size} comes out as {computed.hex()}, expected {expected.hex()}")


def _refuse_size(size: int) -> None:
    if size < 0:
        raise BadTree(f"the size of a tree is 0 or more, not {size}")


def _refuse_hashes(proof: Sequence[bytes], *others: bytes) -> None:
    for found in (*proof, *others):
        _refuse_hash(found, "a hash", BadProof)


def _refuse_hash(found: bytes, what: str, error: type[BadProof] | type[BadTree]) -> None:
    if len(found) != HASH_SIZE:
        raise error(f"{what} has {len(found)} bytes; SHA-256 gives {HASH_SIZE}")
