"""What a survey found: a share of a population that holds a view, or a poll that is named without a figure.

A figure counts as a poll's when a people holds a view (*two thirds of Cypriots support …*) or a poll is named in
its sentence. The pollster is the one named in the sentence, else one named elsewhere, and then said to be inferred.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.evidence.extraction.lexicon import caseless

__all__ = ["Poll", "field_dates", "polls"]

NUMBER = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
COUNT = "|".join(NUMBER)
SPELLED = rf"(?:{'|'.join(TENS)})(?:-(?:{COUNT}))?"
SHARES = {"half": 50.0, "a quarter": 25.0, "a third": 100 / 3, "a fifth": 20.0}
ABOUT = (
    r"(?:(?:about|around|roughly|nearly|almost|just (?:over|under)|more than|less than|over|under|some|"
    r"fewer than|only|"
    r"as many as|approximately|at least|just|fully|a median of|an average of) )?"
)
BEGINS = r"(?=[\daefhjlmnorstu])"  # with what a share can begin, to pass over other letters at little cost
SHARE = (
    rf"{BEGINS}(?P<share>{ABOUT}(?:(?P<percent>\d{{1,3}}(?:\.\d+)?|{SPELLED}) ?(?:%|percent\b|per cent\b)"
    rf"|(?P<top>{COUNT}|\d{{1,3}})(?: (?!in\b)[A-Za-z][\w’-]+){{0,2}}? "
    rf"(?:in|out of)(?: every)? (?P<bottom>{COUNT}|\d{{1,3}})\b"
    rf"|(?P<n>{COUNT})[- ](?P<d>third|quarter|fifth|tenth)s?\b|(?P<word>half|a quarter|a third|a fifth)\b"
    r"|(?P<vague>(?:a|an|the) (?:(?:clear|large|slim|narrow|overwhelming|vast|small|absolute|growing|"
    r"strong) )?(?:majority|minority|plurality)|most)\b)"
    r"(?:(?: \(|, )(?P<exact>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)(?:\)|,))?)"
)
PEOPLE = (
    r"(?P<of>,? ?of (?:the |all |its |their )?)?(?P<population>"
    r"(?:(?!(?:and|or|who|that|the|believes?|thinks?|says?|said|wants?|backs?|supports?|opposes?)\b)[\w’'-]+ ){0,4}?"
    r"(?:[A-Z][\w-]+(?:ans|ians|is|ese|ish|ns|ots|rs|ks|ds|es|nes|bs|cs)|respondents|people|adults|voters|"
    r"citizens|"
    r"residents|participants|men|women|public|population|those (?:polled|surveyed|asked|questioned|"
    r"(?:aged|under|over) [\d–-]+)|them|"
    r"supporters|"
    r"republicans|democrats|Republicans|Democrats|islanders|Germans|electorate|households|interviewees|"
    r"sample|nationals)(?: \((?P<told>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)\))?)"
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
    r"rate[sd]?|hope[sd]?|blame[sd]?|refuse[sd]?|ruled? out|(?:have|had|has|hold) (?:an? )?(?:\w+ )?"
    r"(?:(?:un)?favou?rable|confidence|trust|faith|doubts?)|know[s]?|identif(?:y|ies|ied)|describe[sd]?|"
    r"worr(?:y|ies|ied)|dislike[sd]?|judge[sd]?|call(?:s|ed)?|choose|rank(?:s|ed)?|cite[sd]?|"
    r"(?:would|will|could|had|did|do|have)(?: not\b|n[’']t\b)?))\b"
)
CAST = re.compile(  # what tells no view by itself, but how people voted or what they will do
    r"\b(?:vote\w*|chose|would|will|could|had|did|do|have)(?: not|n[’']t)?$", re.IGNORECASE
)
PLACE = r"(?: (?:in|on|from|under|over|aged|across) (?:[\w-]+ ){0,4}?[\w-]+(?= ))?"
FOUND = re.compile(
    rf"{SHARE}(?:,? {PEOPLE}{PLACE})?(?: (?:polled|surveyed|asked|questioned))?,?(?: who| that)? ?{VIEW}",
    re.IGNORECASE,
)
HELD = r"(?:support|backing|approval|disapproval|opposition|trust|confidence|satisfaction)"
BARE = re.compile(
    rf"\b(?:{HELD}\b[^.;%]{{0,90}}?\b(?:at|to|from|by|of)|the (?:figure|share|proportion|number) (?:is|was)) {SHARE}",
    re.IGNORECASE,
)
STANDS = re.compile(  # a view whose share is told by a verb needs no word for a poll
    rf"\b{HELD} (?:for|of|to|in|among) [^.;%]{{2,70}}?\b(?:stands?|stood|fell|rose|dropped|climbed|jumped|slipped|"
    rf"remain(?:s|ed)(?: \w+)?|(?:has|had) (?:risen|grown|fallen|dropped|declined|slipped|climbed)) (?:at|to) {SHARE}"
    rf"|\b(?:share|proportion|percentage) of (?P<population>[\w’'-]+(?: [\w’'-]+){{0,3}}) who [^.;]*"
    rf"\b(?:to|at|is|was) {SHARE.replace('?P<', '?P<x')}",
    re.IGNORECASE,
)
SPLIT = re.compile(
    r"\b(?:(?:respondents|voters|opinion|the public|people|[A-Z]\w+s) )?(?:(?:were|was|are|is) )?(?:evenly )?"
    r"(?:split|divided)\b[^.;%]*?\b(?P<ahead>\d{1,2})(?:%| percent| per cent)? to \d{1,2}(?:%| percent)?"
    r"(?! [A-Z])(?!\d)"
)
BY_TO = re.compile(
    rf"\b[Bb]y (?P<ahead>\d{{1,2}})(?:%| percent| per cent)? to \d{{1,2}}(?:%| percent| per cent)?, "
    rf"(?P<population>[\w’' -]{{2,40}}?) {VIEW}"
)
BACKED = re.compile(  # *Voters back the bridge by 52 to 38*
    rf"\b{VIEW} [^.;%\d]{{2,90}}? by (?:a margin of )?(?P<ahead>\d{{1,2}})(?:%| percent| per cent)? to \d{{1,2}}"
    r"(?:%| percent| per cent)?(?! [A-Z])(?!\d)",
    re.IGNORECASE,
)
HELD_BY = re.compile(  # *The bridge is backed by 58% of voters*
    rf"\b(?:backed|supported|favou?red|opposed|rejected|approved|trusted|shared|endorsed) by {SHARE}"
    r"(?:,? of (?P<population>[\w’'-]+(?: [\w’'-]+){0,3}?)(?= (?:and|but|while)\b|[,.;:)]|$))?",
    re.IGNORECASE,
)
NET = re.compile(
    r"\bnet (?:approval|favou?rability|support|trust|satisfaction)(?: rating)?\b[^.;]{0,40}?"
    r"(?P<net>[-−–+]\d+|(?:minus|plus) \d+)",
    re.IGNORECASE,
)
PLAIN = re.compile(  # any share in a sentence about a poll that nothing else has read
    rf"{BEGINS}(?P<share>{ABOUT}(?:(?P<percent>\d{{1,3}}(?:\.\d+)?|{SPELLED}) ?(?:%|percent\b|per cent\b)"
    rf"|(?P<top>{COUNT}|\d{{1,3}}) (?:in|out of)(?: every)? (?P<bottom>{COUNT}|\d{{1,3}})\b))",
    re.IGNORECASE,
)
PAIR = re.compile(r" (?:and|to) \d{1,3} ?(?:%|percent\b|per cent\b)")  # of others: *a ferry, 31% and 68%*
COMPARED = re.compile(  # what stands before a share that another is compared with
    r"(?:\(|\b(?:from|than|against|with|(?<!make )(?<!makes )up|down|versus|vs\.?|including"
    r"|(?:f[ae]ll(?:en)?|ro?[is]e(?:n|s)?|dropped|grew|grown|gained|lost|climbed|declined|increased|decreased|up|down)"
    r" by)(?: the)?) ?(?:just |only |some |about )?$",
    re.IGNORECASE,
)
LEADING = re.compile(  # where the clause begins that leads to a share: after a comma, or after another share
    r"[;.] |\): |, (?:and|but|while|whereas) |,(?= \D*?[^\W\d]{5})"
    r"|(?:%|per ?cent\b)(?: of [\w’' -]{2,40}?(?=,| and| but| while))?(?:,? (?:and|but|while|to|with)\b|,)? ?",
    re.IGNORECASE,
)
THEN = re.compile(r"\W*(?:$|in\b|last\b|a year|two|before|earlier|at\b|points?\b|to \d|[\w ]*\bago\b)", re.IGNORECASE)
OPENS = re.compile(  # what stands before a share that opens a clause
    r"(?:^\W*|[,;:–—] ?|\b(?:and|but|while|whereas|that|another|further|yet|or|against|with|then|of whom|when) )$",
    re.IGNORECASE,
)
AMONG = re.compile(r"\b[Aa]mong (?P<among>[^,.;:]{2,60}),? $")
SIDE = re.compile(
    rf"{SHARE},? (?:(?:of (?:them|respondents) )?(?:were |was )?(?:opposed|against|in favou?r|undecided|"
    rf"unsure)|{VIEW})",
    re.IGNORECASE,
)
SAYS_POLL = caseless(
    r"\b(?:polls?|survey(?:s|ed)?|pollsters?|polling|polled|respondents|barometer|questionnaire|"
    r"those (?:asked|interviewed)|margin of error|(?:un)?favou?rable (?:opinion|view)s?|public opinion|"
    r"(?:approval|favou?rability) ratings?|"
    r"asked [^,.;]{3,90}, (?:about |only |some |just )?\d{1,3} ?(?:%|per ?cent\b))",
    *("poll", "survey", "respondents", "barometer", "questionnaire", "those asked", "those interviewed", "asked "),
    *("margin of error", "rable opinion", "rable view", "public opinion", " rating"),
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
SHARED = caseless(  # what every share has, to pass over sentences that have none at little cost
    r"%|per ?cent|third|quarter|fifth|tenth|half|ority|urality|most|"
    rf" (?:in|out of)(?: every)? (?:{COUNT}|\d{{1,3}})\b"
)
MAYBE = caseless(  # what a sentence has that tells what a survey found; quick, as each part begins with a sign
    r"%|per ?cent|third|half|quarter|fifth|most|ority|urality|poll|urvey|aromet|net |split|divided|support|backing|"
    rf"approval|opposition|trust|confidence|satisfaction|in (?<=\bin )(?:every )?(?:{COUNT}|\d+)\b|"
    rf"of (?<=\bof )(?:every )?(?:{COUNT}|\d+)\b|to (?<=\d to )\d"
)
NOT_VIEWS = re.compile(
    r"\b(?:inflation|tariffs?|interest|turnout|GDP|territory|budget|growth|duty|duties|of the votes?|"
    r"shares?|stake|land|sales|output|production|seats|revenues?|income|"
    r"unemployment|exports|imports|prices|wages|tax(?:es)?|response rate|weighted|confidence level)\b",
    re.IGNORECASE,
)
MARGIN = caseless(
    r"margins? of (?:sampling )?error(?: of| is| was|:)?(?: (?:plus or minus|about|up to|at most|±|"
    r"\+/[-–−]))? ?±?(\d+(?:\.\d+)?|one|two|three|four|five|six)",
    "margin",
)
WINDOW = 300  # characters around a share in which what leads to it and what it is compared with stand
METHOD = re.compile(r"\bmargins? of (?:sampling )?error\b|\bconfidence level\b", re.IGNORECASE)
FIELDED = re.compile(
    r"\b(?:conducted|carried out|fielded|taken|held|interviewed|polled|surveyed|fieldwork)\b(?:[^.;]|\.(?= ?\d))*",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(
    rf",(?! (?:and|or) \w+ing)|;| from (?=\d)| – | — |(?<!\b[A-Z])\.(?!\d)|\(|\)"
    rf"| (?:and|while|but|whereas|against|versus|with) (?=(?:[\w’'-]+ ){{0,3}}?{SHARE.replace('?P<', '?P<x')})"
    rf"| to (?={SHARE.replace('?P<', '?P<y')})|\bcompared\b",
    re.IGNORECASE,
)
TREND = re.compile(
    r"(?:,\s*|\(| (?=from \d))((?:a |an )?[^,.;()]*\b(?:(?:up|down) from|compared (?:with|to)|reversal|from \d|"
    r"than in|against \d|rise|drop|fall|increase|decline|decrease)\b[^,.;()]*)"
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
    unit: str = "percent"


def polls(text: str, start: int, end: int, *, in_poll: bool = False) -> list[Poll]:
    """The findings in one sentence; `in_poll` where what stands around it speaks of a poll.

    >>> text = "Two thirds of Cypriots support new talks, up from half in 2019."
    >>> [(p.value, p.population, p.proposition) for p in polls(text, 0, len(text))]
    [(66.7, 'Cypriots', 'support new talks')]
    """
    sentence = text[start:end]
    if not MAYBE.search(sentence):
        return []
    speaks, shared = in_poll or SAYS_POLL.search(sentence) is not None, SHARED.search(sentence) is not None
    found = [_by_sides(text, match, end) for match in BY_TO.finditer(text, start, end)]
    for match in FOUND.finditer(text, start, end) if shared else ():
        if _counts(match, speaks) and _is_new(match, found):
            found.append(_finding(text, match, end))
    for match in _others(text, start, end, speaks=speaks, shared=shared):
        if _is_new(match, found):
            found.append(_other(text, match, start, end))
    if not found and SAYS_POLL.search(sentence):
        found = [poll for match in list(NAMED.finditer(text, start, end))[:1] if _tells(poll := _bare(match))]
    return sorted(found, key=lambda poll: poll.start)


def _others(text: str, start: int, end: int, *, speaks: bool, shared: bool) -> Iterator[re.Match[str]]:
    """What else tells a share, the surer forms first; most of them hold a share."""
    yield from STANDS.finditer(text, start, end) if shared else ()
    if not speaks:
        return
    for pattern in (SIDE, BARE, HELD_BY, BACKED, SPLIT, NET) if shared else (BACKED, SPLIT, NET):
        yield from pattern.finditer(text, start, end)
    if shared and not METHOD.search(text, start, end):
        yield from (m for m in PLAIN.finditer(text, start, end) if _is_plain(text, m, start, end))


def _is_plain(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a share tells a view: it opens or closes a clause, or is one of a list, and is no mere comparison."""
    around = text[max(start, match.start() - 30) : min(end, match.end() + 30)]
    start, end = max(start, match.start() - WINDOW), min(end, match.end() + WINDOW)
    before, after = text[start : match.start()], text[match.end() : _clause_end(text, match.end(), end)]
    compared = COMPARED.search(before) and THEN.match(after)
    listed = len(SHARED.pattern.findall(text[start:end].lower())) > 1
    placed = listed or OPENS.search(before) or not re.search(r"\w", after)
    return bool(placed) and not compared and not NOT_VIEWS.search(around)


