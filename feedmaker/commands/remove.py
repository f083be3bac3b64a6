"""`feedmaker remove`: forget a site, with its entries and the files that feedmaker wrote for it.

The site file is its owner's, and stays.
"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from feedmaker.commands.build import publish_all
from feedmaker.config.folder import SiteFolder
from feedmaker.errors import ConfigError, Fault
from feedmaker.model import FEED_FORMATS, Site
from feedmaker.output.publish import retract_feeds
from feedmaker.store.store import Store
from feedmaker.terminal.screen import count
from feedmaker.wiring import (
    chosen_names,
    folder_of,
    near_path,
    no_such_site,
    open_store,
    read_sites,
    settings_of,
)


def run(options: Namespace) -> int:
    """Forget the named sites; the site files themselves are the user's and stay."""
    settings = settings_of(options)
    names = chosen_names(options.names)
    with open_store(settings) as store:
        folder = read_sites(settings, store)
        known = set(store.names())
        if unknown := [name for name in names if name not in known]:
            raise ConfigError(tuple(_unknown(name, known, folder) for name in unknown))
        outputs, put = store.outputs(), folder_of(settings)
        rest = _without(names, folder)
        for name in names:
            files = _files(name, store, rest)
            store.forget(name)
            gone = retract_feeds(files, store, put, outputs)
            print(f"{name}  forgotten, {count(gone, 'file')} removed")
            if name in folder.sites or name in folder.faults:
                file = near_path(settings.sites / f"{name}.yaml")
                print(f"  {file} is still there: the next build starts it anew")
        publish_all(rest, store, put, outputs)
    return 0


def _unknown(name: str, known: set[str], folder: SiteFolder) -> Fault:
    if name in folder.sites or name in folder.faults:
        return Fault(name, 0, 0, "", "nothing is remembered of it: it never ran")
    return no_such_site(name, known)


def _without(names: list[str], folder: SiteFolder) -> SiteFolder:
    """Return the folder as if these sites had no file: nothing is written for them now."""
    sites = {name: site for name, site in folder.sites.items() if name not in names}
    faults = {name: error for name, error in folder.faults.items() if name not in names}
    return replace(folder, sites=sites, faults=faults)


def _files(name: str, store: Store, rest: SiteFolder) -> list[str]:
    """Return the names of a site's files, those of its older names too where nobody else's."""
    configs = store.configs()
    old = Store.unpack(configs[name][1]).formerly if name in configs else ()
    others: list[Site] = list(rest.sites.values())
    taken = {own for site in others for own in (site.name, *site.formerly)} | set(store.names())
    mine = [name, *(other for other in old if other not in taken)]
    return [f"{one}.{kind}" for one in mine for kind in FEED_FORMATS]
