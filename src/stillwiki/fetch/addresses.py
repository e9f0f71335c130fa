"""Where requests may go: the wiki that was named, over the scheme that was named, and nowhere a page or a server says.

Refuses to look names up: the address is judged when the connection stands, so that no second answer of a name server
can be another one than the one that was judged.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from stillwiki.fetch.errors import Astray

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Origin:
    """A server, as the web tells servers apart (RFC 6454)."""

    scheme: str
    host: str
    port: int

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        return self.host, self.port


def origin(url: str) -> Origin:
    """The server of an address.

    Raises:
        Astray: it is no address of a web server, or holds a name and password.

    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Astray(f"{url!r} is no address: {error}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Astray(f"{url!r} is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise Astray(f"the address of {parts.hostname} holds a name or password, which is no place for them")
    return Origin(parts.scheme, parts.hostname.lower(), port or PORTS[parts.scheme])


def followed(here: str, location: str, *, below: bool = False) -> str:
    """Where a redirect leads, if it may: to the same host, over the same scheme or from http to https.

    `below` allows hosts below the first one as well: archives keep their files on such machines.

    Raises:
        Astray: it leads elsewhere.

    """
    try:
        there = urljoin(here, location)
    except ValueError as error:
        raise Astray(f"{here} redirects to {location!r}, which is no address: {error}") from error
    old, new = origin(here), origin(there)
    upgraded = (old.scheme, new.scheme) == ("http", "https") and (old.port, new.port) == (80, 443)
    same_host = new.host == old.host or (below and new.host.endswith(f".{old.host}"))
    if not same_host or not (upgraded or (new.scheme == old.scheme and new.port == old.port)):
        raise Astray(f"{here} redirects to {there}, which is not the same server")
    return there


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, not of a machine, its network or a provider's inside."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or is_public(str(inner)))
