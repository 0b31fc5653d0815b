"""Fetching: every guard with its message, against servers on this machine.

The look-up of names, the check for public machines and the trusted certificates are given by the test; no setting
that a user could reach replaces them.
"""

import gzip
import inspect
import socket
import ssl
import time
import zlib

import pytest

from detente.errors import DetenteError, FileProblem
from detente.intake import fetch as module
from detente.intake.fetch import Fetched, fetch, machines_of, read_fetched
from intake.web import LOCAL, answer, certificate, dripping, serving, to

pytest.importorskip("trafilatura")

PARAGRAPHS = "".join(f"<p>On day {day} both towns met about berth {day}, and said so.</p>" for day in range(9))
PAGE = f"<!doctype html><html><head><title>Ferry talks</title></head><body><article>{PARAGRAPHS}</article></body>"


def asked(url, *, names=None, public=(LOCAL,), said=None, **more):
    """Fetch with a look-up that gives this machine's address for every name but those listed."""
    return fetch(
        url,
        announce=(said if said is not None else []).append,
        resolve=lambda host, port: (names or {}).get(host, [LOCAL]),
        public=lambda machine: machine in public,
        **more,
    )


def refused(said, *answers, **more):
    """What the message is where a fetch is refused; the servers' requests beside it."""
    with serving(*answers) as web, pytest.raises(FileProblem, match=said) as caught:
        asked(web.url(), **more)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(("http://", "https://"))
    return web


def test_a_page():
    said = []
    with serving(answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")) as web:
        found = asked(web.url("/a?b=1#part"), said=said)
    assert found == Fetched(web.url("/a?b=1"), PAGE.encode(), "html", "utf-8")
    assert said == [f"http://page.example:{web.port}"]
    request = web.asked[0]
    assert request.startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert f"Host: page.example:{web.port}\r\n" in request
    assert "Cookie" not in request
    assert "Referer" not in request


def test_the_document_knows_where_it_came_from():
    head = '<link rel="canonical" href="https://other.example/story">'
    found = Fetched(
        "https://page.example/news/x?id=7", PAGE.replace("<title>", f"{head}<title>").encode(), "html", None
    )
    document = read_fetched(found)
    assert document.url == found.url
    assert document.title == "Ferry talks"
    assert document.name == "page.example-news-x-id-7.html"
    assert any("calls itself https://other.example/story" in notice for notice in document.notices)


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://page.example/", "html", "page.example.html"),
        ("https://page.example/a.php", "html", "page.example-a.php.html"),
        ("https://page.example/a.htm", "html", "page.example-a.htm"),
        ("https://page.example/a.txt", "text", "page.example-a.txt"),
        ("https://page.example/a.pdf", None, "page.example-a.pdf"),
        ("https://page.example/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "text", "page.example-..-..-etc-passwd.txt"),
        ("https://page.example/%E2%80%AEfdp.exe", "html", "page.example-fdp.exe.html"),
        ("https://page.example/" + "a" * 500 + ".pdf", "pdf", "page.example-" + "a" * 77 + ".pdf"),
    ],
)
def test_names(url, kind, name):
    assert module._name(Fetched(url, b"", kind, None)) == name


def test_the_charset_of_the_answer_counts():
    body = "<html><body><p>Привет, паром.</p></body></html>".encode("koi8-r")
    with serving(answer(body, Content_Type="text/html; charset=KOI8-R")) as web:
        assert "Привет, паром." in read_fetched(asked(web.url())).raw


# ---- where it may lead ------------------------------------------------------------------------


def test_a_machine_that_is_not_public_is_not_asked():
    with serving(answer(b"secret")) as web, pytest.raises(FileProblem, match=r"leads to 127\.0\.0\.1, no machine of"):
        fetch(web.url(), announce=[].append, resolve=lambda host, port: [LOCAL])
    assert web.asked == []


