from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.protocol import Call, Rejected, Step, after_download, after_upload
from habeas.law.california.drop.webhook import Delivery, Event, Fault, check_webhook, new_events, signature
from habeas.law.errors import NaiveInstant

SENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BODY = b'{"message": "ready"}'


@given(st.integers(300, 599), st.integers(1, 100), st.sampled_from([None, 0, 5]))
def test_only_too_many_and_a_fault_of_the_server_are_tried_again(status, attempt, retry_after):
    for found in (
        after_download(status, retry_after=retry_after, attempt=attempt).value,
        after_upload(status, retry_after=retry_after, attempt=attempt).value,
        after_upload(status, call=Call.AMEND, retry_after=retry_after, attempt=attempt).value,
    ):
        again = status == 429 or status >= 500
        assert found.retry is again
        assert found.task is not again
        assert (found.wait_seconds or 0) >= (1 if again else 0)


def test_without_a_word_of_the_agency_the_wait_doubles_to_an_hour():
    waits = [after_download(503, attempt=attempt).value.wait_seconds for attempt in range(1, 12)]
    assert waits[:3] == [60, 120, 240]
    assert waits == sorted(waits) and waits[-1] == 3600


def test_a_name_in_use_among_other_faults_is_for_a_person():
    rejected = [Rejected("a.csv", "duplicate name"), Rejected("b.csv", "not UTF-8")]
    found = after_upload(400, rejected=rejected, answer_was_lost=True).value
    assert (found.step, found.task, found.files) == (Step.MEND_FILES, True, ("a.csv", "b.csv"))


def headers(timestamp=None, body=BODY, secret="secret", **changed):
    timestamp = timestamp if timestamp is not None else str(int(SENT.timestamp()))
    found = {
        "X-Webhook-Event-Id": "e-1",
        "X-Webhook-Event-Type": "upload.processed",
        "X-Webhook-Delivery-Id": "d-1",
        "X-Webhook-Timestamp": timestamp,
        "X-Webhook-Version": "1",
        "X-Webhook-Signature": signature(secret, timestamp, body),
    }
    return found | changed


def checked(found, body=BODY, now=SENT):
    return check_webhook(found, body, secret="secret", now=now).value


def test_a_message_of_the_agency_is_answered_and_names_its_event():
    found = checked(headers())
    assert (found.accepted, found.answer, found.event, found.event_id) == (True, 204, Event.UPLOAD_PROCESSED, "e-1")


def test_names_of_headers_may_be_in_any_case():
    assert checked({name.lower(): value for name, value in headers().items()}).accepted


@pytest.mark.parametrize("name", headers())
def test_every_header_is_needed(name):
    assert checked(headers() | {name: ""}).fault is Fault.HEADERS


@given(st.binary())
def test_a_signature_belongs_to_one_body(body):
    assert checked(headers(), body).accepted is (body == BODY)


@pytest.mark.parametrize(
    "wrong",
    [
        signature("secret", "1795420800", BODY).removeprefix("sha256="),
        signature("secret", "1795420800", BODY).upper(),
        signature("secret", "1795420801", BODY),
        signature("other", "1795420800", BODY),
        "sha256=",
        "sha256=ä",
    ],
)
def test_a_wrong_signature_is_refused(wrong):
    assert checked(headers() | {"X-Webhook-Signature": wrong}).fault is Fault.SIGNATURE


@pytest.mark.parametrize(("seconds", "accepted"), [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
@pytest.mark.parametrize("form", ["seconds", "iso"])
def test_a_message_is_of_the_last_minutes(seconds, accepted, form):
    timestamp = str(int(SENT.timestamp())) if form == "seconds" else SENT.isoformat()
    found = checked(headers(timestamp), now=SENT.astimezone(timezone(timedelta(hours=-8))) + timedelta(seconds=seconds))
    assert found.accepted is accepted
    assert accepted or found.fault is Fault.TIME


@pytest.mark.parametrize("timestamp", ["soon", "2026-11-23T08:00:00", "9" * 30, "9" * 5000, "²"])
def test_a_time_that_cannot_be_read_is_refused(timestamp):
    assert checked(headers(timestamp)).fault is Fault.TIME


def test_a_signed_event_of_an_unknown_kind_is_looked_at():
    found = checked(headers(**{"X-Webhook-Event-Type": "download.lost"}))
    assert (found.answer, found.fault) == (400, Fault.EVENT)


def test_now_has_a_time_zone():
    with pytest.raises(NaiveInstant):
        checked(headers(), now=datetime(2026, 11, 23, 8, 0))  # noqa: DTZ001


@given(st.lists(st.sampled_from(["a", "b", "c"])), st.sets(st.sampled_from(["a", "b"])))
def test_an_event_is_told_once(events, seen):
    deliveries = [Delivery(one, f"d-{at}") for at, one in enumerate(events)]
    found = [one.event_id for one in new_events(deliveries, seen).value]
    assert found == [one for one in dict.fromkeys(events) if one not in seen]
