"""`feedmaker remove`: forget a site, with its entries and the files that feedmaker wrote for it."""

from __future__ import annotations

from argparse import Namespace

from feedmaker.errors import ConfigError, Fault
from feedmaker.projection import retract_feeds
from feedmaker.store import Store
from feedmaker.workplace import folder_of, read_sites, settings_of

_FORMATS = ("rss", "atom", "json")


def run(options: Namespace) -> int:
    """Forget the named sites; the site files themselves are the user's and stay."""
    from feedmaker.commands.build import publish_all

    settings = settings_of(options)
    with Store(settings.state) as store:
        known = {*store.names(), *store.configs()}
        unknown = [
            Fault(n, 0, 0, "", "nothing is known of it") for n in options.names if n not in known
        ]
        if unknown:
            raise ConfigError(tuple(unknown))
        outputs, put = store.outputs(), folder_of(settings)
        for name in dict.fromkeys(options.names):
            files = [f"{name}.{kind}" for kind in _FORMATS]
            store.forget(name)
            count = retract_feeds(files, store, put, outputs)
            print(f"{name}  forgotten, {count} file{'s' * (count != 1)} removed")
        folder = read_sites(settings, store)
        for name in set(options.names) & folder.sites.keys():
            print(f"{name}  has a site file still: it starts anew with the next build")
        publish_all(folder, store, put, outputs)
    return 0
