"""Dates as they are written, and no more precise."""

import pytest

from detente.intake.dates import read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-08-07", "2025-08-07"),
        ("2025-08-07T09:30:00Z", "2025-08-07"),
        ("2025-08-07T23:30:00+02:00", "2025-08-07"),
        ("2025-08-07 09:30:00 UTC", "2025-08-07"),
        ("2025-08", "2025-08"),
        ("2025", "2025"),
        ("7 August 2025", "2025-08-07"),
        ("Thursday, 7th of August 2025 10:31 BST", "2025-08-07"),
        ("Aug. 7, 2025, 9:30 a.m. EDT", "2025-08-07"),
        ("AUGUST 7 2025 - 14:05", "2025-08-07"),
        ("Sept 1, 2024", "2024-09-01"),
        ("August 2025", "2025-08"),
        ("2025/8/7", "2025-08-07"),
        ("7.8.2025", "2025-08-07"),
        ("25/08/2025", "2025-08-25"),
        ("08/25/2025", "2025-08-25"),
        ("08/08/2025", "2025-08-08"),
        ("07/08/2025", None),  # July or August
        ("31 February 2025", None),
        ("7 Brumaire 2025", None),
        ("Seven in ten", None),
        ("69 percent", None),
        ("last Thursday", None),
        ("in the coming days", None),
        ("August", None),
        ("1 May", None),
        ("13/14/2025", None),
        ("The talks of 7 August 2025", None),
        ("2025-08-07 " + "x" * 100, None),
        ("", None),
    ],
)
def test_read_date(text, date):
    assert read_date(text) == date
