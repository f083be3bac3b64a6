"""Cookies: each goes back only to the origin that set it, and only within its site's run.

Nothing is kept from run to run; a site file's own cookies are headers, and `web`'s.
"""

from __future__ import annotations

from requests import PreparedRequest, Response  # noqa: TID251  its jar knows RFC 6265
from requests.cookies import (  # noqa: TID251
    RequestsCookieJar,
    extract_cookies_to_jar,
    get_cookie_header,
)
from requests.structures import CaseInsensitiveDict  # noqa: TID251

_LONGEST = 8192  # characters; servers refuse longer headers, so a flood is not carried


class Cookies:
    """What the sites' servers have set. For many threads, one for each site."""

    def __init__(self) -> None:
        self._jars: dict[tuple[str, str], RequestsCookieJar] = {}

    def header(self, site: str, place: str, url: str, own: tuple[tuple[str, str], ...]) -> str:
        """Return the Cookie header for a URL at the origin `place`; "" for none.

        `site` is the origin of the site whose run it is, `own` what its file says.
        """
        stated = "; ".join(f"{name}={value}" for name, value in own)
        if not (jar := self._jars.get((site, place))):
            return stated
        asking = PreparedRequest()
        asking.url, asking.headers = url, CaseInsensitiveDict()
        set_here: str | None = get_cookie_header(jar, asking)  # type: ignore[no-untyped-call]
        header = "; ".join(filter(None, (stated, set_here)))
        return header if len(header) <= _LONGEST else stated

    def take(self, site: str, place: str, response: Response) -> None:
        """Keep what the answer sets."""
        jar = self._jars.setdefault((site, place), RequestsCookieJar())
        extract_cookies_to_jar(jar, response.request, response.raw)  # type: ignore[no-untyped-call]

    def forget(self, site: str) -> None:
        """Drop all that was set in the site's run."""
        for key in tuple(self._jars):
            if key[0] == site:
                self._jars.pop(key, None)
