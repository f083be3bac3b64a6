"""A problem's cause -> what its owner may do: one table.

Pure. Which cause a problem has is said where it is made (`problems`, `listings`); the signs
of a page that is not the page name theirs (`page_signs`).
"""

from __future__ import annotations

from feedmaker.errors import (
    NONE_STATED,
    FeedmakerError,
    FetchError,
    IsFeedError,
    ReadError,
    StandInError,
    UnreachableError,
)

LIVE = "feedmaker check {site} --live"
REPAIR = (
    "feedmaker new {site} --repair looks for the stories that are known, and shows how to change"
    " the file"
)

ADVICE: dict[str, str] = {
    "rules": f"{LIVE} shows what its rules give now; mend the one that is named",
    "list": f"{REPAIR}; {LIVE} shows what its rules give now",
    "article rules": "feedmaker new {site} --repair looks for what is stored of its stories on"
    f" their pages, and shows how to change the file; {LIVE} shows what its rules give now",
    "healed": "feedmaker new {site} --repair shows the change of the site file; --yes makes it",
    "shrunk": f"{LIVE} shows what its rules give now;"
    " if that is all there is: feedmaker build {site} --accept",
    "apart": "add the line that is named to `listing`; if they are one story: narrow `item`",
    "scripts": "open the address in a browser and look for a feed, a plainer list, or a newsletter"
    " page of the site; name that as `url`",
    "login": "log in with a browser and give its session cookie as `request.cookies`"
    " (as a secret); else take an address that needs no login",
    "captcha": "ask less often (`every`, `request.delay`) and try another `request.user_agent`;"
    " feedmaker solves no captcha",
    "consent": "agree in a browser and give the cookie that it then has as `request.cookies`",
    "empty": "open the address in a browser; if it shows a page there, try `request.user_agent` or"
    " `request.headers`",
    "missing": "look up today's address in a browser, and set it as `url`",
    "paywall": "give a subscriber's session cookie as `request.cookies` (as a secret); else"
    " `failed: summary` shows the listing's words at once, and `failed: skip` leaves such articles"
    " out",
    "refused": "if the page opens in a browser, try a name like the browser's as"
    " `request.user_agent`, then a cookie",
    "gone": "look up today's address in a browser, and set it as `url`;"
    " if the site has ended: feedmaker remove {site}",
    "article gone": "nothing, if the site took it away; if it is so with many: look at what"
    " `listing.link` gives: feedmaker listing --site {site}",
    "robots": "ask the site's owner; `request: {{robots: false}}` in the site file overrides it",
    "tls": "open the address in a browser: the site has to renew its certificate, or another"
    " address of it is meant; feedmaker trusts no invalid one",
    "no tls": "write the address that is named, if a browser shows the page there; a proxy's stands"
    " in feedmaker.toml",
    "no answer": "open the address in a browser and see where it leads, and what it gives; set"
    " another page of the site as `url`",
    "address": "name the machine in `allow_private` of feedmaker.toml, if it is yours",
    "put off": "nothing: the next run is at the moment that its server named;"
    " if it comes often, a longer `every` may suit it",
    "busy": "ask less often: a longer `every`, and a longer `request.delay`",
    "unreachable": "nothing, if it is new: it is tried again by itself; if it stays, see whether"
    " the address opens in a browser",
    "feed": "if it holds full texts, subscribe to it as it is; else write `source: feed` in the"
    " site file, and feedmaker opens its items",
    "no timezone": "set `timezone` in the site file",
    "two ways": "write one of the lines that are named into the site file; where the site's land"
    " has one way to write dates, its `timezone` decides, too",
    "own feed": "subscribe to that, if it holds full texts; if not, it may stand as `url` with"
    " `source: feed`; else feedmaker goes on as it does",
    "file": "mend the file, then: feedmaker check {site}",
    "": f"{LIVE} shows what its rules give now",
}
"""`{site}` stands for the site's name."""

_BY_STATUS = {401: "login", 403: "refused", 404: "gone", 410: "gone", 429: "busy"}


def advice(cause: str, site: str, *, repair: bool = True) -> str:
    """Return what to do about a problem of a site; of an unknown cause the usual first step.

    Without `repair` its owner wants no healed rules.
    """
    cause = "rules" if cause in {"list", "article rules"} and not repair else cause
    return ADVICE.get(cause, ADVICE[""]).format(site=site)


def cause_of_article(error: FeedmakerError) -> str:
    """Return which cause an article's failure has: its site need not be gone with it."""
    cause = cause_of(error)
    return "article gone" if cause in {"gone", "missing"} else cause


def cause_of(error: FeedmakerError) -> str:
    """Return which cause a failure has; "" where none is known."""
    if isinstance(error, StandInError):
        return error.sign
    if isinstance(error, IsFeedError):
        return "feed"
    if isinstance(error, ReadError):
        return _of_rule(error) if error.rule else ""
    if not isinstance(error, FetchError):
        return ""
    if error.cause:
        return error.cause
    if error.retry_after is not None:
        return "put off"
    by_class = "unreachable" if isinstance(error, UnreachableError) else ""
    return _BY_STATUS.get(error.status or 0, by_class or "no answer")


def _of_rule(error: ReadError) -> str:
    """Return the cause of a rule's failure: one that a list's file states may be found again."""
    stated = error.rule.startswith("listing.") and error.selector not in {"", NONE_STATED}
    return "list" if stated else "rules"
