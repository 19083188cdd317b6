"""What is applied is lawful, whatever was set; single settings stand in tests/cases/law/k2-configuration.yml."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.configuration.check import check_configuration, lawful_configuration
from habeas.law.california.configuration.settings import Notary, Recipient, Settings
from habeas.law.california.disclosure import Consideration, Role
from habeas.law.california.methods import Method
from habeas.law.california.rights import Right

TODAY = date(2026, 11, 23)
RIGHTS = st.lists(st.sampled_from(list(Right)), max_size=4, unique=True).map(tuple)
RECIPIENTS = st.builds(
    Recipient,
    st.sampled_from(["A", "B"]),
    st.sampled_from(list(Role)),
    contract_recorded=st.booleans(),
    sold=st.booleans(),
    consideration=st.sampled_from(list(Consideration)),
    cross_context_advertising=st.booleans(),
)
NOTARIES = st.builds(Notary, RIGHTS, st.booleans(), st.booleans(), st.booleans())
FIELDS = st.sampled_from(["name", "email", "ssn", "selfie", "passport", "birth_date"])
SETTINGS = st.builds(
    Settings,
    methods=st.lists(st.sampled_from(list(Method)), max_size=3, unique=True).map(tuple),
    online_only=st.booleans(),
    direct_relationship=st.booleans(),
    date_range=st.booleans(),
    retention_months=st.none() | st.integers(1, 60),
    account_required=RIGHTS,
    login_required=RIGHTS,
    asked=st.dictionaries(st.sampled_from(list(Right)), st.lists(FIELDS, max_size=4, unique=True).map(tuple)),
    notary=st.none() | NOTARIES,
    verification_fee=st.booleans(),
    two_step=RIGHTS,
    delete_all=st.booleans(),
    delete_parts=st.booleans(),
    recipients=st.lists(RECIPIENTS, max_size=2, unique_by=lambda one: one.name).map(tuple),
)
# What no default can mend: the business must add a way, a link or a translation itself.
ONLY_BUSINESS = {"C-01", "B-50", "H-26", "H-28"}


@given(SETTINGS)
def test_what_is_applied_has_no_error_left_that_a_default_can_mend(settings):
    applied = lawful_configuration(settings, on=TODAY).value
    left = {found.row for found in check_configuration(applied, on=TODAY).value if found.is_error}
    assert left <= ONLY_BUSINESS


@given(SETTINGS)
def test_lawful_settings_are_applied_as_they_are_and_twice_changes_nothing(settings):
    applied = lawful_configuration(settings, on=TODAY).value
    assert lawful_configuration(applied, on=TODAY).value == applied
    if not check_configuration(settings, on=TODAY).value:
        assert applied == settings


@given(SETTINGS)
def test_a_finding_says_what_mends_it(settings):
    for found in check_configuration(settings, on=TODAY).value:
        assert found.text and found.remedy and found.where and found.citations
