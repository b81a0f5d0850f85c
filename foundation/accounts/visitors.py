"""Where a visitor comes from: the one function that every limit and every daily mark asks.

Behind a proxy every request comes from the proxy, and who asked stands in X-Forwarded-For. Anybody can write
that header, so only what trusted proxies added to it counts: it is read from the right, and the first address
that is no trusted proxy is the visitor. TRUSTED_PROXIES names their networks, or says "unix" for a socket.
"""

import ipaddress
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

log = logging.getLogger("panelbook.visitors")
UNIX = "unix"
# What one connection holds as a whole: limits that counted its single addresses would count nobody.
ONE_VISITOR_V6 = 64

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whose word about a visitor's address is taken."""

    networks: tuple[Network, ...] = ()
    is_unix: bool = False

    def trust(self, peer: Address | None) -> bool:
        """True for an address of a trusted proxy; None is the other end of a unix socket."""
        if peer is None:
            return self.is_unix
        return any(peer in network for network in self.networks)


def proxies_of(said: Iterable[str]) -> tuple[Proxies, Sequence[str]]:
    """The proxies that a setting names, and the sentences on what of it cannot be understood."""
    networks: list[Network] = []
    wrong, is_unix = [], False
    for entry in filter(None, (each.strip() for each in said)):
        if entry == UNIX:
            is_unix = True
            continue
        try:
            network = ipaddress.ip_network(entry)
        except ValueError:
            wrong.append(f"“{entry}” in TRUSTED_PROXIES is no network.")
            continue
        if network.prefixlen == 0:
            wrong.append(f"“{entry}” in TRUSTED_PROXIES trusts everyone, so anyone could forge an address.")
            continue
        networks.append(network)
    return Proxies(tuple(networks), is_unix), wrong


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks; "unix" where the proxy of a socket is not trusted or says nothing."""
    proxies, _ = proxies_of(settings.TRUSTED_PROXIES)
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    peer = _read(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_HTTPS_PROXY and not (forwarded and proxies.trust(peer)):
        _say_what_is_set_wrongly(str(peer or UNIX), has_header=bool(forwarded))
    found = _visitor(peer, forwarded, proxies)
    return str(found) if found else UNIX


def visitor_of(request: HttpRequest) -> str:
    """Who asks, as limits and daily marks count."""
    return network_of(address_of(request))


def network_of(address: str) -> str:
    """What counts as one visitor: an address, or with IPv6 the network one connection has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, ONE_VISITOR_V6), strict=False).network_address)


@lru_cache(maxsize=64)
def _say_what_is_set_wrongly(peer: str, *, has_header: bool) -> None:
    """What no check at the start can see, said once by each process for each peer."""
    if has_header:
        log.error("%s is not in TRUSTED_PROXIES. If it is your proxy, limits count it as one visitor.", peer)
    else:
        log.error(
            "%s sends no X-Forwarded-For. If it is your proxy, set it to, or all are one visitor.", peer
        )


def _visitor(peer: Address | None, forwarded: str, proxies: Proxies) -> Address | None:
    """Walk back from the peer over every trusted proxy; a part that is no address ends the walk before it."""
    found = peer
    for part in reversed(forwarded.split(",") if forwarded else []):
        if not proxies.trust(found):
            break
        before = _read(part)
        if before is None:
            break
        found = before
    return found


def _read(text: str) -> Address | None:
    """An address as servers and proxies write it, also with a port; None for anything else."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
