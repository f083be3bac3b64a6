"""The network as sites need it: their names, the proxy, and what their robots.txt allows.

Each question is one job that may take long (`side_by_side`); the judgements are pure. What
a robots.txt said today is taken from the state, so that a doctor who comes often asks nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from feedmaker.doctor.line import Line, count, fine, look, some, wrong
from feedmaker.errors import FetchError, RefusedError
from feedmaker.fetch import robots
from feedmaker.fetch.ssrf_guard import Guard
from feedmaker.health.advice import advice
from feedmaker.model import Site
from feedmaker.urls import host, origin


def hosts_of(sites: Iterable[Site]) -> dict[str, str]:
    """Return each host that sites are fetched from, with one address there."""
    return {host(one.url): one.url for site in sites for one in site.urls}


def judge_names(
    hosts: Mapping[str, str],
    found: Mapping[str, tuple[str, ...] | Exception],
    allow_private: Iterable[str],
) -> Iterator[Line]:
    """Say which hosts have no address, or one that may not be asked."""
    guard, bad = Guard(allow_private), 0
    for name, url in sorted(hosts.items()):
        answer = found.get(name)
        if isinstance(answer, (OSError, UnicodeError)):
            reason = getattr(answer, "strerror", None) or answer
            yield wrong(
                "network.dns",
                f"the name {name} does not resolve: {reason}",
                "see whether the name is right; if it is so with all names: /etc/resolv.conf,"
                " and whether this machine reaches its name server",
                about=name,
            )
            bad += 1
        elif isinstance(answer, Exception):
            raise answer
        elif answer is not None:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            if problem := _refused(guard, answer, port):
                yield wrong(
                    "network.private",
                    f"{name} may not be asked: {problem}",
                    f"if it is yours, {advice('address', name)}; else ask your name server why",
                    about=name,
                )
                bad += 1
    if late := sorted(hosts.keys() - found.keys()):
        yield wrong(
            "network.slow",
            f"no answer in time of what address they have: {some(late)}",
            "see whether this machine reaches its name server (/etc/resolv.conf)",
        )
    elif hosts and not bad:
        has = "has an address" if len(hosts) == 1 else "have addresses"
        yield fine("network.dns", f"{count(len(hosts), 'host')} of sites {has}")


def _refused(guard: Guard, addresses: Iterable[str], port: int) -> str:
    problems = (guard.check(ip_address(one), port, port) for one in addresses)
    return next((problem for problem in problems if problem), "")


def judge_proxy(proxy: str, answer: Exception | None, *, asked: bool) -> Iterator[Line]:
    """Say whether the proxy is there; its password is not shown."""
    place = urlsplit(proxy).netloc.rpartition("@")[2]
    to_do = "start it, or mend `proxy` in feedmaker.toml (feedmaker settings shows who sets it)"
    if isinstance(answer, OSError):
        reason = answer.strerror or answer
        yield wrong("network.proxy", f"the proxy {place} can't be reached: {reason}", to_do)
    elif answer is not None:
        raise answer
    elif not asked:
        yield wrong("network.proxy", f"the proxy {place} does not answer", to_do)
    else:
        yield fine("network.proxy", f"the proxy {place} can be reached")


def robots_wanted(sites: Iterable[Site]) -> dict[str, list[Site]]:
    """Return the origins whose robots.txt counts, each with its sites."""
    wanted: dict[str, list[Site]] = {}
    for site in sites:
        if site.request.robots:
            for place in dict.fromkeys(origin(one.url) for one in site.urls):
                wanted.setdefault(place, []).append(site)
    return wanted


def kept_text(ask: Callable[[], bytes]) -> str:
    """Return of a robots.txt what could concern us; where there is none, nothing is forbidden.

    Raises UnreachableError.
    """
    try:
        return robots.keep(ask())
    except RefusedError:
        return ""


def judge_robots(
    wanted: Mapping[str, list[Site]],
    texts: Mapping[str, str | Exception],
    silent: frozenset[str],
) -> Iterator[Line]:
    """Say what sites may not be fetched; of hosts that are `silent` enough is said already."""
    told = 0
    for place, sites in sorted(wanted.items()):
        text = texts.get(place)
        if isinstance(text, str):
            for site in sites:
                listings = (one.url for one in site.urls if origin(one.url) == place)
                for url in (url for url in listings if not robots.allows(text, url)):
                    told += 1
                    yield wrong(
                        "network.robots",
                        f"{site.name}: robots.txt of {host(place)} forbids {url}",
                        advice("robots", site.name),
                        about=site.name,
                    )
        elif host(place) not in silent:
            if text is not None and not isinstance(text, FetchError):
                raise text
            told += 1
            problem = text.problem if isinstance(text, FetchError) else "no answer in time"
            yield look(
                "network.unreachable",
                f"{place}/robots.txt can't be read: {problem}",
                f"nothing, if it is new; if it stays: feedmaker check {sites[0].name} --live",
                about=sites[0].name,
            )
    if not told and any(isinstance(text, str) for text in texts.values()):
        yield fine("network.robots", "no robots.txt forbids a listing")