def _is_new(match: re.Match[str], found: Sequence[Poll]) -> bool:
    named = {name: match.start(name) for name, told in match.groupdict().items() if told}
    at = named.get("share", named.get("xshare", match.end()))
    return not any(poll.start <= at < max(poll.end, poll.start + 1) for poll in found)


def _other(text: str, match: re.Match[str], start: int, end: int) -> Poll:
    if match.re in (BACKED, SPLIT, NET):
        return _by_sides(text, match, end)
    return _plain(text, match, start, end) if match.re in (PLAIN, HELD_BY) else _finding(text, match, end)


def _by_sides(text: str, match: re.Match[str], end: int) -> Poll:
    """*By 52 to 39 percent, voters say …*; *split, 41 to 41*; *a net approval of -12*."""
    found = match.groupdict()
    population = (found.get("population") or "").strip() or None
    if net := found.get("net"):
        sign = -1 if net[0] in "-−–m" else 1
        points = sign * float(re.sub(r"\D", "", net))
        return Poll(match.start(), match.end(), points, None, match.group(), None, None, "points")
    stop = _clause_end(text, match.end(), end) if match.re is BY_TO else match.end()
    said = text[match.start("verb") : stop] if match.re is BY_TO else match.group()
    return Poll(match.start(), stop, float(found["ahead"]), population, said, None, _margin(text, end))


