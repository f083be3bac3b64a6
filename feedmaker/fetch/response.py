"""What an answer means, or that there is none: codings, lengths, validators, Retry-After. Pure.

Raises UnreachableError for what is broken (a later answer may be whole) and
RefusedError for what is too large or was never asked for.
"""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedmaker.errors import FetchError, RefusedError, UnreachableError
from feedmaker.model import Validators

if TYPE_CHECKING:
    from urllib3 import HTTPHeaderDict

MOST_HOPS = 5  # redirects and refreshes from the address that is asked to its page
SHORTEST_WAIT, LONGEST_WAIT = 60.0, 86_400.0  # seconds; what Retry-After is held to

_ETAG = re.compile(r"[\x21-\x7e]{1,512}")
_DATE = re.compile(r"[\x20-\x7e]{1,64}")
_CODINGS = frozenset(("gzip", "x-gzip", "deflate", "br"))  # br is not offered, and yet sent
_GZIP, _ZLIB, _BARE = 31, 15, -15  # zlib's names for the three heads of a deflated body
_MOST_MEMBERS = 100  # of one gzip body (RFC 1952 §2.2)
_NO_TLS = frozenset(("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST"))  # OpenSSL's
_TRY_LATER = frozenset((408, 425, 429))


class DroppedError(Exception):
    """The server hung up on a request; worth one more try."""


def unpack(blocks: Iterable[bytes], headers: HTTPHeaderDict, *, url: str, limit: int) -> bytes:
    """Return the body without its content coding, read no further than to `limit` bytes of it."""
    coding = _coding(headers, url)
    if coding == "br":
        blocks = _unbrotlied(blocks, url, limit)
    elif coding:
        blocks = _unpacked(blocks, coding, url, limit)
    parts, size = [], 0
    for part in blocks:
        parts.append(part)
        size += len(part)
        if size > limit:
            raise RefusedError(url, "the answer is too large" + (", unpacked" if coding else ""))
    return b"".join(parts)


def _unpacked(blocks: Iterable[bytes], coding: str, url: str, limit: int) -> Iterator[bytes]:
    unzip, members = None, 0
    try:
        for came in blocks:
            block = came if unzip else came.lstrip(b"\0")  # padding between members
            while block:
                if unzip is None:
                    members += 1
                    unzip = zlib.decompressobj(_window(coding, block))
                yield unzip.decompress(block, limit + 1)  # more is too much in any case
                if not unzip.eof:
                    break
                block, unzip = unzip.unused_data.lstrip(b"\0"), None
                if block and (coding == "deflate" or members == _MOST_MEMBERS):
                    raise UnreachableError(url, "more follows behind the answer's end")
    except zlib.error as error:
        raise _damaged(url, error) from error
    if unzip:
        raise _endless(url)


def _unbrotlied(blocks: Iterable[bytes], url: str, limit: int) -> Iterator[bytes]:
    """Yield the body of a server that sends `br` to whoever asks (RFC 7932)."""
    import brotli  # hardly ever needed

    reader, came = brotli.Decompressor(), False
    try:
        for block in blocks:
            came = True
            part = reader.process(block, output_buffer_limit=limit + 1)
            while part:  # it may have taken in all of the block, and hold back what that makes
                yield part
                if reader.is_finished():
                    break
                part = reader.process(b"", output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise _damaged(url, error) from error
    if came and not reader.is_finished():
        raise _endless(url)


def _damaged(url: str, error: Exception) -> UnreachableError:
    return UnreachableError(url, f"the answer can't be unpacked: {error}")


def _endless(url: str) -> UnreachableError:
    return UnreachableError(url, "the answer broke off: its packed body has no end")


def check_head(headers: HTTPHeaderDict, *, url: str, limit: int) -> None:
    """Raise an error if the body is not worth reading.

    Its end must be certain (RFC 9112 §6.3; urllib3 refuses two lengths) and not
    beyond `limit` bytes.
    """
    if stated_length(headers) > limit:
        raise RefusedError(url, "the answer is too large")
    if any("\0" in value for value in headers.values()):  # RFC 9110 §5.5
        raise UnreachableError(url, "the answer's head is broken")
    if headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise UnreachableError(url, "the answer is sent in a form that was not asked for")


def check_hop(at: str, target: str, *, url: str, secure: bool) -> None:
    """Raise RefusedError where the way to a page of a `secure` site would leave https."""
    if at.startswith("https:") and target.startswith("http:") and secure:
        raise RefusedError(url, f"it redirects from https to plain http: {target}")


def read_validators(headers: HTTPHeaderDict) -> Validators:
    """Return what makes the next request conditional, as far as it is short and clean."""
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return Validators(
        etag=etag if _ETAG.fullmatch(etag) else "",
        last_modified=modified if _DATE.fullmatch(modified) else "",
    )


def stated_length(headers: HTTPHeaderDict) -> int:
    """Return how many bytes the head says the body has, packed as it is; 0: it doesn't say."""
    text = headers.get("Content-Length", "")
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0


def kind_of_address(stated: str) -> str:
    """Return what kind of address a header states, and nothing of what it carries."""
    scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,20}):", stated)
    return f"a `{scheme[1].lower()}:` address" if scheme else "a broken address"


