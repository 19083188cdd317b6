"""When whoever holds a device is shown to be the only person behind records that bear no name.

Cal. Code Regs., tit. 11, §7062(e)(2); read 2026-11-23 (https://cppa.ca.gov/regulations/). An app without accounts knows
a device, not a person. Left out: how many people use a device, which the records show or the consumer says.

>>> is_sole_person(people=1, confirmed_on_device=True).value
True
>>> is_sole_person(people=2, confirmed_on_device=True).value
False
"""

from __future__ import annotations

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@rule("E-30")
def is_sole_person(*, people: int, confirmed_on_device: bool, named_records: bool = False) -> Verdict[bool]:
    """Is the one who asks shown to be the only person behind records that bear no name, as those of an app?

    `people`: how many use the device. `confirmed_on_device`: a notification on the device was answered.
    """
    if people < 1:
        raise ImpossibleInput(f"A device in use has at least one user, found {people!r}.")
    if named_records:
        return ruling(False, "The records bear a name: the person is verified by data points.", "E-30")
    if people > 1:
        return ruling(False, f"The records may be about any of {people} people who use the device.", "E-30")
    if not confirmed_on_device:
        return ruling(False, "Ask to answer a notification on the device first.", "E-30")
    return ruling(True, "The only person associated with the records answered on the device.", "E-30")