def test_by_default_this_machine_is_out_of_reach():
    with serving(answer(b"secret")) as web, pytest.raises(FileProblem, match="no machine of the public internet"):
        fetch(web.url(host=LOCAL), announce=[].append)
    assert web.asked == []


def test_one_inner_machine_among_public_ones_is_enough():
    web = refused(r"leads to 10\.0\.0\.1, no", answer(b"x"), names={"page.example": [LOCAL, "10.0.0.1"]})
    assert web.asked == []


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_checked():
    looked_up = []

    def rebinding(host, port):
        looked_up.append(host)
        return [LOCAL] if len(looked_up) == 1 else ["10.0.0.1"]

    with serving(answer(PAGE.encode())) as web:
        found = fetch(web.url(), announce=[].append, resolve=rebinding, public=LOCAL.__eq__)
    assert looked_up == ["page.example"]
    assert found.data == PAGE.encode()


def test_nothing_but_the_checked_machine_is_connected_to(monkeypatch):
    connected = []
    true = socket.create_connection
    monkeypatch.setattr(module.socket, "create_connection", lambda to, *rest: connected.append(to) or true(to, *rest))
    with serving(answer(PAGE.encode())) as web:
        asked(web.url())
    assert connected == [(LOCAL, web.port)]


def test_the_next_machine_is_tried_where_one_does_not_answer():
    with serving(answer(PAGE.encode())) as web:
        names = {"page.example": ["127.0.0.2", LOCAL]}
        assert asked(web.url(), names=names, public=(LOCAL, "127.0.0.2")).data == PAGE.encode()


def test_a_name_that_nobody_knows():
    def unknown(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FileProblem, match=r"nowhere.example is not found: no such host, or no network"):
        fetch("https://nowhere.example/", announce=[].append, resolve=unknown)


def test_a_name_that_leads_nowhere():
    with pytest.raises(FileProblem, match="leads to nothing"):
        asked("https://page.example/", names={"page.example": []})


def test_nobody_there(monkeypatch):
    for name in module.PROXIES:
        monkeypatch.delenv(name, raising=False)
    with serving() as web:
        pass
    with pytest.raises(FileProblem, match=r"cannot be reached: Connection refused$"):
        asked(web.url())


def test_a_proxy_is_not_used_and_is_named_where_that_may_be_why(monkeypatch):
    with serving(answer(PAGE.encode())) as web, serving(answer(b"proxy")) as proxy:
        for name in module.PROXIES:
            monkeypatch.setenv(name, f"http://{LOCAL}:{proxy.port}")
        assert asked(web.url()).data == PAGE.encode()
    assert proxy.asked == []
    with pytest.raises(FileProblem, match="HTTPS_PROXY is set, but no proxy is used: save the page"):
        asked(web.url())


def test_the_lookup_names_each_machine_once():
    assert machines_of(LOCAL, 80) == (LOCAL,)


# ---- redirects --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed_and_its_host_named(status):
    said = []
    with serving(answer(PAGE.encode())) as there, serving(to(there.url("/b", host="b.example"), status)) as here:
        found = asked(here.url("/a"), said=said)
    assert found.url == there.url("/b", host="b.example")
    assert said == [f"http://page.example:{here.port}", f"http://b.example:{there.port}"]


def test_a_redirect_inside_is_refused_before_it_is_asked():
    with serving(answer(b"secret")) as inner:
        names = {"inner.example": ["169.254.169.254"]}
        refused(r"inner\.example.*leads to 169\.254", to(inner.url(host="inner.example")), names=names)
        refused(r"leads to 10\.1\.1\.1", to("http://ten.example/"), names={"ten.example": ["10.1.1.1"]})
    assert inner.asked == []


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", 'expected http:// or https://, got "file:"'),
        ("//me:secret@page.example/", "names a user"),
        ("http://page.example:25/", "port 25 is no port"),
        ("", "does not say where"),
    ],
)
def test_redirects_are_checked_as_addresses(location, said):
    refused(said, to(location))


