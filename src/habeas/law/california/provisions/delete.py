"""What deletion is, what may stay, and who is told. Rows G-01 to G-17 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision

PROVISIONS: tuple[Provision, ...] = ()
