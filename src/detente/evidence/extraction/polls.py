"""What a survey found: a share of a population that holds a view, or a poll that is named without a figure.

A figure counts as a poll's when a people holds a view (*two thirds of Cypriots support …*) or a poll is named in
its sentence. The pollster is the one named in the sentence, else one named elsewhere, and then said to be inferred.
"""

import re
from dataclasses import dataclass

__all__ = ["Poll", "field_dates", "polls"]

NUMBER = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
COUNT = "|".join(NUMBER)
SPELLED = rf"(?:{'|'.join(TENS)})(?:-(?:{COUNT}))?"
SHARES = {"half": 50.0, "a quarter": 25.0, "a third": 100 / 3, "a fifth": 20.0}
ABOUT = (
    r"(?:(?:about|around|roughly|nearly|almost|just (?:over|under)|more than|less than|over|under|some|"
    r"fewer than|only|"
    r"as many as|approximately|at least) )?"
)
SHARE = (
    rf"(?P<share>{ABOUT}(?:(?P<percent>\d{{1,3}}(?:\.\d+)?|{SPELLED}) ?(?:%|percent\b|per cent\b)"
    rf"|(?P<top>{COUNT}|\d{{1,3}}) (?:in|out of)(?: every)? (?P<bottom>{COUNT}|\d{{1,3}})\b"
    rf"|(?P<n>{COUNT})[- ](?P<d>third|quarter|fifth|tenth)s?\b|(?P<word>half|a quarter|a third|a fifth)\b"
    r"|(?P<vague>(?:a|an|the) (?:(?:clear|large|slim|narrow|overwhelming|vast|small|absolute|growing|"
    r"strong) )?(?:majority|minority|plurality)|most)\b)"
    r"(?: \((?P<exact>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)\))?)"
)
PEOPLE = (
    r"(?P<of>,? ?of (?:the |all |its |their )?)?(?P<population>(?:(?!and\b|or\b)[\w’'-]+ ){0,4}?"
    r"(?:[A-Z][\w-]+(?:ans|ians|is|ese|ish|ns|ots|rs|ks|ds|es|nes|bs|cs)|respondents|people|adults|voters|"
    r"citizens|"
    r"residents|participants|men|women|public|population|those (?:polled|surveyed|asked|questioned)|them|"
    r"supporters|"
    r"republicans|democrats|Republicans|Democrats|islanders|Germans|electorate|households|interviewees|"
    r"sample|nationals))"
)
VIEW = (
    r"(?P<verb>(?:now |still |also |would |strongly |firmly |already |currently |do not |don’t |did not |"
    r"said (?:that )?they |say (?:that )?they )*"
    r"(?:believe[sd]?|think[s]?|thought|support(?:s|ed)?|oppose[sd]?|back(?:s|ed)?|favou?r(?:s|ed)?|"
    r"want(?:s|ed)?|prefer(?:s|red)?|"
    r"approve[sd]?|disapprove[sd]?|trust(?:s|ed)?|distrust(?:s|ed)?|agree[sd]?|disagree[sd]?|reject(?:s|"
    r"ed)?|accept(?:s|ed)?|"
    r"expect(?:s|ed)?|fear(?:s|ed)?|see[s]?|saw|view(?:s|ed)?|consider(?:s|ed)?|feel[s]?|felt|say[s]?|"
    r"said|told|hold[s]?|"
    r"(?:are|were|is|was) (?:in favou?r|against|opposed|willing|ready|not|confident|optimistic|"
    r"pessimistic|satisfied|"
    r"dissatisfied|convinced|sure|undecided|prepared|unwilling|worried)|vote(?:d)?|answered|replied|"
    r"regard(?:s|ed)?|name[sd]?|chooses?|chose|"
    r"rate[sd]?|hope[sd]?|blame[sd]?|refuse[sd]?|ruled? out|(?:have|had|has) (?:a )?(?:un)?favou?rable|"
    r"know[s]?))\b"
)
PLACE = r"(?: (?:in|on|from|under|over|aged|across) (?:[\w-]+ ){0,4}?[\w-]+(?= ))?"
FOUND = re.compile(
    rf"{SHARE}(?:,? {PEOPLE}{PLACE})?(?: (?:polled|surveyed|asked|questioned))?,? ?{VIEW}", re.IGNORECASE
)
BARE = re.compile(
    rf"\b(?:support|backing|approval|opposition|trust|confidence)\b[^.;%]{{0,90}}?\b(?:at|to|from|by|of) "
    rf"{SHARE}",
    re.IGNORECASE,
)
SIDE = re.compile(
    rf"{SHARE},? (?:(?:of (?:them|respondents) )?(?:were |was )?(?:opposed|against|in favou?r|undecided|"
    rf"unsure)|{VIEW})",
    re.IGNORECASE,
)
SAYS_POLL = re.compile(
    r"\b(?:polls?|survey(?:s|ed)?|pollsters?|polling|polled|respondents|barometer|questionnaire)\b", re.IGNORECASE
)
NAMED = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Rr]ecent|[Nn]ew|[Ll]atest) )?(?:[\w’'-]+ ){0,4}?\b(?:poll|survey|"
    r"barometer)s?\b(?: by [^,.;]{3,60}?)? "
    r"(?:reveal|show|find|found|suggest|indicat|point|report|record|put)\w*\b[^,.;]*",
)
PREDICATE = re.compile(
    r" (?=(?:adds?|has|have|is|was|comes?|came|gave|gives?|puts?|raises?|will|would|could|may|might|"
    r"underlines?)\b)"
)
MAYBE = re.compile(
    r"%|cent|thirds?|half|quarter|fifth|most|ority|urality|poll|urvey|aromet|\b(?:in|of) (?:every "
    r")?(?:\w{3,5}|\d+)\b",
    re.IGNORECASE,
)
NOT_VIEWS = re.compile(
    r"\b(?:inflation|tariffs?|interest|turnout|GDP|territory|budget|growth|duty|duties|of the votes?|"
    r"shares?|stake)\b",
    re.IGNORECASE,
)
MARGIN = re.compile(
    r"margins? of (?:sampling )?error(?: of| is| was|:)?(?: (?:plus or minus|about|up to|at most|±|"
    r"\+/-))? ?±?(\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
FIELDED = re.compile(
    r"\b(?:conducted|carried out|fielded|taken|held|interviewed|polled|surveyed|fieldwork)\b(?:[^.;]|\.(?= ?\d))*",
    re.IGNORECASE,
)
TREND = re.compile(
    r"(?:,\s*|\()((?:a |an )?[^,.;()]*\b(?:(?:up|down) from|compared (?:with|to)|reversal|from \d|than in|"
    r"against \d|rise|drop|fall|increase|"
    r"decline|decrease)\b[^,.;()]*)"
)
DOWN = re.compile(
    r"\b(?:waning|declin\w+|fall\w*|fell|drop\w*|decreas\w+|shrink\w+|dwindl\w+|down|erod\w+)\b", re.IGNORECASE
)
UP = re.compile(r"\b(?:growing|rising|ris\w+|rose|increas\w+|surg\w+|climb\w+|up)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Poll:
    """A finding of a survey, in positions of the text it was read from."""

    start: int
    end: int
    value: float | None
    population: str | None
    proposition: str | None
    comparison: str | None
    margin: float | None


def polls(text: str, start: int, end: int, *, in_poll: bool = False) -> list[Poll]:
    """The findings in one sentence; `in_poll` where the sentence before spoke of a poll.

    >>> text = "Two thirds of Cypriots support new talks, up from half in 2019."
    >>> [(p.value, p.population, p.proposition) for p in polls(text, 0, len(text))]
    [(66.7, 'Cypriots', 'support new talks')]
    """
    sentence = text[start:end]
    if not MAYBE.search(sentence):
        return []
    speaks = in_poll or SAYS_POLL.search(sentence) is not None
    found = [_finding(text, m, end) for m in FOUND.finditer(text, start, end) if _counts(m, speaks)]
    if speaks:
        sides = [*SIDE.finditer(text, start, end), *BARE.finditer(text, start, end)]
        for match in sides:
            if not any(poll.start <= match.start("share") < max(poll.end, poll.start + 1) for poll in found):
                found.append(_finding(text, match, end))
    if not found and SAYS_POLL.search(sentence):
        found = [_bare(match) for match in list(NAMED.finditer(text, start, end))[:1]]
    return sorted(found, key=lambda poll: poll.start)


def _counts(match: re.Match[str], speaks: bool) -> bool:
    around = match.group() if not speaks else ""
    if NOT_VIEWS.search(around):
        return False
    population = (match.group("population") or "").strip()
    if match.group("vague") and not match.group("exact"):
        return bool(population) and (speaks or not population.lower().endswith(("people", "them")))
    return speaks or bool(population)


def _finding(text: str, match: re.Match[str], end: int) -> Poll:
    groups = match.groupdict()
    verb = match.start("verb") if groups.get("verb") else None
    stop = _clause_end(text, match.end(), end)
    population = groups.get("population") or ""
    start = match.start("share") if verb is not None else match.start()
    said = text[verb:stop] if verb is not None else text[match.start() : stop]
    said = re.sub(r"^(?:now |still |also )*(?:believe|think|say|said|agree)s?d?(?: that)? ", "", said)
    return Poll(
        start,
        stop,
        value(match),
        population.strip() or None,
        said.strip() or None,
        _trend(text, stop, end),
        _margin(text, end),
    )


def value(match: re.Match[str]) -> float | None:
    """The share in per cent, or None where the text gives no figure."""
    found = match.groupdict()
    if figure := found["exact"] or found["percent"]:
        return _spelled(figure)
    if found["top"]:
        return round(100 * _count(found["top"]) / max(_count(found["bottom"]), 1), 1)
    if found["n"]:
        parts = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[found["d"].lower()]
        return round(100 * _count(found["n"]) / parts, 1)
    return round(SHARES[found["word"].lower()], 1) if found["word"] else None


def _spelled(figure: str) -> float:
    tens, _, ones = figure.lower().partition("-")
    return float(TENS[tens] + NUMBER.get(ones, 0)) if tens in TENS else float(figure)


def _count(word: str) -> int:
    return NUMBER[word.lower()] if word.lower() in NUMBER else int(word)


def _clause_end(text: str, start: int, end: int) -> int:
    found = re.compile(
        rf",(?! (?:and|or) \w+ing)|;| – | — |\.(?!\d)|\(|\)| (?:and|while|but|whereas|against|versus|with) "
        rf"(?={SHARE.replace('?P<', '?P<x')})|\bcompared\b",
        re.IGNORECASE,
    ).search(text, start, end)
    stop = found.start() if found else end
    while stop > start and text[stop - 1] in ' .!?”"':
        stop -= 1
    return stop


def _trend(text: str, start: int, end: int) -> str | None:
    found = TREND.match(text, start, end)
    return found.group(1).strip() if found else None


def _margin(text: str, end: int) -> float | None:
    found = MARGIN.search(text, max(0, end - 400), min(len(text), end + 400))
    return float(found.group(1)) if found else None


def _bare(match: re.Match[str]) -> Poll:
    said = PREDICATE.split(match.group(), maxsplit=1)[0]
    trend = "down" if DOWN.search(said) else "up" if UP.search(said) else None
    stop = match.start() + len(said.rstrip())
    about = re.split(
        r"\b(?:reveal|show|find|found|suggest|indicat|point|report|record|put)\w*\b(?: that)? ?", said, maxsplit=1
    )[-1]
    start = match.start() + len(said) - len(said.lstrip())
    return Poll(start, stop, None, None, about.strip() or None, trend, None)


def field_dates(text: str) -> tuple[int, int] | None:
    """Where a passage says when a poll was taken, or None."""
    found = FIELDED.search(text)
    return found.span() if found else None
