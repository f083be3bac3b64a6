"""Public addresses and those of somebody's own network: the one table of them.

`fetch` asks it about the address that a socket connects to, `clean` about the
addresses that a reader's browser would be sent to. What may be allowed all the
same is the operator's choice, and not known here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from ipaddress import IPv4Address, IPv6Address, ip_network

from feedmaker.urls import host

Address = IPv4Address | IPv6Address

# Own tables, because `is_global` is wrong in some Pythons that we support and
# knows nothing of addresses that only carry another one. IPv4: the IANA
# special-purpose registry and multicast. IPv6: what is not in 2000::/3 is no
# public address at all; of that range, those below are not.
_PRIVATE_V4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
    " 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24"
    " 224.0.0.0/4 240.0.0.0/4"
)
_PUBLIC_V6 = ip_network("2000::/3")
_PRIVATE_V6 = "2001::/23 2001:db8::/32 2002::/16 3fff::/20"  # Teredo and kin, examples, 6to4

_OWN_NETWORK = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|home|home\.arpa|intranet)$")


def is_public(address: Address) -> bool:
    """Tell whether the address belongs to the public internet and stands for no other one."""
    if isinstance(address, IPv6Address):
        if address not in _PUBLIC_V6 or _within(int(address), _V6):
            return False
    elif _within(int(address), _V4):
        return False
    return address.is_global and not address.is_multicast


def is_in_own_network(url: str) -> bool:
    """Tell whether a browser would ask its own machine or network for this absolute URL."""
    name = host(url).rstrip(".")
    try:
        if ":" in name:
            return not is_public(IPv6Address(name))
        number = _number_host(name)
    except ValueError:
        return True
    if number is not None:
        return not is_public(IPv4Address(number))
    return "." not in name or bool(_OWN_NETWORK.search(name))


def _ranges(text: str) -> tuple[list[int], list[int]]:
    networks = sorted(map(ip_network, text.split()), key=lambda network: network.network_address)
    return [int(n.network_address) for n in networks], [int(n.broadcast_address) for n in networks]


_V4, _V6 = _ranges(_PRIVATE_V4), _ranges(_PRIVATE_V6)


def _within(number: int, ranges: tuple[list[int], list[int]]) -> bool:
    at = bisect_right(ranges[0], number) - 1
    return at >= 0 and number <= ranges[1][at]


def _number_host(name: str) -> int | None:
    """Return the IPv4 address that browsers read in a host (WHATWG URL §3.5), None for a name.

    Raises ValueError for what ends in a number but is no address.
    """
    parts = name.split(".")
    last = parts[-1]
    if not (last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last)):
        return None
    if len(parts) > 4:
        raise ValueError(name)
    *high, low = (_number(part) for part in parts)
    if any(part > 255 for part in high) or low >= 256 ** (4 - len(high)):
        raise ValueError(name)
    return low + sum(part << (8 * (3 - place)) for place, part in enumerate(high))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") and len(part) > 1 else 10)
