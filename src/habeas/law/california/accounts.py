"""What the log-in of an existing account proves, when it does not, and what opens to those who cannot log in.

Cal. Code Regs., tit. 11, §§7061, 7062(a), 7026(c), 7027(d), 7221(e); Civ. Code §1798.130(a)(2)(A); read 2026-11-23
(https://cppa.ca.gov/regulations/). An account holder authenticates anew before anything is deleted, corrected or
disclosed. Which signs make a suspicion is our choice: one grave sign, or two others. Left out: what verifies a person
without an account (`evidence`), and whether a log-in may be required (`intake`).

>>> signs = (Sign.NEW_COUNTRY, Sign.PASSWORD_RESET)
>>> is_suspicious(signs).value, next_step(Right.DELETE, logged_in=True, signs=signs).value.value
(True, 'verify_further')
>>> next_step(Right.OPT_OUT, logged_in=True, signs=signs).value.value
'proceed'
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from habeas.law.california.rights import NEVER_VERIFIED, Right
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Sign(StrEnum):
    """What may speak for fraud on an account."""

    NEW_DEVICE = "new_device"
    NEW_COUNTRY = "new_country"
    PASSWORD_RESET = "password_reset"  # shortly before the request
    CONTACT_CHANGED = "contact_changed"  # e-mail address or telephone, shortly before
    FAILED_LOG_INS = "failed_log_ins"
    ANONYMOUS_NETWORK = "anonymous_network"
    REPORTED_TAKEN = "reported_taken"  # the holder says that somebody else has the account
    LEAKED_PASSWORD = "leaked_password"
    AUTOMATED = "automated"  # many accounts from one source


class Step(StrEnum):
    """What comes next for a request of an account holder."""

    PROCEED = "proceed"
    LOG_IN = "log_in"
    REAUTHENTICATE = "reauthenticate"
    VERIFY_FURTHER = "verify_further"  # the request is held meanwhile, the clock runs
    VERIFY_WITHOUT_ACCOUNT = "verify_without_account"


_GRAVE = frozenset({Sign.REPORTED_TAKEN, Sign.LEAKED_PASSWORD, Sign.AUTOMATED})


@rule("E-16")
def is_suspicious(signs: Collection[Sign]) -> Verdict[bool]:
    """Do these signs make a suspicion of fraud on the account?"""
    found = sorted(set(signs))
    named = ", ".join(sign.replace("_", " ") for sign in found) or "none"
    if len(found) > 1 or _GRAVE.intersection(found):
        return ruling(True, f"Fraud on the account is suspected: {named}.", "E-16")
    return ruling(False, f"The signs make no suspicion: {named}.", "E-16")


@rule("E-15", "E-16", "E-17", "E-26")
def next_step(
    right: Right,
    *,
    has_account: bool = True,
    locked_out: bool = False,
    password_protected: bool = True,
    logged_in: bool = False,
    reauthenticated: bool = False,
    fraud_suspected: bool = False,
    signs: Collection[Sign] = (),
    verified_further: bool = False,
) -> Verdict[Step]:
    """What comes next before this request of an account holder is carried out?

    `reauthenticated`: for this request, not when the session began. `verified_further`: since the suspicion arose, by
    the ways for people without an account.

    >>> next_step(Right.KNOW_SPECIFIC, logged_in=True).value.value
    'reauthenticate'
    """
    if right in NEVER_VERIFIED:
        reason = "No log-in and no suspicion about the account holds up a request that is never verified."
        return ruling(Step.PROCEED, reason, "E-26", "E-16")
    if not has_account or locked_out or not password_protected:
        reason = "Without a password-protected account that can be entered, other ways of verifying are open."
        return ruling(Step.VERIFY_WITHOUT_ACCOUNT, reason, "E-17")
    if fraud_suspected or is_suspicious(signs).value:
        return _under_suspicion(verified_further)
    if reauthenticated:
        return ruling(Step.PROCEED, "The account holder authenticated anew for this request.", "E-15")
    if logged_in:
        reason = "A session alone does not do: the account holder authenticates anew before anything happens."
        return ruling(Step.REAUTHENTICATE, reason, "E-15")
    return ruling(Step.LOG_IN, "The account holder logs in and authenticates for this request.", "E-15")


def _under_suspicion(verified_further: bool) -> Verdict[Step]:
    if verified_further:
        return ruling(Step.PROCEED, "Further verification has dispelled the suspicion.", "E-16")
    reason = "Fraud on the account is suspected: the request waits for further verification while its clock runs."
    return ruling(Step.VERIFY_FURTHER, reason, "E-16", "D-03")
