"""The one place that asks the network: a URL and a site's settings -> `Page`.

`Web` asks, `replay.Replay` answers from saved pages; both are a `Fetch`. A
request passes, at each hop of a redirect: what its host asked for (`politeness`),
its host's turn (`throttle`), the check of its address (`ssrf_guard`), its time and
size (`deadline`), `Limits`. What an answer means is told by `response`; what a page
says is nobody's business here.
Why there is no `requests.Session`: docs/adr/0006.
"""

from __future__ import annotations

import logging  # noqa: TID251  only to keep urllib3 from logging foreign text
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from http.client import HTTPException
from time import monotonic
from urllib.parse import urlencode, urlsplit

from requests import PreparedRequest, RequestException  # noqa: TID251  this is the place
from requests.structures import CaseInsensitiveDict  # noqa: TID251
from urllib3 import HTTPHeaderDict
from urllib3.exceptions import HTTPError

import feedmaker
from feedmaker.errors import ConfigError, Fault, FetchError, RefusedError, UnreachableError
from feedmaker.fetch import response as answer
from feedmaker.fetch.cookies import Cookies
from feedmaker.fetch.deadline import Deadline
from feedmaker.fetch.host_requests import HostRequests, request_at
from feedmaker.fetch.politeness import HostMemory, Politeness
from feedmaker.fetch.ssrf_guard import Guard, GuardedAdapter, Resolver
from feedmaker.fetch.throttle import HostThrottle
from feedmaker.media_types import is_file_type
from feedmaker.model import Page, RequestSettings, Validators
from feedmaker.urls import absolute, host, origin

UNCONDITIONAL = Validators()

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_KEEPS_METHOD = frozenset((307, 308))
_PAGES = frozenset((200, 203))
_BLOCK = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds, bytes, hops."""

    connect: float = 5.0  # per address, TLS included
    read: float = 10.0  # of silence
    raw: int = 5 << 20  # head and body as they come over the wire
    decoded: int = 10 << 20
    hops: int = answer.MOST_HOPS
    retry_pause: float = 1.0  # before the one second try after a dropped connection


def user_agent(contact: str = "") -> str:
    """Return feedmaker's own User-Agent: its name, version and how to reach the operator."""
    return f"feedmaker/{feedmaker.__version__}" + (f" (+{contact})" if contact else "")


@dataclass(slots=True)
class _Errand:
    """One page wanted, through all its hops and tries."""

    url: str  # as asked; what errors name
    request: RequestSettings
    site: str  # origin of the site's own URL
    validators: Validators
    secure: bool  # the site's own URL is https
    own_port: int | None
    method: str = "GET"
    body: bytes | None = None
    counts: bool = True  # off: nobody waits because of it
    start: str = ""  # asked first, if not `url`
    hops: int = 0  # taken so far
    left: float = field(init=False)  # seconds; waiting for a turn costs none

    def __post_init__(self) -> None:
        self.left = self.request.timeout


@dataclass(frozen=True, slots=True)
class _Response:
    url: str
    status: int
    headers: HTTPHeaderDict
    body: bytes  # unpacked


