"""Sites that got another name, and sites that are remembered but have no file any more.

Which files there are is `config`'s matter; what is published of an absent site, the caller's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from feedmaker.model import Site
from feedmaker.store.store import Store


def take_over(sites: Mapping[str, Site], store: Store, *, faulty: Collection[str] = ()) -> None:
    """Give each renamed site what was remembered under its older names.

    `faulty` are the names of files that can't be read now: each is still a site
    of its own, and what is remembered of it waits until its file is mended.
    """
    for site in sites.values():
        for old in site.formerly:
            if old not in sites and old not in faulty:
                store.rename(old, site.name)


def absent_sites(sites: Mapping[str, Site], store: Store) -> dict[str, Site]:
    """Return the sites that have entries but no good file now: faulty, or retired."""
    ours = {*sites, *(old for site in sites.values() for old in site.formerly)}
    names = set(store.names()) - ours
    configs = store.configs() if names else {}
    return {name: Store.unpack(configs[name][1]) for name in sorted(names & configs.keys())}
