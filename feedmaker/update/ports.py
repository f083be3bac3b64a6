"""What a run of a site works with besides the site: the network, the sandbox, the store.

As protocols, so that a run can be given saved pages, or read in its own process.
Nothing is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

from feedmaker.model import (
    ArticleRules,
    Listing,
    ListingRules,
    Locale,
    Page,
    RequestSettings,
    Validators,
)
from feedmaker.store.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class Fetch(Protocol):
    """Asks the network, or saved pages (`fetch.web`, `fetch.replay`). For many threads."""

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = ...,
        listing: bool = ...,
        sent_by: Page | None = ...,
    ) -> Page:
        """Return the page at `url`, or one with `unchanged` set where validators still hold.

        `site_url` is the listing's address: its origin alone gets the site file's
        headers and cookies. With `listing`, `request.method`, `form` and `body`
        count; an article is always GET. Of a media file only the head is read.
        `sent_by` is the page whose refresh names `url`: one more hop of that page's
        redirects, asked unconditionally. What comes has no validators: what holds for
        `url` says nothing of the address that is asked first in the next run.
        Raises UnreachableError, RefusedError, and StoppedError once stopped.
        """
        ...

    def forget(self, site_url: str) -> None:
        """Let go of a site's cookies: its run is over."""
        ...


class Read(Protocol):
    """Runs a stage on foreign bytes (`sandbox.pool`)."""

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the stage returns; raises what it raises, and PageTooHardError."""
        ...


class ReadListing(Protocol):
    """A stage: a listing's page -> what it gives (`extract.listing`, `sources.feed`)."""

    def __call__(
        self,
        page: Page,
        rules: ListingRules,
        locale: Locale,
        *,
        counting: tuple[tuple[str, str], ...] = ...,
    ) -> Listing:
        """Return its teasers; raises ReadError."""
        ...


Hosts = Mapping[str, ArticleRules]
"""Rules for articles on a host, for whichever site links there (`sites/_hosts`)."""


@dataclass(frozen=True, slots=True)
class RunPorts:
    """Given to each run as an argument."""

    fetch: Fetch
    read: Read
    store: Store
    hosts: Hosts