def test_redirects_end():
    web = refused("at most 5 are followed", to("/again"))
    assert len(web.asked) == 6


def test_from_https_to_http_is_not_followed(tmp_path):
    made = certificate(tmp_path)
    with (
        serving(to("http://page.example/"), tls=made.server()) as web,
        pytest.raises(FileProblem, match=r"from https to http://page.example/, unencrypted: not followed"),
    ):
        asked(web.url(scheme="https"), tls=made.trusted())


# ---- certificates -----------------------------------------------------------------------------


def test_https_with_the_hosts_own_certificate(tmp_path):
    made = certificate(tmp_path)
    seen = []
    server = made.server()
    server.sni_callback = lambda connection, name, context: seen.append(name)
    with serving(answer(PAGE.encode()), tls=server) as web:
        assert asked(web.url(scheme="https"), tls=made.trusted()).data == PAGE.encode()
    assert seen == ["page.example"]


@pytest.mark.parametrize(("host", "trusted"), [("page.example", False), ("other.example", True)])
def test_a_certificate_that_is_not_valid(tmp_path, host, trusted):
    made = certificate(tmp_path)
    context = made.trusted() if trusted else ssl.create_default_context()
    with (
        serving(answer(b"x"), tls=made.server()) as web,
        pytest.raises(FileProblem, match=r"its certificate is not valid .*: nothing was asked"),
    ):
        asked(web.url(scheme="https", host=host), tls=context)
    assert web.asked == []


def test_https_where_only_http_is_spoken():
    def plain(connection):
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with serving(plain) as web, pytest.raises(FileProblem, match=r"no secure connection|cannot be reached"):
        asked(web.url(scheme="https"), seconds=3)


# ---- how much, how long, what -----------------------------------------------------------------

MB = 1_000_000
CHUNK = b"%x\r\n" % MB + b"x" * MB + b"\r\n"


def chunks(number, end=b"0\r\n\r\n"):
    """An answer in chunks of a megabyte, its size not said beforehand."""
    return answer(Content_Length=None, Transfer_Encoding="chunked") + CHUNK * number + end


def test_five_megabytes_are_read_and_no_more():
    with serving(answer(b"x" * 5 * MB, Content_Type="text/plain")) as web:
        assert len(asked(web.url()).data) == 5 * MB
    refused("is larger than 5 MB: save the page", answer(b"x" * (5 * MB + 1)))


def test_size_is_counted_whatever_the_answer_says():
    with serving(chunks(5)) as web:
        assert len(asked(web.url()).data) == 5 * MB
    refused("is larger than 5 MB", chunks(6))
    refused("is larger than 5 MB", answer(Content_Length=None) + b"x" * (5 * MB + 1))
    refused("is larger than 5 MB", answer(Content_Length="99999999999999999999") + b"x")


def test_an_endless_answer_is_cut():
    def endless(connection):
        connection.sendall(answer(Content_Length=None))
        while True:
            connection.sendall(b"x" * 65_536)

    refused("is larger than 5 MB", endless)


