"""What a run of a site works with besides the site: the network, the sandbox, the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedmaker.model import ArticleRules
from feedmaker.store.store import Store
from feedmaker.update.crawl import Fetch, Read

Hosts = Mapping[str, ArticleRules]
"""Rules for articles on a host, for whichever site links there (`sites/_hosts`)."""


@dataclass(frozen=True, slots=True)
class RunPorts:
    """Given to each run as an argument."""

    fetch: Fetch
    read: Read
    store: Store
    hosts: Hosts
