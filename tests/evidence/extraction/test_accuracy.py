"""Floors under the measured accuracy: on the first annotated texts, where they are at hand, and on our own."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENTS = ROOT.parent / "shared" / "documents"

FLOORS = {  # F1, or accuracy, on the two texts that count, and the share with the right voice
    "mentions": (0.97, None),
    "quotes in marks": (0.97, 0.95),
    "direct quotes": (0.97, 0.95),
    "indirect quotes": (0.90, 0.95),
    "demands": (0.85, 0.85),
    "conditionals": (0.95, None),
    "hedged sentences": (0.97, None),
    "dates": (0.97, None),
    "sentence status": (0.95, None),
}


@pytest.fixture(scope="module")
def scores(model):
    if not (DOCUMENTS / "gold").is_dir():
        pytest.skip("the annotated texts are not here")
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks.accuracy.extraction.measure import TOGETHER, load, table
    finally:
        sys.path.remove(str(ROOT))
    return table([load(name, DOCUMENTS, model) for name in (*TOGETHER, "article")])


@pytest.mark.parametrize("kind", FLOORS)
def test_floor(scores, kind):
    score, (least, voice) = scores[kind]["together"], FLOORS[kind]
    assert score.f1 >= least
    if voice is not None:
        assert score.voice >= voice * score.right


def test_polls_of_the_article_are_both_found(scores):
    assert scores["polls"]["article"].f1 == 1.0


OWN = {  # F1 on the benchmark's first sixteen texts, on which rules were widened; the later are measured, not tested
    "mentions": 0.96,
    "quotes in marks": 0.95,
    "direct quotes": 0.99,
    "indirect quotes": 0.89,
    "demands": 0.83,
    "conditionals": 0.90,
    "polls": 0.97,
    "hedged sentences": 0.85,  # their annotators take more of *would* for reserve than others do
    "venues": 0.85,
    "risks": 0.92,
    "economic": 0.93,
    "dates": 0.97,
    "sentence status": 0.94,
}


VOICES = {  # the share of those found that have the right speaker or holder
    "direct quotes": 0.95,
    "indirect quotes": 0.9,
    "demands": 0.8,
}


@pytest.fixture(scope="module")
def own_scores(model):
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks.accuracy.extraction.measure import load, table
    finally:
        sys.path.remove(str(ROOT))
    folder = ROOT / "benchmarks" / "accuracy" / "extraction" / "texts"
    return table([load(path.stem, folder, model) for path in sorted(folder.glob("[dh]*.txt"))])


@pytest.mark.parametrize("kind", OWN)
def test_floor_on_texts_of_other_kinds(own_scores, kind):
    assert own_scores[kind]["together"].f1 >= OWN[kind]


@pytest.mark.parametrize("kind", VOICES)
def test_floor_of_voices_on_texts_of_other_kinds(own_scores, kind):
    score = own_scores[kind]["together"]
    assert score.voice >= VOICES[kind] * score.right
