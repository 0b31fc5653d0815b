"""Items and texts to draw from in the property tests of this room."""

from hypothesis import strategies as st

from detente.evidence.document import Document, Span
from detente.evidence.record import FORMS, LETTERS, STANCES, Evidence

TEXT = Document("Ms Orr said the ferry “will sail” if the strike ends, 69 % of islanders agree.")


def cite(kind="quote", start=23, end=32, **body):
    """An item on a passage of `TEXT`."""
    return Evidence.cite(TEXT, Span(start, end), kind, **body)


words = st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@st.composite
def items(draw):
    kind = draw(st.sampled_from(sorted(LETTERS)))
    start = draw(st.integers(0, len(TEXT.raw) - 2))
    end = draw(st.integers(start + 1, len(TEXT.raw)))
    form = draw(st.none() | st.sampled_from(FORMS[kind])) if kind in FORMS else None
    names = ("speaker", "acts_for", "holder", "of", "condition", "note", "pollster")
    body = {name: draw(words) for name in names}
    numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
    return cite(
        kind,
        start,
        end,
        form=form,
        stance=draw(st.sampled_from(STANCES)),
        hedged=draw(st.booleans()),
        value=draw(numbers),
        credibility=draw(st.none() | st.integers(1, 6)),
        **body,
    )
