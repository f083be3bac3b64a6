"""What a run's articles have taught is taken out of those that it read before it knew.

Nobody has seen these yet: what is published by this run may still change. What was published
before stays as it is until it is read again. What a lesson is, says `extract.lesson`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from feedmaker.entries.lifecycle import SHOWN
from feedmaker.errors import ReadError
from feedmaker.extract.lesson import known_in, learned
from feedmaker.model import EntryChange, Lesson, Site
from feedmaker.update.ports import RunPorts
from feedmaker.update.stages import without_learned

_AT_ONCE = 20
"""Articles in one call: each call costs as much as one article's share of it."""


Pupil = tuple[tuple[str, ...], frozenset[str]]
"""The marks of an article, and what was learned by the time it was read, it among the teachers."""


def mend_unseen(site: Site, pupils: Mapping[str, Pupil], lesson: Lesson, ports: RunPorts) -> None:
    """Take what was learned since out of the articles that this run read for the first time.

    `pupils` are these, by the entry's id; `lesson` is what the site has taught by now.
    """
    if not pupils:
        return
    known = learned(lesson)
    wanted = {id_ for id_, (marks, then) in pupils.items() if known_in(marks, known - then)}
    if not wanted:
        return
    stored = (
        (entry, ports.store.article(site.name, entry.id))
        for entry in ports.store.recall(site.name, wanted, ()).entries.values()
    )
    whole = [(entry, article) for entry, article in stored if article and article.content]
    for some in (whole[at : at + _AT_ONCE] for at in range(0, len(whole), _AT_ONCE)):
        told = [replace(article, marks=pupils[entry.id][0]) for entry, article in some]
        try:
            mended = ports.read(without_learned, told, known)
        except ReadError:
            continue  # they say more than they need to, and are read again some day
        for (entry, _), less in zip(some, mended, strict=True):
            if less is not None:
                article = replace(less, marks=())
                shows = entry.state in SHOWN
                ports.store.save_entry(site.name, EntryChange(entry, article, shows=shows))
