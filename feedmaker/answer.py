"""What an answer means, or that there is none: codings, lengths, validators, Retry-After. Pure.

Raises UnreachableError for what is broken (a later answer may be whole) and
RefusedError for what is too large or was never asked for.
"""

from __future__ import annotations

import re
import ssl
import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import IncompleteRead, RemoteDisconnected
from typing import TYPE_CHECKING

from feedmaker.errors import FetchError, RefusedError, UnreachableError
from feedmaker.model import Validators

if TYPE_CHECKING:
    from urllib3 import HTTPHeaderDict

SHORTEST_WAIT, LONGEST_WAIT = 60.0, 86_400.0  # seconds; what Retry-After is held to

_ETAG = re.compile(r"[\x21-\x7e]{1,512}")
_DATE = re.compile(r"[\x20-\x7e]{1,64}")
_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RAW_DEFLATE = -15
_MOST_MEMBERS = 100  # of one gzip body (RFC 1952 §2.2)
_TRY_LATER = frozenset((408, 425, 429))


class DroppedError(Exception):
    """The server hung up on a request; worth one more try."""


def unpack(body: bytes, headers: HTTPHeaderDict, *, url: str, limit: int) -> bytes:
    """Return the body without its content coding, of at most `limit` bytes."""
    coding = _coding(headers, url)
    if not coding or not body:
        if len(body) > limit:
            raise RefusedError(url, "the answer is too large")
        return body
    wbits = _WBITS[coding]
    if coding == "deflate" and not _has_zlib_head(body):
        wbits = _RAW_DEFLATE  # what many servers mean by it
    parts, size = [], 0
    for _ in range(_MOST_MEMBERS):
        unzip = zlib.decompressobj(wbits)
        try:
            part = unzip.decompress(body, limit + 1 - size)
        except zlib.error as error:
            raise UnreachableError(url, f"the answer can't be unpacked: {error}") from error
        parts.append(part)
        size += len(part)
        if size > limit:
            raise RefusedError(url, "the answer is too large once unpacked")
        if not unzip.eof:
            raise UnreachableError(url, "the answer broke off: its packed body has no end")
        body = unzip.unused_data.lstrip(b"\0")
        if not body:
            return b"".join(parts)
        if wbits != _WBITS["gzip"]:
            break
    raise UnreachableError(url, "the answer can't be unpacked: more follows behind its end")


def check_head(headers: HTTPHeaderDict, *, url: str) -> None:
    """Raise an error if the body is not worth reading.

    Its end must be certain (RFC 9112 §6.3), and it may have at most one content
    coding, of those that were offered (RFC 9110 §8.4).
    """
    _coding(headers, url)
    lengths = {
        length.strip() for line in headers.getlist("Content-Length") for length in line.split(",")
    }
    if len(lengths) > 1:
        raise UnreachableError(url, "the answer states two lengths")
    if headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise UnreachableError(url, "the answer is sent in a form that was not asked for")


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
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else 0


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


def refusal(url: str, status: int, wait: float | None) -> FetchError:
    """Return the error for an answer that is no page."""
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = str(status)
    problem = f"the server answers {name}"
    if status in _TRY_LATER or 500 <= status < 600:
        return UnreachableError(url, problem, status=status, retry_after=wait)
    if status < 300:
        return UnreachableError(url, f"{problem} and no page", status=status)
    return RefusedError(url, problem, status=status)


def failure(error: Exception, url: str) -> UnreachableError | DroppedError:
    """Return in plain words why a request gave no answer, from what requests or urllib3 raised."""
    cause = _root(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        problem = f"its TLS certificate is not valid: {cause.verify_message}"
    elif isinstance(cause, ssl.SSLError):
        problem = f"no TLS connection: {cause.reason or cause}"
    elif isinstance(cause, RemoteDisconnected | ConnectionError):
        return DroppedError("the server closed the connection without a whole answer")
    elif isinstance(cause, TimeoutError):
        problem = "no answer in time"
    elif isinstance(cause, IncompleteRead):
        problem = "the answer broke off"
    elif isinstance(cause, OSError):
        problem = f"the connection failed: {cause.strerror or cause}"
    else:
        problem = f"the answer is broken ({type(cause).__name__})"
    return UnreachableError(url, problem)


def _root(error: BaseException) -> BaseException:
    # requests and urllib3 wrap errors as `reason` or as their last argument
    for _ in range(8):
        inner = getattr(error, "reason", None)
        if not isinstance(inner, BaseException):
            inner = next((arg for arg in error.args[::-1] if isinstance(arg, BaseException)), None)
        inner = inner or error.__cause__
        if inner is None:
            break
        error = inner
    return error


def _coding(headers: HTTPHeaderDict, url: str) -> str:
    codings = ",".join(headers.getlist("Content-Encoding")).lower().split(",")
    stated = [name for coding in codings if (name := coding.strip()) not in ("", "identity")]
    if len(stated) > 1 or not _WBITS.keys() >= set(stated):
        raise RefusedError(url, f"the answer is packed as {', '.join(stated)[:60]!r}")
    return stated[0] if stated else ""


def _has_zlib_head(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0


def _held(seconds: float) -> float:
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)
