"""What comes from the network, and what is remembered of whom we asked.

Bytes and headers as they came; what a page means stands in `article`.
"""

from dataclasses import dataclass
from datetime import datetime

from feedmaker.model.value import Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Validators(Value):
    """What makes the next request conditional (RFC 9110 §13). Short, visible ASCII, or empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page(Value):
    """An answer with a body, or a 304 (`unchanged`)."""

    url: str  # as asked
    final_url: str  # after redirects
    body: bytes = b""  # unpacked, not yet decoded from its charset
    content_type: str = ""  # the header's value
    encoding: str = ""  # the site file's override
    refresh: bool = False  # the site file lets an immediate refresh that it states be followed
    hops: int = 0  # redirects and refreshes that led here
    validators: Validators = Validators()
    unchanged: bool = False
    length: int = 0  # bytes, as the head states; of a media file the body is not read. 0: not known
    date: str = ""  # when the server says that it answered, as it writes it


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HostNote(Value):
    """What is remembered of an origin across runs."""

    robots: str = ""  # the text of its robots.txt; empty: it forbids nothing
    robots_at: datetime | None = None  # when that was asked, UTC
    retry_at: datetime | None = None  # no request before, UTC (Retry-After)
