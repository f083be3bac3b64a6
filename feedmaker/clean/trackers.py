"""Media that show nothing: they tell someone that a reader opened the entry.

Also media on hosts of the reader's own network: no article has its pictures
there, and asking for one may switch something (RELIABILITY S18). What is
fetched by feedmaker itself is judged elsewhere, on the address connected to;
here only text is looked at, because readers connect by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from feedmaker.addresses import is_in_own_network
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


def is_tracker(attributes: Mapping[str, str | None], url: str) -> bool:
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