def test_packed_answers_are_unpacked_and_counted_again():
    with serving(answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")) as web:
        assert asked(web.url()).data == PAGE.encode()
    assert "Accept-Encoding: gzip\r\n" in web.asked[0]
    refused("is larger than 5 MB", answer(gzip.compress(b"\0" * 200 * MB, 1), Content_Encoding="gzip"))


@pytest.mark.parametrize(
    ("body", "packed", "said"),
    [
        (b"x" * 100, "gzip", "what came is not gzip"),
        (zlib.compress(b"x" * 100), "gzip", "what came is not gzip"),
        (gzip.compress(PAGE.encode())[:-20], "gzip", "ended before it was whole"),
        (b"x", "br", 'is packed as "br", which was not asked for'),
        (b"x", "gzip, gzip", 'is packed as "gzip, gzip"'),
        (b"x", "deflate", 'is packed as "deflate"'),
    ],
)
def test_packed_answers_refused(body, packed, said):
    refused(said, answer(body, Content_Encoding=packed))


def test_an_answer_that_ends_early():
    refused("ended before it was whole", answer(b"x" * 10, Content_Length="100"))
    refused("ended before it was whole", chunks(1, end=b"ffff\r\nx"))


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (dripping(answer(PAGE.encode())), "a page, byte by byte"),
        (dripping(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000), "headers, byte by byte"),
        (lambda connection: time.sleep(3), "nothing"),
        (lambda connection: connection.sendall(answer(Content_Length="100")) or time.sleep(3), "no body"),
        (lambda connection: [connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n") for _ in range(10**6)], "wait"),
    ],
)
def test_time_counts_for_all_together(reply, what):
    begun = time.monotonic()
    refused("gave no whole answer within 0.5 seconds", reply, seconds=0.5)
    assert time.monotonic() - begun < 2


def test_time_counts_for_the_lookup_and_nothing_is_asked_after_it():
    def slow(host, port):
        time.sleep(0.6)
        return [LOCAL]

    with serving(answer(b"x")) as web:
        with pytest.raises(FileProblem, match=r"within 0.3 seconds"):
            fetch(web.url(), announce=[].append, resolve=slow, public=LOCAL.__eq__, seconds=0.3)
        time.sleep(0.5)
    assert web.asked == []


def test_time_counts_over_redirects():
    def late(connection):
        time.sleep(0.2)
        connection.sendall(to("/again"))

    refused("within 0.5 seconds", late, seconds=0.5)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("text/html", "html"),
        ("TEXT/HTML;charset=utf-8", "html"),
        ("application/xhtml+xml", "html"),
        ("text/plain", "text"),
        ("text/markdown", "markdown"),
        ("application/pdf", "pdf"),
        ("application/octet-stream", None),
        (None, None),
    ],
)
def test_types(said, kind):
    with serving(answer(b"x", Content_Type=said)) as web:
        assert asked(web.url()).kind == kind


@pytest.mark.parametrize(
    "said", ["image/png", "application/zip", "application/javascript", "text/css", "video/mp4", "x" * 900, "\x1b[2J"]
)
def test_types_refused(said):
    refused("is of the type .*: expected a page, text, Markdown, PDF or a Word file", answer(b"x", Content_Type=said))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("404 Not Found", "answered 404: it has no such page"),
        ("403 Forbidden", "answered 403: it does not give this page to everyone: save the page"),
        ("401 Unauthorized", "answered 401: it does not"),
        ("429 Slow", "answered 429: too many requests"),
        ("503 Busy", "answered 503: it failed: try later"),
        ("204 Nothing", "answered 204: expected a page"),
        ("206 Part", "answered 206: expected a page"),
        ("304 Same", "answered 304: expected a page"),
    ],
)
def test_refusals(status, said):
    refused(said, answer(b"x", status=status))


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["ssh", "nothing", "no-status", "many-headers", "long-header"],
)
def test_what_is_no_http(reply):
    refused("answered what is no HTTP|cannot be reached", reply)


def test_an_empty_page_is_refused_as_an_empty_file_is():
    with serving(answer(b"")) as web, pytest.raises(DetenteError, match="is empty"):
        read_fetched(asked(web.url()))


def test_what_is_called_a_pdf_and_is_none():
    with serving(answer(PAGE.encode(), Content_Type="application/pdf")) as web:
        found = asked(web.url())
    with pytest.raises(DetenteError, match="PDF"):
        read_fetched(found)


def test_the_limits_are_those_that_are_promised():
    assert (module.SECONDS, module.MOST_BYTES, module.MOST_REDIRECTS) == (20, 5_000_000, 5)
    defaults = inspect.signature(fetch).parameters
    assert defaults["public"].default("127.0.0.1") is False
    assert defaults["resolve"].default is machines_of
