"""Which lines of a page are no part of its article: navigation, related links, forms, notices, adverts.

Each rule must match the whole of a short line. The rules know the English of web pages, not any one page; a line
that they do not know is kept, since a lost sentence is worse than a kept notice.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from detente.intake.lines import Line

__all__ = ["RULES", "dirt_of", "dirty_lines"]

LONGEST = 250  # characters; a longer line is a paragraph
HEADLINE = 160  # characters; a longer line is no title of a linked article
MOST_LINES = 100_000  # a text of more is no page of the web, and the rules would take minutes
TAIL_SHARE = 1 / 3  # a comment section has at most so many words for each word of the article before it

ORNAMENT = re.compile(r"^[\W_]+|[\s*_#>«»‹›→←↑↓✕×•·|:…]+$")
AD_BLOCKER = r"ad[ -]?block(?:ers?|ing|s)?"
ARTICLE = r"(?:article|story|post|page|content|link|entry|news|video)"
OUTLETS = (
    r"(?:facebook|twitter|linkedin|whats ?app|telegram|reddit|pinterest|e-?mail|print|messenger|instagram|you ?tube"
    r"|tik ?tok|threads|bluesky|mastodon|flipboard|pocket|tumblr|viber|vk|rss|sms|google news|copy link|copy url)"
)
LETTERS = r"(?:newsletters?|updates|e-?mails?|alerts|briefings?|mailing list|digest|(?:in|to|from)? ?your inbox)"
STORIES = r"(?:news|articles?|posts?|stories|story|headlines|reads|reading|links|coverage|videos?|photos?)"

RULES: Mapping[str, re.Pattern[str]] = {
    name: re.compile("|".join(shapes), re.IGNORECASE)
    for name, shapes in {
        "breadcrumb": (
            r"(?:you are here:? ?)?(?:home(?: ?page)?|front ?page|start ?page|main page) ?(?:[»›>/|→·•\\]|::) ?\S.*",
            r"you are here:? .+",
            r"[^»›]{1,60}(?: [»›] [^»›]{1,150}){2,}",
        ),
        "related": (
            r"you (?:may|might|will)(?: also)? (?:like|love|enjoy|be interested in|have missed)(?: (?:this"
            r"|these).*)?",
            rf"(?:related|recommended|similar|suggested|popular|trending|featured)"
            rf"(?: (?:{STORIES}|content|topics?|tags?))?(?: (?:now|today|(?:from|on|in|for|by) .{{1,40}}))?",
            rf"(?:more|other|latest|recent|top) {STORIES}(?: (?:from|on|in|about|by|for) .{{1,40}})?",
            r"most[ -](?:read|popular|viewed|shared|commented|watched)(?: .{1,30})?",
            r"(?:read|see|watch|explore|discover)(?: (?:more|next|also))+(?: (?:from|on|in|about) .{1,60})?",
            r"also read|more from .{1,40}|more on this .{1,30}|more like this|what to read next|keep reading",
            r"continue reading|up next|next up|don['’]?t miss|in case you missed it|in other news|in this section",
            r"editor['’]?s['’]? (?:picks?|choice)|(?:from )?around the web|from (?:the|our) web",
            r"(?:read also|also read|read more|read next|related(?: (?:article|story|news|post))?)"
            r" ?[:|–—-] ?[^.!?]{3,150}[?!]?",
        ),
        "comments": (
            r"(?:(?:leave|post|add|write) (?:a |your )?(?:comment|reply|response)s?"
            r"|(?:submit|make) (?:a |your )?comments?)"
            r"(?: (?:below|here|now|cancel reply|(?:on this|as|to) .{1,60}))?",
            r"\d[\d,.]* (?:comments?|replies|responses)(?: (?:on|to|so far) ?.*)?|no comments(?: yet.{0,40})?"
            r"|one comment",
            r"comments?(?: section)?(?: ?\(\d+\))?|comments? (?:are|is|have been) (?:now )?(?:closed|off"
            r"|disabled|turned off).*",
            r"(?:cancel |click here to cancel )?reply|join the (?:conversation|discussion)(?: .{1,60})?"
            r"|comment on this .{1,20}",
            r"be the first to (?:comment|reply|leave).*|(?:view|show|hide|load|see|read)(?: all| more)? comments?.*",
            r"your e-?mail address will not be (?:published|shared).*|required fields are marked.*",
            r"save my name,? e-?mail.*|notify me (?:of|by|when) .*|type your comment.*|have your say",
            r"(?:name|e-?mail|website|comment|url|message)(?: ?(?:\*|\(required\)|\(optional\)))+",
            r"(?:(?:name|e-?mail|website|comment|url) ?\*? ?){2,}",
            r"(?:you (?:must|need to|have to) (?:be )?)?(?:log|sign)(?:ged|ed)? ?in to (?:post|comment|reply"
            r"|join|leave).*",
            r"sort by:? ?(?:newest|oldest|best|popular).*|this site is protected by (?:re|h)captcha.*",
            r"this site uses akismet.*|learn how your comment data is processed.*",
        ),
        "cookies": (
            r"(?:we|(?:this|our|the) (?:web ?)?site)(?: and our (?:\d+ )?partners)?"
            r" (?:use|uses|is using|value|values|store|care about) .{0,40}(?:cookies|your privacy"
            r"|similar technologies).*",
            r"(?:by|if you) (?:continu|us|click|brows|clos|stay|visit).{0,150}(?:cookie|privacy policy).*",
            r"accept|(?:accept|reject|allow|decline|deny|refuse|manage)(?: (?:all|only|necessary|essential"
            r"|optional))*"
            r" (?:all|cookies|preferences)(?: (?:and|&) (?:continue|close))?",
            r"(?:about |our )?(?:cookies?|privacy)(?: (?:and|&) (?:cookies?|privacy))?"
            r" (?:policy|settings|preferences|notice|consent|declaration|statement|choices|options)",
            r"(?:your )?privacy choices|do not sell.{0,40}personal information|terms of (?:use|service)(?: .{1,40})?",
            r"imprint|legal notice",
        ),
        "adblock": (
            rf".{{0,40}}{AD_BLOCKER} (?:detected|enabled|found|active|warning|alert).{{0,120}}",
            rf"(?:please|kindly|support|help|consider|we|you|it (?:looks|seems)|looks|seems|our)"
            rf".{{0,150}}{AD_BLOCKER}.{{0,120}}",
            rf"(?:disable|turn off|deactivate|pause|whitelist).{{0,60}}{AD_BLOCKER}.{{0,120}}",
        ),
        "adverts": (
            r"(?:- ?)?advertise?ments?(?: ?-)?|adverts?|ads?|advertise(?: with us)?|advertorial",
            r"sponsored(?: (?:content|links?|posts?|by .{1,40}))?|promoted(?: (?:content|stories|links?))?",
            r"paid (?:content|post|for by .{1,40}|partner.{0,20})|ads? by .{1,30}",
            r"(?:close|skip|remove|report)(?: this)? ads?|scroll (?:down )?to continue.*",
            r"(?:story|article|content) continues (?:below|after).{0,40}|continue reading below.{0,40}",
        ),
        "newsletter": (
            rf"(?:sign[ -]?up|register|join)(?: now| here| today| free| below)*"
            rf"(?: (?:for|to|with) .{{0,80}}{LETTERS}.{{0,80}})?",
            r"subscribe(?: now| here| today| free)*(?: (?:to|for|via|with) .{1,120})?|subscribers? only",
            rf"(?:get|receive) (?:our|the|all|breaking|daily|weekly|free|exclusive|news|top|more|new) "
            rf".{{0,100}}{LETTERS}.{{0,80}}",
            r"stay (?:informed|updated|connected|up[ -]to[ -]date)(?: .{1,80})?|keep up[ -]to[ -]date .{1,80}",
            rf"(?:(?:our|the|daily|weekly|free) ){{0,3}}{LETTERS}(?: (?:sign[ -]?up|subscription))?",
            r"(?:enter )?(?:your )?e-?mail(?: address)?(?: here)?|thank you for (?:subscribing|signing up).*",
            r"never miss (?:a|an|another|out on) .{1,80}|unsubscribe(?: .{1,80})?|already a (?:subscriber|member).*",
            rf"join (?:our|us on).{{0,30}}(?:{LETTERS}|{OUTLETS}|channel|community).{{0,60}}",
            r"become a (?:member|subscriber|patron|supporter)(?: (?:today|now|to (?:get|read|access"
            r"|support) .{1,80}))?",
            r"donate(?: (?:now|today|here))?|support (?:our|independent|quality|local) (?:journalism"
            r"|work)(?: .{0,80})?",
            r"download (?:our|the) app.*",
            r"this (?:article|content|story) is (?:for|available to|exclusive to"
            r"|reserved for) (?:our )?subscribers.*",
        ),
        "share": (
            rf"share(?: (?:(?:this|the) {ARTICLE}.{{0,60}}|this(?: (?:on|via|with) .{{1,60}})?|(?:on|via|to"
            rf"|by) {OUTLETS}.{{0,60}}"
            r"|with (?:your )?friends.{0,40}))?",
            rf"{OUTLETS}(?:[\s|,/·•&+]+(?:{OUTLETS}|x|and|share|more))*",
            r"click to (?:share|e-?mail|print|tweet|copy).*|(?:copy|copied) (?:the )?(?:link|url).*|pin it"
            r"|tweet(?: this)?",
            r"(?:like|follow|find|join|connect with|add) us (?:on|at|via) .{1,100}",
            rf"follow .{{1,40}} on (?:{OUTLETS}|x)(?: .{{1,60}})?|\d[\d.,]*k? (?:shares?|views?|likes?)",
            r"(?:print|e-?mail|save|bookmark|gift|cite) (?:this|article|story|page).{0,20}",
            rf"(?:listen(?: to)?|play)(?: this| the)? {ARTICLE}(?: .{{0,30}})?|(?:text|font) size",
            r"(?:(?:estimated )?reading time:? ?)?(?:(?:about|less than) )?\d+[ -]?min(?:ute)?s?\.?(?: (?:read"
            r"|reading|listen))?",
            r"\(?opens in (?:a )?new (?:window|tab)\)?",
        ),
        "navigation": (
            r"(?:skip|jump|go|back|return|scroll) to (?:the )?(?:main |page )?"
            r"(?:content|navigation|search|menu|top|home(?: ?page)?)",
            r"(?:main |primary |site |open |close |toggle |show |mobile )?(?:menu|navigation|nav|search bar)",
            r"(?:toggle|open|close|show) (?:search|sidebar|navigation)|search(?: (?:for|this site|our site"
            r"|here))?:?\W*",
            r"(?:log|sign)[ -]?(?:in|out|up)(?: ?(?:/|or|\|) ?(?:register|(?:sign|log)[ -]?(?:up|in)))?",
            r"my account|register|about us|contact(?: us)?|site ?map|accessibility(?: statement)?|help cent(?:er|re)",
            r"(?:previous|next|older|newer|prev) (?:posts?|articles?|story|stories|page"
            r"|entries)(?: ?[:»›→←«‹-].{1,150})?",
            r"copyright (?:©|\(c\)|\d{4}).{0,150}|(?:©|\(c\)).{0,150}|.{0,100}all rights reserved.{0,100}",
            r"(?:proudly )?powered by \S+(?: \S+){0,2}",
            r"(?:tags?|tagged|filed under|posted in|categor(?:y|ies))(?: (?:with|in|under))?: .{1,200}",
            r"(?:posted in|filed under) \S+(?: \S+){0,2}",
            rf"(?:load|show|view|see) (?:more|all)(?: (?:{STORIES}|results|tags|topics)(?: by .{{1,60}})?)?|loading",
            r"(?:please )?(?:enable|turn on|activate) javascript.{0,100}|javascript (?:is|must|seems|has) .{1,100}",
            r"(?:you need|this (?:site|page) (?:requires|needs)) .{0,40}javascript.{0,100}",
            r"your browser .{0,60}(?:not|n['’]t) support.{0,100}|click here(?: (?:to|for) .{1,100})?",
        ),
    }.items()
}
OPENS_COMMENTS = re.compile(
    r"(?:leave|post|add|write|submit) (?:a |your )?(?:comment|reply|response).{0,60}|\d[\d,.]* (?:comments?"
    r"|replies|responses).*"
    r"|comments?(?: section)?(?: ?\(\d+\))?|join the (?:conversation|discussion).*|have your say",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def dirt_of(words: str) -> str | None:
    """The name of the rule by which a line is no part of an article, or None.

    >>> dirt_of("Leave a Comment"), dirt_of("Comments by the minister were brief.")
    ('comments', None)
    """
    if len(words) > LONGEST:
        return None
    forms = {words, _bare(words)}
    return next((name for name, rule in RULES.items() if any(map(rule.fullmatch, forms))), None)


def dirty_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that are no part of the article: by their words, or by the section they are in."""
    if len(lines) > MOST_LINES:
        return frozenset()
    rules = [dirt_of(line.words) for line in lines]
    found = {place for place, rule in enumerate(rules) if rule}
    found |= _comment_section(lines, found) | _link_lists(lines, rules)
    return frozenset(lines[place].number for place in found)


