"""Which addresses may be fetched, and which machines they may lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import FileProblem
from detente.intake.address import address_of, is_public, next_address, shown


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=1#part", "https://example.org/A?b=1"),
        (" http://example.org:8080/x ", "http://example.org:8080/x"),
        ("https://example.org/é ".strip() + "?q=ü", "https://example.org/%C3%A9?q=%C3%BC"),
        ("https://example.org/a%20b%2Fc", "https://example.org/a%20b%2Fc"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2606:4700::1111]/x", "http://[2606:4700::1111]/x"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_addresses(text, url):
    assert address_of(text).url == url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected http:// or https://"),
        ("example.org/x", "expected http:// or https://"),
        ("file:///etc/passwd", 'expected http:// or https://, got "file:"'),
        ("ftp://example.org/x", 'got "ftp:"'),
        ("javascript:alert(1)", 'got "javascript:"'),
        ("data:text/html,x", 'got "data:"'),
        ("http://", "names no host"),
        ("https:///x", "names no host"),
        ("http://user@example.org/", "names a user"),
        ("http://user:secret@example.org/", "names a user"),
        ("http://:@example.org/", "names a user"),
        ("http://good.example\\@evil.example/", "a backslash"),
        ("http://example.org/a b", "a space"),
        ("http://exam\nple.org/", "a control character"),
        ("http://example.org/\x00", "a control character"),
        ("http://example.org/\u202e", "a control character"),
        ("http://example.org:99999/", "is no web address: Port out of range"),
        ("http://example.org:x/", "is no web address: Port could not be cast"),
        ("http://example.org:22/", "port 22 is no port of web pages"),
        ("http://example.org:0/", "port 0 is no port of web pages"),
        ("http://[::1/", "is no web address: Invalid IPv6"),
        ("http://[fe80::1%25eth0]/", "is no address of a machine"),
        ("http://exa$mple.org/", "is no name of a host"),
        ("http://a..example/", "is no name of a host"),
        ("http://" + "a" * 64 + ".example/", "is no name of a host"),
        ("http://example.org/" + "a" * 2000, "is longer than 2,000"),
    ],
)
def test_addresses_refused(text, said):
    with pytest.raises(FileProblem) as caught:
        address_of(text)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


PUBLIC = ["93.184.215.14", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2606:4700::1111", "2a00:1450::1"]
INSIDE = {
    "loopback": ["127.0.0.1", "127.255.0.9", "::1"],
    "nobody": ["0.0.0.0", "0.1.2.3", "::", "255.255.255.255"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12::1"],
    "carrier": ["100.64.0.1", "100.127.255.254"],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%1"],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "192.0.0.1", "198.18.0.1", "198.19.255.255", "fec0::1", "100::1", "4000::1", "5f00::1"],
    "examples": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "translated": [
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d70e",
        "64:ff9b:1::1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
    ],
    "compatible": ["::127.0.0.1", "::93.184.215.14", "::ffff:0:127.0.0.1"],
    "6to4": ["2002:7f00:1::", "2002:5db8:d70e::1", "192.88.99.1"],
    "teredo": ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:20::1"],
    "cloud": ["168.63.129.16"],
    "none": ["", "localhost", "1.2.3", "0x7f.1", "2130706433"],
}


@pytest.mark.parametrize("machine", PUBLIC)
def test_public(machine):
    assert is_public(machine)


@pytest.mark.parametrize("machine", [each for some in INSIDE.values() for each in some])
def test_not_public(machine):
    assert not is_public(machine)


@given(st.ip_addresses(v=4))
def test_no_public_machine_is_private_and_none_is_public_when_mapped(address):
    assert not (is_public(str(address)) and (address.is_private or address.is_multicast or address.is_loopback))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


@given(st.ip_addresses(v=6))
def test_public_machines_are_global_unicast(address):
    assert not is_public(str(address)) or (address.packed[0] >> 5 == 1 and not address.is_private)


@pytest.mark.parametrize(
    ("now", "location", "url"),
    [
        ("https://example.org/a/b?c", "d", "https://example.org/a/d"),
        ("https://example.org/a", "//other.example/x", "https://other.example/x"),
        ("http://example.org/a", "https://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "?page=2", "http://example.org/a?page=2"),
    ],
)
def test_where_redirects_lead(now, location, url):
    assert next_address(address_of(now), location).url == url


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://example.org/", "from https to http://example.org/, unencrypted"),
        ("file:///etc/passwd", 'got "file:"'),
        ("https://u:secret@example.org/", "names a user"),
        ("https://example.org:25/", "port 25"),
        ("https://[::1/", "sends us elsewhere"),
    ],
)
def test_redirects_refused(location, said):
    with pytest.raises(FileProblem, match=said) as caught:
        next_address(address_of("https://example.org/a"), location)
    assert "secret" not in str(caught.value)


def test_what_is_shown_is_short_and_names_nobody():
    assert shown("https://me:secret@example.org/x") == "https://…@example.org/x"
    assert len(shown("https://example.org/" + "x" * 900)) == 201
