"""The picture as SVG: well formed, every arrow with its label, every word escaped, long ones cut and not lost."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.drawing import LETTERS_A_LINE, Arrow, Box, drawn, shortened

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def picture(boxes: list[Box], arrows: list[Arrow]) -> ET.Element:
    return parsed(drawn(boxes, arrows, name="p", title="A title", description="What it shows"))


WAYS = [
    ([Box("A", "A", "today", "start")], []),
    ([Box("A", "A", "today", "start"), Box("B", "B · 100 %", "peace", "end")], [Arrow("A", "B", "1 · East")]),
    (
        [Box("A", "A", "today", "start"), *(Box(id, f"{id} · 10 %", "peace", "end") for id in "BCDEFG")],
        [*(Arrow("A", id, f"{id} · East and West", agreed=True) for id in "BCDEF"), Arrow("F", "G", "West")],
    ),
    (
        [Box(id, id, "", "way") for id in "ABC"],
        [Arrow("A", "B", "1"), Arrow("B", "C", "2"), Arrow("C", "A", "3"), Arrow("A", "C", "4")],
    ),
]


@pytest.mark.parametrize(("boxes", "arrows"), WAYS, ids=["alone", "one end", "six ends", "a round"])
def test_every_box_and_every_arrow_with_its_label_is_drawn(boxes: list[Box], arrows: list[Arrow]) -> None:
    svg = picture(boxes, arrows)
    groups = [group for group in svg.iter(f"{SVG}g") if "box" in group.get("class", "")]
    labels = [group for group in svg.iter(f"{SVG}g") if group.get("class") == "label"]
    lines = [path for path in svg.iter(f"{SVG}path") if "step" in path.get("class", "")]
    assert len(groups) == len(boxes)
    assert len(lines) == len(arrows)
    assert [" ".join(label.itertext()) for label in labels] == [arrow.label for arrow in arrows]
    assert sum("agreed" in line.get("class", "") for line in lines) == sum(arrow.agreed for arrow in arrows)


@pytest.mark.parametrize(("boxes", "arrows"), WAYS, ids=["alone", "one end", "six ends", "a round"])
def test_every_coordinate_lies_inside_the_picture(boxes: list[Box], arrows: list[Arrow]) -> None:
    svg = picture(boxes, arrows)
    left, top, width, height = map(float, svg.get("viewBox", "").split())
    for line in svg.iter(f"{SVG}path"):
        if "step" not in line.get("class", ""):
            continue
        for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", line.get("d", "")):
            assert left <= float(x) <= left + width
            assert top <= float(y) <= top + height


def test_a_reader_who_does_not_see_it_is_told_what_it_shows() -> None:
    svg = picture(*WAYS[1])
    assert svg.get("role") == "img"
    named = [svg.find(f".//*[@id='{id}']") for id in svg.get("aria-labelledby", "").split()]
    assert [each.text for each in named if each is not None] == ["A title", "What it shows"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_words_break_the_picture(title: str, label: str) -> None:
    sound = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*")
    if sound.fullmatch(title + label):
        picture([Box("A", title, label, "start"), Box("B", label, title, "end")], [Arrow("A", "B", label)])


def test_markup_in_names_is_text() -> None:
    svg = drawn([Box("A", "<script>", "<b>", "start")], [], name="p", title="<i>", description="</svg>")
    assert not re.search(r"<(script|b|i)>", svg)
    assert svg.count("</svg>") == 1


@given(st.text(alphabet="abc de,", max_size=200), st.integers(1, 4))
def test_words_are_cut_to_their_room(text: str, lines: int) -> None:
    cut = shortened(text, lines)
    assert len(cut) <= lines
    assert all(len(line) <= LETTERS_A_LINE for line in cut)
    whole = "".join(text.split())
    assert "".join(cut).replace("…", "").replace(" ", "").rstrip(",") in whole or not whole
    if "".join("".join(cut).split()) != whole:
        assert cut[-1].endswith("…")


def test_arrows_of_one_box_do_not_start_in_one_point() -> None:
    svg = picture(*WAYS[2])
    starts = [line.get("d", "").split(" ")[0] for line in svg.iter(f"{SVG}path") if "step" in line.get("class", "")]
    assert len(set(starts)) == len(starts)


def test_two_pictures_on_one_page_share_no_id() -> None:
    one, two = (drawn(*WAYS[1], name=name, title="t", description="d") for name in ("one", "two"))
    assert not set(re.findall(r'id="([^"]+)"', one)) & set(re.findall(r'id="([^"]+)"', two))
