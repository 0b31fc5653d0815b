"""Encodings: found, declared, and lied about."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import FileProblem
from detente.intake.decode import declared_charset, decode

WORDS = "“Yes”, said the café owner – 5 €."


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "said"),
    [
        (WORDS.encode(), None, "utf-8", ""),
        (WORDS.encode("utf-8-sig"), None, "utf-8", ""),
        (WORDS.encode("utf-16"), None, "utf-16", ""),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), None, "utf-16", ""),
        (WORDS.encode("utf-32"), None, "utf-32", ""),
        (WORDS.encode("cp1252"), None, "cp1252", "is not UTF-8; read as Windows-1252"),
        (WORDS.encode("cp1252"), "iso-8859-1", "cp1252", ""),
        (WORDS.encode("cp1252"), "utf-8", "cp1252", "declares utf-8 but is not"),
        (WORDS.encode("cp1252"), "utf-16", "cp1252", "declares utf-16 but is not"),
        (WORDS.encode(), "windows-1252", "utf-8", "declares windows-1252 but is UTF-8"),
        (WORDS.encode(), "latin-9x", "utf-8", 'declares "latin-9x", which is no encoding'),
        (WORDS.encode(), "rot13", "utf-8", 'declares "rot13", which is no encoding'),
        (WORDS.encode(), "unicode_escape", "utf-8", "no encoding of text"),
        (WORDS.encode(), "utf-7", "utf-8", "no encoding of text"),
    ],
)
def test_decode(data, declared, encoding, said):
    decoded = decode(data, declared=declared)
    assert (decoded.text, decoded.encoding) == (WORDS, encoding)
    assert said in "; ".join(decoded.notices)
    assert bool(said) == bool(decoded.notices)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Паром отплывает", "windows-1251"),
        ("Паром", "koi8-r"),
        ("渡轮启航", "gb2312"),
        ("フェリー", "shift_jis"),
        ("Łódź", "iso-8859-2"),
    ],
)
def test_declared_encodings_are_believed_where_they_fit(text, encoding):
    assert decode(text.encode(encoding), declared=encoding).text == text


def test_a_few_broken_bytes_do_not_spoil_the_rest():
    decoded = decode((WORDS * 3).encode() + b"\xff and on")
    assert decoded.text == WORDS * 3 + "\ufffd and on"
    assert decoded.notices == ("has broken characters, shown as \ufffd: 1",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a\0b", "NUL character at position 1"),
        (WORDS.encode("utf-16-le"), "NUL character"),
        (b"\xff\xfea", "begins with the mark of UTF-16 but is broken"),
        (b"\xff\xfe\x00\xd8", "begins with the mark of UTF-16 but is broken"),
        (b"\xef\xbb\xbf\xff", "begins with the mark of UTF-8 but is broken"),
        (bytes(range(1, 32)) * 9, "is not text: 234 control characters"),
    ],
)
def test_refused(data, said):
    with pytest.raises(FileProblem, match=rf"^x\.txt: .*{said}"):
        decode(data, name="x.txt")


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b"<META http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2"),
        (b"<p>charset=utf-8</p>", None),
        (b" " * 5000 + b'<meta charset="utf-8">', None),
    ],
)
def test_declared_charset(page, charset):
    assert declared_charset(page) == charset


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_marked_and_unmarked_unicode_is_a_round_trip(text, encoding):
    if encoding == "utf-8":
        text = text.lstrip("\ufeff")
    assert decode(text.encode(encoding)).text == text


@given(st.binary())
def test_any_bytes_are_text_or_one_message(data):
    with suppress(FileProblem):
        decode(data).text.encode()