class Web:
    """The real network: a `Fetch` with one pool of kept-alive connections."""

    def __init__(
        self,
        *,
        user_agent: str,
        now: Callable[[], datetime],
        hosts: HostMemory | None = None,
        allow_private: Iterable[str] = (),
        proxy: str = "",
        min_delay: float = 0.0,
        delays: Mapping[str, float] | None = None,
        host_requests: HostRequests = lambda _: None,
        limits: Limits = Limits(),
        resolve: Resolver = socket.getaddrinfo,
        certificates: str = "",
    ) -> None:
        """`now` is aware. `proxy` is the operator's; the guard does not apply to its address.

        `delays` and `host_requests` may be set again at any time. Raises ConfigError for settings
        that can't be read.
        """
        if proxy and urlsplit(proxy).scheme not in {"http", "https"}:
            raise _bad_setting(
                "proxy", "must be an http or https address"
            )  # it may hold a password
        self.delays: Mapping[str, float] = delays or {}  # host -> seconds, of all its sites
        self.host_requests = host_requests
        self._user_agent = user_agent
        self._now = now
        self._proxies = {"http": proxy, "https": proxy} if proxy else None
        self._min_delay = min_delay
        self._limits = limits
        try:
            self._guard = Guard(
                allow_private, resolve=resolve, connect=limits.connect, certificates=certificates
            )
        except ValueError as problem:
            raise _bad_setting("allow_private", str(problem)) from problem
        self._adapter = GuardedAdapter(self._guard)
        self._throttle = HostThrottle()
        self._politeness = Politeness(now=now, hosts=hosts, throttle=self._throttle)
        self._cookies = Cookies()
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # it quotes what servers send

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = UNCONDITIONAL,
        listing: bool = False,
        sent_by: Page | None = None,
    ) -> Page:
        errand = _Errand(
            url=url,
            request=request,
            site=origin(site_url),
            validators=validators,
            secure=site_url.startswith("https:"),
            own_port=urlsplit(site_url).port,
        )
        if sent_by:
            errand.url, errand.start, errand.hops = sent_by.url, url, sent_by.hops + 1
            errand.validators = UNCONDITIONAL
            answer.check_hop(sent_by.final_url, url, url=errand.url, secure=errand.secure)
        elif listing and request.method == "POST":
            errand.method, errand.validators = "POST", UNCONDITIONAL
            errand.body = (urlencode(request.form) if request.form else request.body).encode()
        got = self._follow(errand)
        if got.status == 304:
            return Page(url, got.url, validators=validators, unchanged=True)
        return Page(
            url=errand.url,
            final_url=got.url,
            body=got.body,
            content_type=got.headers.get("Content-Type", "")[:200],
            encoding=request.encoding,
            refresh=request.refresh,
            hops=errand.hops,
            validators=UNCONDITIONAL if sent_by else answer.read_validators(got.headers),
            length=answer.stated_length(got.headers),
            date=got.headers.get("Date", "")[:50],
        )

    def forget(self, site_url: str) -> None:
        """Drop the cookies that the site set: its run is over."""
        self._cookies.forget(origin(site_url))

    def stop(self) -> None:
        """End requests under way and all waits, and refuse new ones. Fit for a signal handler."""
        self._throttle.stop()

    def close(self) -> None:
        """Close the connections that are kept alive."""
        self._adapter.close()

    # --- Redirects -------------------------------------------------------

    def _follow(self, errand: _Errand) -> _Response:
        """Return the answer at the end of the redirects, a page or a 304."""
        at = absolute(errand.start or errand.url, errand.url).partition("#")[0]
        if not at:
            raise RefusedError(errand.url, "this is no http or https address that can be asked")
        asked = set()
        while errand.hops <= self._limits.hops:
            place = origin(at)
            own = self._request_at(at, errand).cookies
            cookies = self._cookies.header(errand.site, place, at, own)
            if (at, cookies) in asked:
                raise RefusedError(errand.url, "it redirects in a circle")
            asked.add((at, cookies))
            try:
                got = self._ask(at, cookies, errand)
            except FetchError as error:
                error.unasked = error.unasked and errand.hops == 0
                raise
            if got.status not in _REDIRECTS:
                return got
            at = self._next_hop(at, got, errand)
            errand.hops += 1
        raise RefusedError(errand.url, f"more than {self._limits.hops} redirects")

    def _next_hop(self, at: str, got: _Response, errand: _Errand) -> str:
        stated = next(iter(got.headers.getlist("Location")), "")
        if not stated.strip():
            raise UnreachableError(
                errand.url, "it redirects without saying where", status=got.status
            )
        target = absolute(answer.as_utf8(stated), at).partition("#")[0]
        if not target:
            kind = answer.kind_of_address(stated)
            raise RefusedError(errand.url, f"it redirects to no address that can be asked ({kind})")
        answer.check_hop(at, target, url=errand.url, secure=errand.secure)
        if errand.method != "GET":
            if got.status not in _KEEPS_METHOD:
                errand.method, errand.body = "GET", None
            elif origin(target) != errand.site:
                raise RefusedError(errand.url, f"it sends our form on to another place: {target}")
        return target

    def _judge(self, got: _Response, errand: _Errand) -> _Response:
        """Return an answer that is a page, a 304 or a redirect; raise what any other means."""
        if got.status in _PAGES or got.status in _REDIRECTS:
            return got
        if got.status == 304:
            if errand.validators == UNCONDITIONAL:
                problem = "it answers 304, though nothing was asked for it"
                raise UnreachableError(errand.url, problem)
            return got
        wait, check = answer.retry_after(got.headers, self._now()), answer.is_check(got.headers)
        error = answer.refusal(
            errand.url, got.status, wait, renamed=bool(errand.request.user_agent), check=check
        )
        if error.retry_after is not None:
            self._politeness.leave_alone(got.url, error.retry_after)
            error.rests = origin(got.url)
        raise error

    # --- One hop ---------------------------------------------------------

    def _ask(self, at: str, cookies: str, errand: _Errand) -> _Response:
        """Return what one address answers, at the time that is right for its host."""
        name = host(at)
        self._politeness.refuse_while_waiting(at, errand.url)
        pause = 0.0
        if errand.counts:
            pause = max(errand.request.delay, self.delays.get(name, 0.0), self._min_delay)
            if errand.request.robots:
                read = partial(self._read_robots, errand=errand)
                pause = max(pause, self._politeness.obey_robots(at, errand.url, read))
        if self._proxies:
            self._check_beforehand(at, errand)
        for again in (False, True):
            with self._throttle.hold(name, pause, counts=errand.counts):
                # What the host said to whom we waited for holds for us, too
                self._politeness.refuse_while_waiting(at, errand.url)
                try:
                    return self._judge(self._exchange(at, cookies, errand), errand)
                except answer.DroppedError as error:
                    if again or errand.method != "GET":
                        raise UnreachableError(errand.url, str(error)) from error
            self._throttle.pause(self._limits.retry_pause)
        raise AssertionError

    def _read_robots(self, robots_url: str, *, errand: _Errand) -> bytes:
        plain = RequestSettings(
            timeout=errand.request.timeout, user_agent=errand.request.user_agent
        )
        inquiry = replace(
            errand,
            url=robots_url,
            request=plain,
            validators=UNCONDITIONAL,
            method="GET",
            body=None,
            counts=False,
            start="",
            hops=0,
        )
        return self._follow(inquiry).body

    def _check_beforehand(self, at: str, errand: _Errand) -> None:
        """Check where the proxy will go, as far as that can be known here."""
        parts = urlsplit(at)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        deadline = Deadline(errand.url, timeout=errand.request.timeout, left=errand.left)
        with self._throttle.ended_by_stop(deadline), self._guard.request(deadline, errand.own_port):
            self._guard.targets(parts.hostname or "", port)

    # --- One request -----------------------------------------------------

    def _exchange(self, at: str, cookies: str, errand: _Errand) -> _Response:
        """Return what the server answers to one request, whatever its status."""
        limits = self._limits
        deadline = Deadline(
            errand.url,
            timeout=errand.request.timeout,
            left=errand.left,
            read=limits.read,
            size=limits.raw,
        )
        started = monotonic()
        try:
            with (
                self._throttle.ended_by_stop(deadline),
                self._guard.request(deadline, errand.own_port),
            ):
                return self._send(self._prepare(at, cookies, errand), deadline, errand)
        except (RequestException, HTTPError, HTTPException, OSError) as error:
            deadline.remaining(0)  # an end that we made ourselves has its own words
            raise answer.failure(error, errand.url, at) from error
        except ValueError as error:  # a header that can't be written
            raise RefusedError(errand.url, f"it can't be asked: {error}") from error
        finally:
            errand.left -= monotonic() - started

    def _send(self, prepared: PreparedRequest, deadline: Deadline, errand: _Errand) -> _Response:
        limits = self._limits
        timeout = (deadline.remaining(limits.connect), deadline.remaining(limits.read))
        response = self._adapter.send(prepared, stream=True, timeout=timeout, proxies=self._proxies)
        raw = response.raw
        try:
            if raw.status < 200:
                raise UnreachableError(errand.url, f"it answers {raw.status} and then no page")
            headers: HTTPHeaderDict = raw.headers
            if "Set-Cookie" in headers and errand.counts:
                self._cookies.take(errand.site, origin(response.url), response)
            body = b""
            if _is_wanted(raw.status, headers):
                answer.check_head(headers, url=errand.url, limit=limits.raw)
                # By blocks: a read takes as much memory as a head or a chunk claims to hold.
                blocks = iter(lambda: raw.read(_BLOCK, decode_content=False), b"")
                body = answer.unpack(blocks, headers, url=errand.url, limit=limits.decoded)
            # Any other body stays unread: hanging up is cheaper than hearing it out.
        except ValueError as error:  # http.client's, of a chunk whose length is negative
            raise UnreachableError(errand.url, "the answer is broken") from error
        finally:
            raw.close()
        return _Response(prepared.url or "", raw.status, headers, body)

    def _request_at(self, at: str, errand: _Errand) -> RequestSettings:
        """Return how one address is asked; a robots.txt without headers and cookies."""
        request = request_at(at, errand.site, errand.request, self.host_requests)
        return request if errand.counts else replace(request, headers=(), cookies=())

    def _prepare(self, at: str, cookies: str, errand: _Errand) -> PreparedRequest:
        request = self._request_at(at, errand)
        headers = CaseInsensitiveDict({"Accept": _ACCEPT})
        if errand.body is not None:
            form = request.form or not request.body.lstrip().startswith(("{", "["))
            headers["Content-Type"] = (
                "application/x-www-form-urlencoded" if form else "application/json"
            )
        headers.update(request.headers)
        headers["User-Agent"] = request.user_agent or headers.get("User-Agent", self._user_agent)
        headers["Accept-Encoding"] = "gzip, deflate"
        if errand.validators.etag:
            headers["If-None-Match"] = errand.validators.etag
        if errand.validators.last_modified:
            headers["If-Modified-Since"] = errand.validators.last_modified
        if cookies:
            headers["Cookie"] = cookies
        if errand.body is not None:
            headers["Content-Length"] = str(len(errand.body))
        prepared = PreparedRequest()
        prepared.method, prepared.url = errand.method, at
        prepared.headers, prepared.body = headers, errand.body
        return prepared


def _bad_setting(key: str, problem: str) -> ConfigError:
    return ConfigError((Fault("settings", 0, 0, key, problem),))


def _is_wanted(status: int, headers: HTTPHeaderDict) -> bool:
    if status in _PAGES:
        return not is_file_type(headers.get("Content-Type", ""))
    return status == 304  # there is no body, and the connection stays