def _bare(words: str) -> str:
    """The words without ornament around them: bullets, arrows, marks of emphasis, a full stop."""
    return ORNAMENT.sub("", words).rstrip(".! ")


def _comment_section(lines: Sequence[Line], dirty: set[int]) -> set[int]:
    """All from the first line that opens a comment section, where little enough of the text follows it."""
    sizes = [0 if place in dirty else len(line.words) for place, line in enumerate(lines)]
    before, whole = 0, sum(sizes)
    for place, line in enumerate(lines):
        if place in dirty and whole - before <= before * TAIL_SHARE and OPENS_COMMENTS.fullmatch(_bare(line.words)):
            return set(range(place, len(lines)))
        before += sizes[place]
    return set()


def _link_lists(lines: Sequence[Line], rules: Sequence[str | None]) -> set[int]:
    """Titles that follow a line such as *Related articles*, up to the next line of dirt or the end.

    A single title before more text is kept: it may as well be the heading of what follows.
    """
    found: set[int] = set()
    for place, rule in enumerate(rules):
        if rule != "related":
            continue
        end = next((after for after in range(place + 1, len(lines)) if rules[after]), len(lines))
        titles = range(place + 1, end)
        if (len(titles) > 1 or end == len(lines)) and all(_is_title(lines[title].words) for title in titles):
            found.update(titles)
    return found


def _is_title(words: str) -> bool:
    return len(words) <= HEADLINE and not words.endswith((".", ":", ";", "…", ".”", '."'))
