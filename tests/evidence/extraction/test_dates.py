"""Words that name a time, and words that do not."""

from datetime import date

import pytest

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
        ("A cold spring broke the pipe; they march on.", []),
        ("The autumn leaves fell on five of ten men.", []),
    ],
)
def test_dates(text, found):
    assert [text[d.start : d.end] for d in dates(text, 0, len(text), date(2026, 5, 1))] == found
