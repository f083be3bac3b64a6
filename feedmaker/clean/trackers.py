"""Media that show nothing: they tell someone that a reader opened the entry.

Also media on hosts of the reader's own network: no article has its pictures
there, and asking for one may switch something (RELIABILITY S18). What is
fetched by feedmaker itself is judged elsewhere, on the address connected to;
here only text is looked at, because readers connect by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from feedmaker.urls import host

_TINY = re.compile(r"\s*[0-2](?:\.\d+)?\s*(?:px)?\s*")
_TINY_STYLE = re.compile(
    r"(?i)(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[0-2](?:\.\d+)?(?:px)?\s*(?:!|;|$)"
)

# Counters of readers that come at an honest size or without one.
_COUNTING_HOSTS = re.compile(
    r"(?:^|\.)(?:pixel\.wp\.com|stats\.wp\.com|scorecardresearch\.com|quantserve\.com"
    r"|google-analytics\.com|googletagmanager\.com|doubleclick\.net|bat\.bing\.com"
    r"|met\.vgwort\.de|counter\.yadro\.ru|mc\.yandex\.ru|px\.ads\.linkedin\.com"
    r"|analytics\.twitter\.com|pixel\.[a-z0-9.-]+|beacon\.[a-z0-9.-]+)$"
)
_COUNTING_PATHS = re.compile(
    r"(?i)/(?:pixel|beacon|track(?:er|ing)?|count(?:er)?|1x1|spacer|[bpt]|px|pv)\.(?:gif|php|aspx?)$"
    r"|/(?:pixel|beacon|1x1|tracking)\.png$"
    r"|^/~(?:r|ff)/|^/wf/open$|/track/open(?:\.php)?$"
)
_FACEBOOK = re.compile(r"(?:^|\.)facebook\.com$")

_OWN_NETWORK = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|home|home\.arpa|intranet)$")
_PUBLIC_V6 = IPv6Network("2000::/3")


def is_beacon(attributes: Mapping[str, str | None], url: str) -> bool:
    """Tell whether a picture or frame is too small to be seen, or its address only counts."""
    for name in ("width", "height"):
        if _TINY.fullmatch(attributes.get(name) or ""):
            return True
    if _TINY_STYLE.search((attributes.get("style") or "")[:4096]):
        return True
    path, name = urlsplit(url).path, host(url)
    if _FACEBOOK.search(name) and path.rstrip("/") == "/tr":
        return True
    return bool(_COUNTING_HOSTS.search(name) or _COUNTING_PATHS.search(path))


def points_inward(url: str, base: str) -> bool:
    """Tell whether a page elsewhere would have a reader's browser call into its own network.

    What stands on the page's own host is let be: the operator allowed that one.
    """
    return is_in_own_network(url) and host(url) != host(base)


def is_in_own_network(url: str) -> bool:
    """Tell whether a browser would ask its own machine or network for this absolute URL."""
    name = host(url).rstrip(".")
    try:
        if ":" in name:
            return not _is_public(IPv6Address(name))
        number = _number_host(name)
    except ValueError:
        return True
    if number is not None:
        return not _is_public(IPv4Address(number))
    return "." not in name or bool(_OWN_NETWORK.search(name))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    # Public IPv6 is all in one range, but for those that carry an IPv4 address
    if isinstance(address, IPv6Address) and (
        address not in _PUBLIC_V6 or address.sixtofour or address.teredo
    ):
        return False
    return address.is_global and not address.is_multicast


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
