"""What matters: profiles and orders are unknowns of their own; exact where all is listed, else estimated."""

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis import beliefs
from detente.analysis.matters import Matter, Matters, matters_of
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.analysis.solve import Settings
from detente.case import Case
from detente.report.answers import sentences

ASK = '[[question]]\nid = "m"\nask = "matters"\nof = "{of}"\n'
UNKNOWN = '["YNNNN", "NYNNN"], ["--YYN", "--NNY"]'


def found(case: Case, **settings: object) -> Matters:
    return answer(Session(case, Settings(**settings)), case.questions[0]).detail  # type: ignore[arg-type]


def by_unknown(matters: Matters) -> dict[tuple[tuple[int, ...], str], Matter]:
    return {(each.parties, each.of): each for each in matters.matters}


def test_a_noisy_party_with_one_profile_is_an_unknown() -> None:
    """There is variance, all of it within profiles: something uncertain moves the answer, and is named."""
    for seed in range(40):
        case = case_of(seed, profiles=1, wants=3, noise=0.5, extra=ASK.format(of="a.x or b.y"))
        matters = found(case)
        if matters.variance > 0.01:
            break
    assert matters.order_share == pytest.approx(1)
    assert {each.of for each in matters.matters} == {"order"}
    assert matters.matters[0].total > 0.1
    session = Session(case)
    told = sentences(answer(session, case.questions[0]), case, session.structure.states)
    assert told[0].startswith("In which order ")
    assert "whatever they want" not in " ".join(told)


def test_an_unknown_pair_is_an_unknown() -> None:
    for seed in range(60):
        case = case_of(seed, profiles=1, wants=2, unknown=UNKNOWN, extra=ASK.format(of="a.x or a.y"))
        matters = found(case)
        if matters.variance > 0.01:
            break
    assert [(each.parties, each.of) for each in matters.matters] == [((0,), "order")]
    assert matters.matters[0].first == pytest.approx(1)
    assert matters.matters[0].total == pytest.approx(1)
    assert matters.matters[0].learning > 0


def variance(rows: list[tuple[float, float]]) -> float:
    total = sum(w for w, _ in rows)
    mean = sum(w * v for w, v in rows) / total
    return sum(w * (v - mean) ** 2 for w, v in rows) / total


def test_exact_effects_are_their_definitions() -> None:
    """Two parties, each with two profiles of two wants in an uncertain order: conditional variances, one by one."""
    case = case_of(11, wants=2, noise=0.4, extra=ASK.format(of="a.x or b.y"))
    session = Session(case)
    solution = session.solution
    values = solution.masses(solution.holds(case.questions[0].of))
    draws, weights = solution.ensemble.draws, solution.weights()
    matters = by_unknown(found(case))

    def left(known) -> float:
        """What variance stays on average once something is known of each draw."""
        groups: dict[object, list[tuple[float, float]]] = {}
        for draw, weight, value in zip(draws, weights, values, strict=True):
            groups.setdefault(known(draw), []).append((float(weight), float(value)))
        return sum(sum(w for w, _ in rows) * variance(rows) for rows in groups.values())

    whole = left(lambda _: 0)
    assert whole > 0
    for party in (0, 1):
        rest = [other for other in range(3) if other != party]
        profile, order = matters[(party,), "profile"], matters[(party,), "order"]
        assert profile.first * whole == pytest.approx(whole - left(lambda d, p=party: d.profiles[p]))
        total = left(lambda d, r=rest: [d.choice(k) for k in r].__repr__())
        total -= left(lambda d, r=rest, p=party: ([d.choice(k) for k in r], d.profiles[p]).__repr__())
        assert profile.total * whole == pytest.approx(total)
        first = left(lambda d, p=party: d.profiles[p]) - left(lambda d, p=party: d.choice(p))
        assert order.first * whole == pytest.approx(first)
        stays = left(lambda d, r=rest: (d.profiles, [d.choice(k) for k in r]).__repr__())
        assert order.total * whole == pytest.approx(stays)
        assert profile.first <= profile.total + 1e-12
        assert order.first <= order.total + 1e-12


@pytest.mark.parametrize("unknown", ["", UNKNOWN])
def test_effects_in_a_sample_are_near_the_exact_ones(monkeypatch: pytest.MonkeyPatch, unknown: str) -> None:
    case = case_of(11, wants=2, noise=0.6, unknown=unknown, extra=ASK.format(of="a.x or b.y"))
    exact = by_unknown(found(case))
    monkeypatch.setattr(beliefs, "MOST_ENUMERATED", 0)
    sampled = by_unknown(found(case, draws=8000, seed=2))
    assert set(sampled) == set(exact)
    for key, each in exact.items():
        assert sampled[key].first == pytest.approx(each.first, abs=0.09), key
        assert sampled[key].total == pytest.approx(each.total, abs=0.09), key
        assert sampled[key].learning > each.learning - 0.05


def test_those_that_go_together_are_one_unknown_and_their_orders_two() -> None:
    together = '[[together]]\nprofiles = [["a", "p0"], ["b", "p0"]]\nassumed = "so"\n'
    matters = found(case_of(11, wants=2, noise=0.4, extra=together + ASK.format(of="a.x or b.y")))
    assert set(by_unknown(matters)) == {((0, 1), "profile"), ((0,), "order"), ((1,), "order"), ((2,), "order")}


def test_the_same_seed_gives_the_same_effects() -> None:
    case = case_of(4, wants=8, noise=0.4, extra=ASK.format(of="a.x"))
    one, other = (found(case, draws=100, seed=3) for _ in range(2))
    assert one == other


def test_what_only_rounding_moves_is_not_moved() -> None:
    case = case_of(7)
    solution = Session(case).solution
    rounded = 0.3 + 1e-12 * np.arange(len(solution.ensemble.draws))
    found = matters_of(solution, rounded, lambda draws: np.full(len(draws), 0.3))
    assert found.variance == 0
    assert max(each.total for each in found.matters) < 1e-16
