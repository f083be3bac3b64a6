"""How one address is asked: by what the run's site says, and by what is said of its host.

Nothing is sent here, and which hosts have something said of them is `config`'s to know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from feedmaker.model import RequestSettings
from feedmaker.urls import host, origin, same_site

HostRequests = Callable[[str], RequestSettings | None]
"""Host -> the headers, cookies and user agent that it gets from any site; None: none."""


def request_at(
    url: str, site: str, request: RequestSettings, theirs: HostRequests
) -> RequestSettings:
    """Return the settings with which a URL is asked in the run of the site at origin `site`.

    The site's headers and cookies are for its own origin alone. Each hop is looked at
    for itself, so what one host gets goes on to no other. Where both say something,
    the site's word counts on its own domain. A site on https lets nothing that is meant
    for a host out over http.
    """
    at_home = origin(url) == site
    if not at_home:
        request = replace(request, headers=(), cookies=())
    if site.startswith("https:") and url.startswith("http:"):
        return request
    if (more := theirs(host(url))) is None:
        return request
    agents = (request.user_agent, more.user_agent)
    if not at_home and request.user_agent and not same_site(url, site):
        agents = agents[::-1]
    headers = {name.lower() for name, _ in request.headers}
    cookies = {name for name, _ in request.cookies}
    return replace(
        request,
        headers=(*(one for one in more.headers if one[0].lower() not in headers), *request.headers),
        cookies=(*(one for one in more.cookies if one[0] not in cookies), *request.cookies),
        user_agent=agents[0] or agents[1],
    )
