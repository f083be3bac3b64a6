"""`feedmaker remove`: forget a site, with its entries and the files that feedmaker wrote for it.

The site file is its owner's, and stays.
"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import cast

from feedmaker.commands.build import publish_all
from feedmaker.config.folder import SiteFolder
from feedmaker.config.settings import Settings
from feedmaker.errors import AnotherRunError
from feedmaker.output.publish import forget_site
from feedmaker.terminal.screen import complain, count
from feedmaker.wiring import (
    Removed,
    check_remembered,
    chosen_names,
    folder_of,
    near_path,
    open_store,
    read_sites,
    settings_of,
    site_file,
)


def run(options: Namespace) -> int:
    """Forget the named sites; the site files themselves are the user's and stay."""
    settings = settings_of(options)
    names = chosen_names(options.names)
    try:
        gone = _remove(names, settings)
        then = "the next build starts it anew"
    except AnotherRunError as running:
        from feedmaker.daemon.control_client import ask_daemon
        from feedmaker.daemon.errands import Request

        request = Request("remove", tuple(names))
        answer = ask_daemon(settings, request, options, running, say=complain)
        gone = cast("list[Removed]", answer["removed"])
        then = "the daemon starts it anew; delete the file to be rid of it"
    for name, files, there in gone:
        print(f"{name}  forgotten, {count(files, 'file')} removed")
        if there:
            print(f"  {near_path(there)} is still there: {then}")
    return 0


def _remove(names: list[str], settings: Settings) -> list[Removed]:
    with open_store(settings) as store:
        folder = read_sites(settings, store)
        check_remembered(names, store, folder)
        outputs, put = store.outputs(), folder_of(settings)
        rest = _without(names, folder)
        gone = [
            (
                name,
                forget_site(name, rest.sites.values(), store, put, outputs),
                site_file(name, folder, settings),
            )
            for name in names
        ]
        publish_all(rest, store, put, outputs)
    return gone


def _without(names: list[str], folder: SiteFolder) -> SiteFolder:
    """Return the folder as if these sites had no file: nothing is written for them now."""
    sites = {name: site for name, site in folder.sites.items() if name not in names}
    faults = {name: error for name, error in folder.faults.items() if name not in names}
    return replace(folder, sites=sites, faults=faults)
