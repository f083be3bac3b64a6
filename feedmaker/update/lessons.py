"""What a run's articles have taught is taken out of those that it read before it knew.

Nobody has seen these yet: what is published by this run may still change. What was published
before stays as it is until it is read again. What a lesson is, says `extract.lesson`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from feedmaker.entries.lifecycle import SHOWN
from feedmaker.extract.lesson import known_in, learned
from feedmaker.model import EntryChange, Lesson, Site
from feedmaker.update.ports import RunPorts


def mend_unseen(
    site: Site,
    pupils: Mapping[str, tuple[str, ...]],
    before: Lesson,
    after: Lesson,
    ports: RunPorts,
) -> None:
    """Take what was learned in this run out of the articles that it read for the first time.

    `pupils` are the marks of these, by the entry's id; `before` and `after` is what the
    site had taught when the run began, and has by now.
    """
    known = learned(after)
    fresh = known - learned(before)
    wanted = {id_ for id_, marks in pupils.items() if known_in(marks, fresh)}
    if not wanted:
        return
    from feedmaker.extract.article import without_taught

    for entry in ports.store.recall(site.name, wanted, ()).entries.values():
        article = ports.store.article(site.name, entry.id)
        if article is None or not article.content:
            continue
        told = replace(article, marks=pupils[entry.id])
        less = replace(ports.read(without_taught, told, known), marks=())
        if less != article:
            shows = entry.state in SHOWN
            ports.store.save_entry(site.name, EntryChange(entry, less, shows=shows))
