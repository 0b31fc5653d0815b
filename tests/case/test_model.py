"""A case gives its parts by name, and says which names it has."""

import pytest

from detente.casefile import parse_case
from detente.errors import UnknownName

CASE = parse_case(
    'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\n'
    '[party.russia]\nname = "Russia"\n[party.russia.option]\nx = "X"\n'
    '[[party.russia.profile]]\nname = "bargainer"\nwants = ["russia.x"]\n'
    '[driver.support]\nvalue = 0.6\n[[question]]\nid = "obstacles"\nask = "obstacles"\nof = "russia.x"\n'
)


def test_parts_by_name():
    assert CASE.party("russia").profile("bargainer").name == "bargainer"
    assert CASE.question("obstacles").ask == "obstacles"
    assert CASE.values() == {"support": 0.6}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: CASE.party("rusia"), 'unknown party "rusia"; did you mean "russia"'),
        (
            lambda: CASE.party("russia").profile("bargain"),
            'Russia has no profile "bargain"; did you mean "bargainer"',
        ),
        (lambda: CASE.question("zzz"), 'unknown question "zzz"; expected one of '),
        (lambda: CASE.question("obstacle"), 'unknown question "obstacle"; did you mean "obstacles"'),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(ask, message):
    with pytest.raises(UnknownName, match=message):
        ask()
