"""Pasted text and Markdown: what it says of itself, what of it is the article."""

import json
from pathlib import Path

import pytest

from detente.evidence.document import Span
from detente.intake.lines import lines_of
from detente.intake.plain import read_plain

SHARED = Path(__file__).parents[2] / "../shared/documents"
BODY = "The ferry talks went on for a third day in the harbour of Orr.\n\nNobody left the room."


def kept_lines(document):
    return [line.number for line in lines_of(document.raw) if document.keeps(Span(line.start, line.end))]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_exactly_the_dirt_of_the_article_is_dropped():
    gold = json.loads((SHARED / "gold/article.json").read_text(encoding="utf-8"))
    document = read_plain((SHARED / "article.txt").read_bytes().decode(), name="article.txt")
    dirt = {each["line"] for each in gold["boilerplate_lines"]}
    assert kept_lines(document) == [line.number for line in lines_of(document.raw) if line.number not in dirt]
    assert document.digest == gold["doc"]["sha256"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize("name", ["agreement", "denial", "news-gaza", "news-summit", "readout"])
def test_nothing_else_of_the_other_documents_is_dropped(name):
    document = read_plain((SHARED / f"{name}.txt").read_bytes().decode())
    assert kept_lines(document) == [line.number for line in lines_of(document.raw)][2:]
    assert document.url
    assert document.url.startswith("https://")
    assert document.publisher is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (BODY, {}),
        (f"Ferry talks go on\n\n{BODY}", {"title": "Ferry talks go on"}),
        (f"Will the ferry sail?\n{BODY}", {"title": "Will the ferry sail?"}),
        (f"Title: Ferry talks\nDate: 7 Aug 2025\nAuthor: Ann Orr\nPublisher: The Orr Times\n\n{BODY}",
         {"title": "Ferry talks", "date": "2025-08-07", "author": "Ann Orr", "publisher": "The Orr Times"}),
        (f"SOURCE: https://x.example/a?b=1 (see also https://y.example)\nKIND: news\n\n{BODY}",
         {"url": "https://x.example/a?b=1"}),
        (f"source: The Orr Times\n{BODY}", {"publisher": "The Orr Times"}),
        (f"URL: javascript:alert(1)\n{BODY}", {}),
        (f"Ferry talks go on\nBy Ann Orr\nPublished: August 7, 2025\n\n{BODY}",
         {"title": "Ferry talks go on", "author": "Ann Orr", "date": "2025-08-07"}),
        (f"Ferry talks go on\nUpdated August 2025\n{BODY}", {"title": "Ferry talks go on", "date": "2025-08"}),
        (f"August 7, 2025\n{BODY}", {"date": "2025-08-07"}),
        (f"Ferry talks go on\nBy force of arms\n{BODY}", {"title": "Ferry talks go on"}),
        (f"Talks: the third day\n{BODY}", {"title": "Talks: the third day"}),
        (f"Home » World\nFerry talks go on\n{BODY}", {"title": "Ferry talks go on"}),
    ],
)  # fmt: skip
def test_facts_are_those_that_are_written(text, facts):
    document = read_plain(text)
    known = ("title", "date", "author", "publisher", "url")
    assert {key: value for key in known if (value := getattr(document, key))} == facts
    assert document.raw == text
    assert BODY in document.article


def test_a_header_is_no_part_of_the_article_and_no_dirt():
    document = read_plain(f"Title: Ferry\nKind: news\n\n{BODY}")
    assert kept_lines(document) == [4, 6]
    assert document.notices == ()


def test_a_date_that_is_not_read_is_said():
    assert "give it as 2025-08-07" in read_plain(f"date: 07/08/2025\n{BODY}").notices[0]


def test_markdown():
    document = read_plain(f'---\ntitle: "Ferry"\ndate: 2025-08\n---\n\n# Talks\n\n{BODY}', markdown=True)
    assert (document.title, document.date) == ("Ferry", "2025-08")
    assert kept_lines(document) == [6, 8, 10]
    assert read_plain(f"# Talks #\n\n{BODY}", markdown=True).title == "Talks"
    assert read_plain(f"---\nno end\n{BODY}", markdown=True).title is None


def test_a_text_of_dirt_alone_is_kept_and_said():
    document = read_plain("Share\nLeave a comment\n")
    assert document.article == "Share\nLeave a comment"
    assert "nothing of it looks like an article" in document.notices[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end):
    text = f"Ferry talks go on{end}{end}Share this article{end}{BODY.splitlines()[0]}{end}"
    document = read_plain(text)
    assert document.raw == text
    assert kept_lines(document) == [1, 4]
    assert document.notices == ("left out as no part of the article: 1 line (3)",)


def test_signs_that_show_nothing_are_no_part_of_a_fact():
    text = (
        "Source: The \x1b[31mPost\u202e\nTitle: Toll \x07raised\nAuthor: \x1b\nURL: https://example.org/\x1b[2Ja\n\n"
        "The toll was raised.\n"
    )
    document = read_plain(text)
    assert (document.publisher, document.title, document.author) == ("The [31mPost", "Toll raised", None)
    assert document.url == "https://example.org/[2Ja"
    assert document.raw == text
