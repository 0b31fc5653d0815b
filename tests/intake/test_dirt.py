"""Lines that are no part of an article, and lines that only look so."""

import pytest

from detente.intake.dirt import RULES, dirt_of, dirty_lines
from detente.intake.lines import lines_of

DIRT = {
    "breadcrumb": [
        "Home » World » Ferry talks",
        "Home > News",
        "Home / Politics / Orr",
        "You are here: Home",
        "A » B » C",
    ],
    "related": [
        "You may also like",
        "You might also be interested in:",
        "Related articles",
        "Related Posts:",
        "RECOMMENDED FOR YOU",
        "Most read",
        "Read more",
        "Read also: Harbour strike enters third week",
        "Latest news",
        "More from Politics",
        "Editor’s Picks",
        "Don’t miss",
        "▶ Up next",
    ],
    "comments": [
        "Leave a Comment",
        "Leave a Reply Cancel reply",
        "12 Comments",
        "3 Responses to “Ferry talks”",
        "No comments yet",
        "Comments are closed.",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Name *",
        "Name * Email * Website",
        "You must be logged in to post a comment.",
        "Be the first to comment",
        "Join the conversation",
        "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
    ],
    "cookies": [
        "We use cookies to improve your experience on our website.",
        "This website uses cookies",
        "We and our 142 partners store and access cookies on a device.",
        "By continuing to browse the site you agree to our use of cookies.",
        "Accept all",
        "Reject all cookies",
        "Cookie settings",
        "Privacy Policy",
        "Terms of Use",
    ],
    "adblock": [
        "Adblock Detected",
        "Ad Blocker Detected!",
        "Please support us by disabling your AdBlocker extension from your browsers for our website.",
        "It looks like you are using an ad blocker",
        "Please consider turning off your ad-blocker.",
    ],
    "adverts": [
        "Advertisement",
        "- Advertisement -",
        "ADVERTISEMENT",
        "Sponsored content",
        "Story continues below advertisement",
    ],
    "newsletter": [
        "Sign up for our daily newsletter",
        "Subscribe",
        "Subscribe to our newsletter",
        "Get the latest news in your inbox",
        "Enter your email address",
        "Never miss a story.",
        "Stay informed",
        "Newsletter",
        "Donate now",
        "Support independent journalism",
    ],
    "share": [
        "Share",
        "Share this article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Facebook | X | LinkedIn",
        "Click to share on Twitter (Opens in new window)",
        "Follow us on Telegram",
        "1.2k shares",
        "5 min read",
        "Reading time: 4 minutes",
        "Listen to this article",
        "Copy link",
    ],
    "navigation": [
        "Skip to main content",
        "Menu",
        "Search …",
        "Log in",
        "Sign in / Register",
        "Previous article: Storm",
        "© 2025 The Orr Times. All rights reserved.",
        "Tags: ferry, harbour",
        "Posted in World",
        "Back to top",
        "Please enable JavaScript to view this page.",
        "Powered by WordPress",
        "Load more",
    ],
}
KEPT = [
    "The Road Ahead",
    "Frequently Asked Questions",
    "Comments by the minister were brief.",
    "No comment",
    "“No comment,” she said.",
    "Home Secretary resigns",
    "Home and away: how two ports differ",
    "Share of islanders who agree: 69 per cent",
    "Share with all Parties the maps of minefields;",
    "Show more restraint, UN tells parties",
    "Sign up to the accord, mediators urge",
    "Follow up on commitments",
    "Keep the Secretary-General informed of progress",
    "Terms",
    "Definitions and terms",
    "Search and rescue",
    "Menu of options for the mediators",
    "Become a member of the alliance",
    "Related disputes remain unsettled, the envoy said.",
    "Make a reply within 14 days",
    "Reply of the Government of Orr",
    "Submit a response to the Commission within 30 days.",
    "Comments are expected from both sides.",
    "Previous rounds of talks",
    "Next steps",
    "Print media",
    "Register of weapons",
    "Copyright disputes between Orr and Lee",
    "Latest round ends",
    "More talks are expected.",
    "1. Immediate and full ceasefire",
    "– for the troops of Orr, from the line of contact;",
    "Annex II",
    "Q: Will the ferry sail?",
    "A: It may.",
    "Accepting the terms",
    "Cookies were served at the signing.",
    "The site uses solar power.",
    "Ad hoc committee",
    "X",
    "Subscribers to the fund: Orr, Lee",
    "Donors meet in Lee",
]


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in DIRT.items() for line in lines])
def test_dirt(rule, line):
    assert dirt_of(line) is not None, rule


@pytest.mark.parametrize("line", KEPT)
def test_no_dirt(line):
    assert dirt_of(line) is None


def test_every_rule_has_its_examples():
    assert set(DIRT) == set(RULES)


def test_a_paragraph_is_never_dirt():
    assert dirt_of("We use cookies to " + "improve things " * 20) is None


def left(text):
    lines = lines_of(text)
    dirty = dirty_lines(lines)
    return [line.words for line in lines if line.number not in dirty]


ARTICLE = "The talks\n\n" + "The ferry talks went on for a third day in the harbour of Orr.\n\n" * 5


def test_titles_of_related_articles_go_with_their_heading():
    text = ARTICLE + "Related articles\nStorm hits Lee\nHow the strike began\n\nLeave a comment\n"
    assert left(text) == left(ARTICLE)


def test_a_heading_after_a_link_is_kept():
    text = ARTICLE + "Read more\n\nThe road ahead\n\n" + ARTICLE
    assert "The road ahead" in left(text)


def test_titles_between_an_inset_and_more_text_are_dropped_only_when_dirt_closes_them():
    inset = "Related articles\nStorm hits Lee\nHow the strike began\n"
    assert left(ARTICLE + inset + "Advertisement\n" + ARTICLE) == left(ARTICLE) * 2
    assert "Storm hits Lee" in left(ARTICLE + inset + ARTICLE)


def test_a_comment_section_goes_to_the_end():
    text = ARTICLE + "2 comments\nann\nI was on that ferry and it was late.\nbob\nSo was I.\n"
    assert left(text) == left(ARTICLE)


def test_a_link_to_the_comments_at_the_top_takes_nothing_with_it():
    assert left("The talks\nLeave a comment\n" + ARTICLE) == ["The talks", *left(ARTICLE)]


def test_a_text_of_very_many_lines_is_left_alone():
    assert dirty_lines(lines_of("Share\n" * 100_001)) == frozenset()
