"""`feedmaker new` step by step: what it asks of a person at a terminal, and the answers.

Asks and shows; what is found by an answer, and what is written, is the command's matter.
Without a terminal nothing is asked: a script gets the usual error instead.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from feedmaker.errors import ConfigError, ReadError
from feedmaker.terminal.screen import complain, on_terminal, say
from feedmaker.update.first_look import Found, Story
from feedmaker.urls import absolute


def can_ask() -> bool:
    """Tell whether a person is there to answer."""
    return on_terminal() and sys.stdin is not None and sys.stdin.isatty()


def ask_address() -> str:
    """Return the address of the page that lists the stories; `https://` may be left out."""
    while True:
        told = _ask("Address of the page that lists the stories: ")
        for url in (told, f"https://{told}"):
            if absolute(url, "") and "." in url:
                return url
        say("  That is no address; one looks like https://www.example.org/news")


def choose(
    find: Callable[[], Found | None], options: Namespace, line: Callable[[Story], str]
) -> Found | None:
    """Return what is found once a person agrees with its stories; None where a feed does as well.

    Titles that they type go into `options.item`; `options.refused` tells `find` that a list that
    has them may be wrong for what else is in it. `line` shows a story. Raises ReadError if
    nothing is found and they name nothing.
    """
    while True:
        try:
            found = find()
        except ReadError as error:
            complain(str(error))
            if options.item:
                options.item.pop()  # what was typed last led nowhere
            answer = _ask("\nThe title of one story, as it stands on the page (Enter: give up): ")
            if not answer:
                raise
        else:
            if found is None:
                if (
                    not _ask("\nMake one from the page all the same? [y/N] ")
                    .lower()
                    .startswith("y")
                ):
                    return None
                options.anyway = True
                continue
            say()
            for story in found.stories:
                say(line(story))
            answer = _ask("\nAre these the stories? (Enter: yes; no: the title of one that is) ")
            if not answer or answer.lower() in {"y", "yes"}:
                return found
            options.refused = True
            if answer.lower() in {"n", "no"}:
                answer = _ask("The title of one that is: ")
        if answer:
            options.item.append(answer)


def ask_name(likely: str, check: Callable[[str], None]) -> str:
    """Return the site's name; `check` raises ConfigError for one that can't be."""
    while True:
        name = _ask(f"Name of the feed (Enter: {likely}) ") or likely
        try:
            check(name)
        except ConfigError as error:
            complain(str(error))
        else:
            return name


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:  # Ctrl-D: as Ctrl-C
        raise KeyboardInterrupt from None
