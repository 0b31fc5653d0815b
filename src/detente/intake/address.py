"""Web addresses that may be fetched: what their text may be, and which machines they may lead to.

An address is fetched for a person, from that person's machine; so a page, a redirect or a name server must not be
able to turn it on what only this machine can reach: its own services, the office network, a cloud's metadata.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

from detente.errors import FileProblem, Problem

__all__ = ["Address", "address_of", "is_public", "next_address", "shown"]

PORTS = {"http": 80, "https": 443}
LOWEST_OTHER_PORT = 1024  # below it are mail, shells, printers …: no page of the web
LONGEST = 2000  # characters of an address
SHOWN = 200  # characters of an address in a message
HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
USER = re.compile(r"//[^/?#]*@")
KEPT = "%/:=&?~+!$,;'@()*[]"  # signs of a path and query that are not percent-encoded again

# Blocks of the IANA special-purpose registries, beside what ipaddress knows, and two that lead inside by another way.
NEVER_4 = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            "168.63.129.16/32",  # the host of a virtual machine in one large cloud
        ),
    )
)
ONLY_6 = ip_network("2000::/3")  # global unicast; 64:ff9b::/96, mapped, local and multicast addresses are outside it
TUNNELS = ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")  # Teredo, 6to4 …
NEVER_6 = tuple(map(ip_network, TUNNELS))


@dataclass(frozen=True, slots=True)
class Address:
    """A web address that was checked as text: its host is ASCII, its target what is asked of that host."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and host: whom one asks, and how."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The address as text."""
        return f"{self.origin}{self.target}"


def address_of(text: str) -> Address:
    """The address that a text is.

    Raises
    ------
    FileProblem
        For anything but http and https, a user name, a port of another service, a host that is none.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise _wrong(text, f"is longer than {LONGEST:,} characters: no web address is")
    if not text.isprintable() or {" ", "\\"} & set(text):
        raise _wrong(text, "has a space, a backslash or a control character: expected a web address without")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _wrong(text, f"is no web address: {error}") from None
    if parts.scheme not in PORTS:
        got = f', got "{parts.scheme}:"' if parts.scheme else ""
        raise _wrong(text, f"expected http:// or https://{got}")
    if "@" in parts.netloc:
        raise _wrong(text, "names a user: take name and password out, they are never sent")
    if port is not None and port not in PORTS.values() and port < LOWEST_OTHER_PORT:
        raise _wrong(text, f"port {port} is no port of web pages")
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=KEPT)
    return Address(parts.scheme, _host(parts.hostname or "", text), port or PORTS[parts.scheme], target)


def _host(name: str, text: str) -> str:
    """The host as it is asked for: letters of other scripts in their ASCII form."""
    if ":" in name:
        try:
            return str(IPv6Address(name.replace("%", " ")))  # a zone is a network of this machine
        except ValueError:
            raise _wrong(text, f'"{name}" is no address of a machine') from None
    try:
        host = name.encode("idna").decode()
    except UnicodeError:
        host = ""
    if not HOST.fullmatch(host):
        raise _wrong(text, f'"{name}" is no name of a host' if name else "names no host")
    return host


def next_address(now: Address, location: str) -> Address:
    """Where a redirect leads, checked as any address is.

    Raises
    ------
    FileProblem
        As `address_of`, and for a step from https to http.
    """
    try:
        after = address_of(urljoin(now.url, location.strip()))
    except ValueError as error:
        raise _wrong(now.url, f"sends us elsewhere: {error}") from None
    if now.scheme == "https" and after.scheme == "http":
        raise _wrong(now.url, f"sends us from https to {shown(after.url)}, unencrypted: not followed")
    return after


def is_public(machine: str) -> bool:
    """Whether the IP address is of the public internet, and not by a roundabout way of some inner network.

    >>> [is_public(machine) for machine in ("93.184.215.14", "10.0.0.1", "::ffff:93.184.215.14", "2606:4700::1111")]
    [True, False, False, True]
    """
    try:
        address = ip_address(machine)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in block for block in NEVER_4)
    return address.is_global and address in ONLY_6 and not any(address in block for block in NEVER_6)


def shown(text: str) -> str:
    """An address as a message may hold it: without a user's name and password, and not too long."""
    clean = USER.sub("//…@", text)
    return clean if len(clean) <= SHOWN else f"{clean[:SHOWN]}…"


def not_public(address: Address, machines: Sequence[str]) -> FileProblem:
    """The refusal of a host that leads inside."""
    named = ", ".join(machines) or "nothing"
    return _wrong(address.url, f"leads to {named}, no machine of the public internet: not fetched")


def _wrong(text: str, said: str) -> FileProblem:
    return FileProblem(Problem(said, file=shown(text)))
