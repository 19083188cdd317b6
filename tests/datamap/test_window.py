"""When a maintenance window is open, over midnight and over changes of clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from habeas.datamap.window import Window

PACIFIC = "America/Los_Angeles"


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "now", "opens"),
    [
        # In June, clocks in California are seven hours behind UTC.
        ("01:00-05:00", "2024-06-01 08:00", "2024-06-01 08:00"),
        ("01:00-05:00", "2024-06-01 11:59:59", "2024-06-01 11:59:59"),
        ("01:00-05:00", "2024-06-01 12:00", "2024-06-02 08:00"),
        ("01:00-05:00", "2024-06-01 07:59:59", "2024-06-01 08:00"),
        # Over midnight.
        ("22:00-04:00", "2024-06-01 05:00", "2024-06-01 05:00"),
        ("22:00-04:00", "2024-06-01 10:59", "2024-06-01 10:59"),
        ("22:00-04:00", "2024-06-01 11:00", "2024-06-02 05:00"),
        # 10 March 2024: two o'clock becomes three.
        ("01:00-05:00", "2024-03-10 12:00", "2024-03-11 08:00"),
        ("01:00-05:00", "2024-03-10 11:59", "2024-03-10 11:59"),
        ("02:30-05:00", "2024-03-10 09:59", "2024-03-10 10:00"),
        ("02:15-02:45", "2024-03-10 09:59", "2024-03-11 09:15"),
        # 3 November 2024: one o'clock comes twice, and so does a window in that hour.
        ("01:30-01:45", "2024-11-03 08:45", "2024-11-03 09:30"),
        ("01:00-05:00", "2024-11-03 12:59", "2024-11-03 12:59"),
        ("01:00-05:00", "2024-11-03 13:00", "2024-11-04 09:00"),
    ],
)
def test_a_window_opens_by_the_clocks_of_its_zone(window: str, now: str, opens: str) -> None:
    found = Window.parse(f"{window} {PACIFIC}")
    assert found.opens_at(_utc(now)) == _utc(opens)
    assert found.is_open(_utc(now)) == (now == opens)


@pytest.mark.parametrize(
    "text", ["", "01:00-05:00", "1:00-5:00 UTC", "01:00-25:00 UTC", "01:00-05:00 Mars/Base", "01:00-01:00 UTC"]
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no window; expected for example|is never open"):
        Window.parse(text)
