"""The page: every number with its reason, every link with its target, no stranger's markup, no request, no chance."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest

from detente.analysis.session import Session
from detente.analysis.solve import Settings
from detente.case import Assumed, Case, Cited
from detente.case.standing import reasons
from detente.casefile import bundled, parse_case, read_case
from detente.errors import CaseError
from detente.report.page import anchor, page_of, refuse_other_formats
from report.small import EVIL, GRAPH, HOSTILE, QUESTIONS, mill

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Reader(HTMLParser):
    """Tags in order, ids, links, and the text that a reader sees; tags that are not closed are faults."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


CASES = {
    "mill": lambda: mill(*QUESTIONS),
    "mill without questions": mill,
    "graph": lambda: parse_case(GRAPH),
    "evil": lambda: parse_case(EVIL),
    "dam": lambda: read_case(bundled("teyne-dam")),
    "elmira": lambda: read_case(bundled("elmira-1991")),
}


@cache
def case(name: str) -> Case:
    return CASES[name]()


@cache
def page(name: str) -> str:
    return page_of(Session(case(name)))


@pytest.mark.parametrize("name", CASES)
def test_tags_are_closed_and_ids_are_unique_and_links_lead_somewhere(name: str) -> None:
    reader = read(page(name))
    assert [id for id, count in Counter(reader.ids).items() if count > 1] == []
    assert {link for link in reader.links if link.startswith("#") and link[1:] not in reader.ids} == set()


@pytest.mark.parametrize("name", CASES)
def test_it_asks_nobody_for_anything(name: str) -> None:
    reader = read(page(name))
    assert {"script", "link", "img", "iframe", "object"} & set(reader.tags) == set()
    assert all(link.startswith("#") for link in reader.links)
    addresses = re.findall(r"(?:https?:)?//[\w.]+", page(name))
    assert set(addresses) <= {"http://www.w3.org", "https://vega.github.io"}  # names of formats, which nobody fetches
    assert "url(" not in page(name).replace("url(#", "")


@pytest.mark.parametrize("name", CASES)
def test_the_same_case_gives_the_same_page_to_the_byte(name: str) -> None:
    assert page_of(Session(CASES[name]())) == page(name)


@pytest.mark.parametrize("name", ["mill", "dam", "elmira"])
def test_every_number_stands_beside_its_reason(name: str) -> None:
    reader = read(page(name))
    text = " ".join("".join(reader.text).split())
    told = case(name)
    for key, warrant in reasons(told):
        if isinstance(warrant, Assumed):
            assert warrant.why in text, key
        elif isinstance(warrant, Cited):
            quotes = [told.ledger.items[id].content.exact for id in warrant.evidence]
            assert all(" ".join(quote.split()) in text for quote in [*quotes, warrant.source]), key
        else:
            assert "no warrant" in text, key


def test_every_note_that_is_referred_to_is_listed_and_none_besides() -> None:
    reader = read(page("mill"))
    referred = {link[1:] for link in reader.links if re.fullmatch(r"#[ae]\d+", link)}
    assert referred == {id for id in reader.ids if re.fullmatch(r"[ae]\d+", id)}
    assert referred


def test_no_name_becomes_markup() -> None:
    reader = read(page("evil"))
    assert HOSTILE not in page("evil")
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert not [value for name, value in reader.attributes if "javascript:" in value and name in {"href", "src"}]
    assert "".join(reader.text).count(HOSTILE) >= 8


@pytest.mark.parametrize("name", ["mill", "dam"])
def test_answers_come_before_everything_else(name: str) -> None:
    titles = re.findall(r"<h2 [^>]*>([^<]+)</h2>", page(name))
    assert titles == [
        "In short",
        "Where it goes from here",
        "What the letters stand for",
        "Who wants what",
        "What holds, what does not, and why",
        "What the numbers stand on",
        "Evidence",
        "For the sceptic",
    ]


def test_every_question_is_answered_in_short_and_at_length() -> None:
    reader = read(page("mill"))
    for question in case("mill").questions:
        assert f"q-{anchor(question.id)}" in reader.ids
        assert f"#q-{anchor(question.id)}" in reader.links


def test_a_case_without_questions_still_says_where_it_goes() -> None:
    text = "".join(read(page("elmira")).text)
    assert "The case asks no questions." in text
    assert "almost certain (100 %)" in " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_states_of_a_graph_keep_their_labels() -> None:
    text = "".join(read(page("graph")).text)
    assert "3 & <4>" in text
    assert "could go to state 3 & <4>" in text


def test_what_never_rests_is_said_to_go_round() -> None:
    text = "".join(read(page_of(Session(parse_case(GRAPH), Settings(rule="nash")))).text)
    assert "it never comes to rest" in text
    assert "it goes round 1, 2 and 3 & <4>" in text


def test_letters_are_the_same_in_text_picture_and_tables() -> None:
    reader = read(page("mill"))
    lettered = {id.removeprefix("state-") for id in reader.ids if id.startswith("state-")}
    boxes = set(re.findall(r'class="name">([A-Z]+)(?: · [^<]*)?<', page("mill")))
    linked = {link.removeprefix("#state-") for link in reader.links if link.startswith("#state-")}
    assert boxes | linked <= lettered
    assert boxes


def test_likelihood_words_never_stand_without_a_number() -> None:
    text = " ".join("".join(read(page("mill")).text).replace("\N{NO-BREAK SPACE}", " ").split())
    body = text.split("How to read the numbers")[0]
    for found in re.finditer(r"\b(very likely|very unlikely|almost certain|roughly even chance)\b", body):
        assert re.search(r"\d", body[found.end() : found.end() + 8])


@pytest.mark.parametrize("path", ["a.html", "b.HTM", "c.md", "folder.d/x.html"])
def test_formats_that_are_written(path: str) -> None:
    refuse_other_formats(path)


@pytest.mark.parametrize(
    ("path", "way"), [("a.pdf", "print"), ("a.docx", "pandoc"), ("a.tex", "pandoc"), ("a", ".md"), ("a.xyz", ".html")]
)
def test_other_formats_are_refused_with_a_way_to_come_by_them(path: str, way: str) -> None:
    with pytest.raises(CaseError, match=re.escape(way)):
        refuse_other_formats(path)