def _plain(text: str, match: re.Match[str], start: int, end: int) -> Poll:
    """A share and what follows it, or where not, what leads to it: *31% the opposition*; *Against: 30%*."""
    stop, first = _clause_end(text, match.end(), end), match.start("share")
    if match.re is HELD_BY or not re.search(r"\w", text[match.end() : stop]):
        before = LEADING.split(text[max(start, first - WINDOW) : first])[-1]
        first -= len(before.lstrip())
        pair = PAIR.match(text, match.end(), end)
        stop = pair.end() if pair else stop
    said = text[match.end() : stop].strip() or text[first : match.start("share")].strip(" :")
    population = match.groupdict().get("population")
    return Poll(first, stop, value(match), population, said or None, _trend(text, stop, end), _margin(text, end))


def _counts(match: re.Match[str], speaks: bool) -> bool:
    around = match.group() if not speaks else ""
    if NOT_VIEWS.search(around):
        return False
    population = (match.group("population") or "").strip()
    if not speaks and CAST.search(match.group("verb")):
        return False
    if match.group("vague") and match.group("exact"):
        return True
    if match.group("vague"):
        return bool(population) and (speaks or not population.lower().endswith(("people", "them")))
    return speaks or bool(population)


def _finding(text: str, match: re.Match[str], end: int) -> Poll:
    groups = match.groupdict()
    verb = match.start("verb") if groups.get("verb") else None
    stop = _clause_end(text, match.end(), end)
    population = groups.get("population") or ""
    start = match.start("share") if verb is not None else match.start()
    among = AMONG.search(text, max(0, start - 80), start)
    if among:
        start, population = among.start(), population or among["among"]
    said = text[verb:stop] if verb is not None else text[match.start() : stop]
    said = re.sub(r"^(?:now |still |also )*(?:believe|think|say|said|agree)s?d?(?: that)? ", "", said)
    return Poll(
        start,
        stop,
        value(match),
        re.sub(r" \([^)]*\)$", "", population.strip()) or None,
        said.strip() or None,
        _trend(text, stop, end),
        _margin(text, end),
    )


