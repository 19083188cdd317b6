import pytest

from habeas.law.california.disproportionate import Processes, Task, may_claim, states_facts
from habeas.law.errors import ClaimRefused

READY = Processes(has_request_methods=True, has_trained_staff=True)
FACTS = "The registry of 1994 stands on microfilm in a flooded basement."


@pytest.mark.parametrize(
    "bare",
    [
        "",
        "...",
        "Disproportionate effort",
        "This is impossible.",
        "It would involve a disproportionate effort to notify the third parties.",
        "We cannot: undue burden!",
        "Impossible (T2)",
        "Compliance needs disproportionate effort",
        "Sorry, disproportionate effort applies.",
        "The exemption of section 7001(m) applies to this request.",
    ],
)
def test_the_bare_words_state_no_facts(bare):
    assert not states_facts(bare).value


@pytest.mark.parametrize(
    "told", ["T2 is defunct.", "T2 was dissolved in March 2026.", "Its bankruptcy ended on 2026-05-01.", FACTS]
)
def test_what_happened_to_whom_is_a_fact(told):
    found = states_facts(told)
    assert found.value and found.warnings, "a person judges what passes the sieve"


@pytest.mark.parametrize("lacking", ["has_request_methods", "has_trained_staff", "can_find_data"])
@pytest.mark.parametrize("task", list(Task))
def test_who_lacks_any_process_may_not_call_an_effort_disproportionate(lacking, task):
    processes = Processes(**{"has_request_methods": True, "has_trained_staff": True, lacking: False})
    with pytest.raises(ClaimRefused, match="Without adequate processes"):
        may_claim(task, processes, facts=FACTS, significantly_outweighs=True)
    assert may_claim(task, READY, facts=FACTS, significantly_outweighs=True).value


def test_the_impossible_may_be_said_by_anybody_who_says_why():
    assert may_claim(Task.TELL_THIRD_PARTIES, Processes(), facts=FACTS, impossible=True).value


def test_an_effort_that_does_not_outweigh_by_far_is_no_ground():
    with pytest.raises(ClaimRefused, match="does not significantly outweigh"):
        may_claim(Task.CORRECT, READY, facts=FACTS)