def as_utf8(text: str) -> str:
    """Return a header's text as the server meant it: http.client reads bytes as Latin-1."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def retry_after(headers: HTTPHeaderDict, now: datetime) -> float | None:
    """Return for how many seconds the host wants to be left alone (RFC 9110 §10.2.3).

    Held to SHORTEST_WAIT .. LONGEST_WAIT; None where nothing usable is said.
    """
    text = headers.get("Retry-After", "").strip()[:64]
    if re.fullmatch(r"[0-9]{1,12}", text):
        return _held(float(text))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:  # "-0000": UTC, zone of the writer unknown
        moment = moment.replace(tzinfo=UTC)
    return _held((moment - now).total_seconds())


def is_check(headers: HTTPHeaderDict) -> bool:
    """Tell whether a server says in its head that it wants to know whether we are human."""
    return (
        headers.get("cf-mitigated", "").strip().lower() == "challenge"
        or headers.get("x-amzn-waf-action", "").strip().lower() in {"captcha", "challenge"}
        or "x-datadome" in headers
    )


def refusal(
    url: str, status: int, wait: float | None, *, renamed: bool = False, check: bool = False
) -> FetchError:
    """Return the error for an answer that is no page.

    `renamed`: we asked under another name; `check`: it is a check for robots.
    """
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = str(status)
    problem = f"the server answers {name}"
    cause = ""
    if check:
        problem, cause = f"{problem}, a check for robots (a captcha or challenge)", "captcha"
    if status in _TRY_LATER or 500 <= status < 600:
        return UnreachableError(url, problem, status=status, retry_after=wait, cause=cause)
    if status < 300:
        return UnreachableError(url, f"{problem} and no page", status=status, cause=cause)
    if status == HTTPStatus.FORBIDDEN and not renamed:
        problem += "; if it lets browsers in, try a name like theirs as `request.user_agent`"
    return RefusedError(url, problem, status=status, cause=cause)


def failure(error: Exception, url: str, at: str = "") -> UnreachableError | DroppedError:
    """Return in plain words why a request gave no answer, from what requests or urllib3 raised.

    `at` is the very address that was asked, where a redirect led from `url` to another.
    """
    cause, kind = _root(error), ""
    if isinstance(cause, ssl.SSLCertVerificationError):
        problem, kind = f"its TLS certificate is not valid: {cause.verify_message}", "tls"
    elif isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS:
        problem, kind = _without_tls(error, url, at or url), "no tls"
    elif isinstance(cause, ssl.SSLError):
        problem, kind = f"no TLS connection: {cause.reason or cause}", "tls"
    elif isinstance(cause, RemoteDisconnected | ConnectionError):
        return DroppedError("the server closed the connection without a whole answer")
    elif isinstance(cause, TimeoutError):
        problem = "no answer in time"
    elif isinstance(cause, IncompleteRead):
        problem = "the answer broke off"
    elif isinstance(cause, OSError):
        problem = f"the connection failed: {cause.strerror or cause}"
    elif isinstance(cause, LineTooLong) or type(cause) is HTTPException:  # its head is too large
        problem = f"the answer is broken: {cause}"
    else:
        problem = f"the answer is broken ({type(cause).__name__})"
    return UnreachableError(url, problem, cause=kind)


def _without_tls(error: Exception, url: str, at: str) -> str:
    """Say that who was asked for TLS answered in something else, and what to write instead."""
    from urllib3.exceptions import ProxyError  # loaded already: it was raised from there

    if any(isinstance(one, ProxyError) for one in _chain(error)):
        return "the proxy answers without TLS: its address in feedmaker.toml begins with http://"
    if urlsplit(url)[:2] == urlsplit(at)[:2]:  # else a redirect led there; and not `/robots.txt`
        at = url
    return f"the server answers without TLS: try http{at.removeprefix('https')}"


def _root(error: BaseException) -> BaseException:
    return _chain(error)[-1]


def _chain(error: BaseException) -> list[BaseException]:
    # requests and urllib3 wrap errors as `reason` or as their last argument
    chain = [error]
    while len(chain) < 9:
        inner = getattr(error, "reason", None)
        if not isinstance(inner, BaseException):
            inner = next((arg for arg in error.args[::-1] if isinstance(arg, BaseException)), None)
        inner = inner or error.__cause__
        if inner is None:
            break
        error = inner
        chain.append(error)
    return chain


def _coding(headers: HTTPHeaderDict, url: str) -> str:
    """Return the one content coding, of those that can be read (RFC 9110 §8.4)."""
    codings = ",".join(headers.getlist("Content-Encoding")).lower().split(",")
    stated = [name for coding in codings if (name := coding.strip()) not in ("", "identity")]
    if len(stated) > 1 or not _CODINGS.issuperset(stated):
        raise RefusedError(url, f"the answer is packed as {', '.join(stated)[:60]!r}")
    return stated[0] if stated else ""


def _window(coding: str, block: bytes) -> int:
    if coding != "deflate":
        return _GZIP
    has_head = len(block) > 1 and block[0] & 0x0F == 8 and (block[0] << 8 | block[1]) % 31 == 0
    return _ZLIB if has_head else _BARE  # without its head: what many servers mean by it


def _held(seconds: float) -> float:
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)