def value(match: re.Match[str]) -> float | None:
    """The share in per cent, or None where the text gives no figure."""
    found = {key.removeprefix("x"): told for key, told in match.groupdict().items() if told}
    if figure := found.get("exact") or found.get("told") or found.get("percent"):
        return _spelled(figure)
    if "top" in found:
        return round(100 * _count(found["top"]) / max(_count(found["bottom"]), 1), 1)
    if "n" in found:
        parts = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[found["d"].lower()]
        return round(100 * _count(found["n"]) / parts, 1)
    return round(SHARES[found["word"].lower()], 1) if "word" in found else None


def _spelled(figure: str) -> float:
    tens, _, ones = figure.lower().partition("-")
    return float(TENS[tens] + NUMBER.get(ones, 0)) if tens in TENS else float(figure)


def _count(word: str) -> int:
    return NUMBER[word.lower()] if word.lower() in NUMBER else int(word)


def _clause_end(text: str, start: int, end: int) -> int:
    found = CLAUSE_END.search(text, start, end)
    stop = found.start() if found else end
    while stop > start and text[stop - 1] in ' .!?”"':
        stop -= 1
    return stop


def _trend(text: str, start: int, end: int) -> str | None:
    found = TREND.match(text, start, end)
    return found.group(1).strip() if found else None


def _margin(text: str, end: int) -> float | None:
    found = MARGIN.search(text[max(0, end - 400) : end + 400])
    return float(NUMBER.get(found.group(1)) or found.group(1)) if found else None


def _tells(poll: Poll) -> bool:
    return poll.proposition is not None and poll.proposition.lower() not in ("there", "it", "that", "this")


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
