"""Words that name a time, and words that do not."""

from datetime import date

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract
from detente.evidence.extraction.dates import dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met in early April.", ["early April"]),
        ("Talks end by the end of July.", ["the end of July"]),
        ("Nothing moved since the autumn of 2019.", ["the autumn of 2019"]),
        ("It will open before Christmas, by autumn at the latest.", ["Christmas", "autumn"]),
        ("The truce ends at midnight Saturday.", ["midnight Saturday"]),
        ("On the night of 6 to 7 May shells fell.", ["the night of 6 to 7 May"]),
        ("It was held between 3 and 17 March 2026.", ["3 and 17 March 2026"]),
        ("On Monday, November 2, 2020 they met.", ["Monday, November 2, 2020"]),
        ("The canal is dry in June and July.", ["June and July"]),
        ("Their August meeting failed.", ["August"]),
        ("Fought from 1991 to 1994, 1998–99 and in the late 1980s.", ["1991 to 1994", "1998–99", "the late 1980s"]),
        ("TELEGRAM OF 7 APR 1974 AND 12 JUNE 1975", ["7 APR 1974", "12 JUNE 1975"]),
        ("A week ago little moved; Tomorrow it may.", ["A week ago", "Tomorrow"]),
        ("In the weeks and months ahead, by year’s end.", ["the weeks and months ahead", "year’s end"]),
        ("The lock will be shut before the winter, by the spring at the latest.", ["the winter", "the spring"]),
        ("The pact of May held, as late as 2019 at least.", ["May", "2019"]),
        ("They have argued for many years and will stop within weeks.", ["many years", "within weeks"]),
        ("Harbour News Tonight showed it today. Tonight it will again.", ["today", "Tonight"]),
        ("The Fisheries Act of 1976 and the March 23 Movement.", []),
        ("A 2017 report, its 2021 budget.", ["2017", "2021"]),
        ("A cold spring broke the pipe; they march on.", []),
        ("The autumn leaves fell on five of ten men.", []),
    ],
)
def test_dates(text, found):
    assert [text[d.start : d.end] for d in dates(text, 0, len(text), date(2026, 5, 1))] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from 3 to 17 March 2026", "2026-03-03/2026-03-17"),
        ("on Feb. 2-18, 2025", "2025-02-02/2025-02-18"),
        ("on 11 and 12 May 2024", "2024-05-11/2024-05-12"),
        ("on 3 and 17 May 2024", None),
        ("in July to September 2023", "2023-07/2023-09"),
        ("in 2014–2022", "2014/2022"),
        ("in 1998-99", "1998/1999"),
        ("in the 1990s", "199X"),
        ("on 12.03.2025", "2025-03-12"),
        ("on 03MAR2025", "2025-03-03"),
        ("today", "2026-05-01"),
    ],
)
def test_values(text, value):
    assert [d.value for d in dates(text, 0, len(text), date(2026, 5, 1))] == [value]


def test_today_in_a_quotation_is_the_speaker_s():
    text = "They met today. “We leave today,” the pilot said."
    found = extract(Document(text, date="2026-05-01"))
    assert [item.date for item in found if item.kind == "date"] == ["2026-05-01"]
