"""What the world gets at `base_url`: the files that lie in the folder, with the right types.

Asks as feedmaker asks any site, so an address of the own network is refused unless it is
allowed. The judgements are pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from feedmaker.addresses import is_in_own_network
from feedmaker.doctor.line import Line, count, fine, look, some, wrong
from feedmaker.errors import FetchError, UnreachableError
from feedmaker.model import FEED_FORMATS, Page, Validators

_XML = frozenset(("application/xml", "text/xml"))
_TYPES = {  # by a file's ending; the first is what to set
    "rss": ("application/rss+xml", *_XML),
    "atom": ("application/atom+xml", *_XML),
    "json": ("application/feed+json", "application/json"),
    "opml": ("text/x-opml", "application/opml+xml", *_XML),
    "html": ("text/html", "application/xhtml+xml"),
}
_FIRST = ("index.html", "feeds.opml")
_MOST_SITES = 2
_MAY_LAG = 3600.0  # seconds that a copy, or a cache, may be behind


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for one file, and what lay in the folder before and after that."""

    page: Page | FetchError
    bodies: frozenset[bytes | None]


def files_to_ask(outputs: Mapping[str, object], newest: Sequence[str]) -> list[str]:
    """Return the files to ask for: the index, and all formats of the sites with newest entries."""
    feeds = [f"{name}.{kind}" for name in newest[:_MOST_SITES] for kind in FEED_FORMATS]
    return [name for name in (*_FIRST, *feeds) if name in outputs]


def ask_all(
    files: Sequence[str],
    ask: Callable[[str], Page],
    body: Callable[[str], bytes | None],
) -> dict[str, Answer]:
    """Return what came for each file; after one that nobody answers, no other is asked for."""
    answers: dict[str, Answer] = {}
    for name in files:
        before = body(name)
        try:
            page: Page | FetchError = ask(name)
        except FetchError as error:
            page = error
        answers[name] = Answer(page, frozenset((before, body(name))))
        if _is_silent(page) or _is_refused(page):
            break
    return answers


def _is_silent(page: Page | FetchError) -> bool:
    return isinstance(page, UnreachableError) and page.status is None


def _is_refused(page: Page | FetchError) -> bool:
    return isinstance(page, FetchError) and page.cause == "address"


def judge_address(base_url: str) -> Iterator[Line]:
    """Say what the address itself lacks."""
    if not base_url:
        yield look(
            "served.base_url",
            "`base_url` is not set, so feeds don't state their own address",
            "write where the world sees the folder into feedmaker.toml, as:"
            ' base_url = "https://feeds.example.org/"',
        )
    elif not base_url.startswith("https:") and not is_in_own_network(base_url):
        yield look(
            "served.https",
            f"{base_url} is not encrypted: who stands between can read and change the feeds",
            "let the web server speak https, and write that into `base_url`; ids of entries stay",
        )


def judge_served(
    base_url: str, answers: Mapping[str, Answer] | None, ages: Mapping[str, float]
) -> Iterator[Line]:
    """Say whether the files are served as they should be.

    None: no answer in time. `ages`: for how many seconds a file has been
    published as it is.
    """
    if answers is None:
        yield _silent(base_url, "no answer in time")
        return
    served, same = 0, 0
    for name, answer in answers.items():
        page = answer.page
        if isinstance(page, FetchError):
            yield _failed(base_url, name, page)
            continue
        served += 1
        types = [*_judge_type(base_url, name, page)]
        yield from types
        if page.body in answer.bodies:
            same += 1
        elif not types or page.body:
            yield _other(base_url, name, page, ages[name])
    if served and same == served == len(answers):
        yield fine(
            "served.same", f"{base_url} serves what is published ({count(same, 'file')} asked for)"
        )
    yield from _judge_delivery(
        base_url, [one.page for one in answers.values() if isinstance(one.page, Page)]
    )


def _silent(base_url: str, problem: str) -> Line:
    return wrong(
        "served.answers",
        f"{base_url} does not answer: {problem}",
        "start the web server, or mend `base_url` in feedmaker.toml",
    )


def _failed(base_url: str, name: str, error: FetchError) -> Line:
    if error.cause == "address":
        return look(
            "served.private",
            f"{base_url} was not asked: {error.problem}",
            "allow it as named there, or leave it: then nobody looks at what is served",
        )
    if _is_silent(error):
        return _silent(base_url, error.problem)
    return wrong(
        "served.answers",
        f"{urljoin(base_url, name)}: {error.problem}",
        "let the web server serve the folder of the feeds (`out`) at `base_url`, to everybody",
        about=name,
    )


def _judge_type(base_url: str, name: str, page: Page) -> Iterator[Line]:
    kinds = _TYPES[name.rpartition(".")[2]]
    stated = page.content_type.partition(";")[0].strip().lower()
    if stated not in kinds:
        ending = name.rpartition(".")[2]
        yield wrong(
            "served.type",
            f"{urljoin(base_url, name)} is served as {stated or 'nothing in particular'}",
            f"let the web server send .{ending} as {kinds[0]}",
            about=name,
        )


def _other(base_url: str, name: str, page: Page, age: float) -> Line:
    at = urljoin(base_url, name)
    if not _is_of_ours(name, page.body):
        return wrong(
            "served.other",
            f"{at} answers with something else than the published file",
            "let the web server serve the folder of the feeds (`out`) there, or mend `base_url`",
            about=name,
        )
    say = look if age < _MAY_LAG else wrong
    return say(
        "served.older",
        f"{at} is another version of the published file",
        "see whether the folder that is served is `out` itself, or when it was last copied there;"
        " a cache between may keep old files",
        about=name,
    )


def _is_of_ours(name: str, body: bytes) -> bool:
    """Tell whether an answer is some version of the file: each feed states its own address."""
    mark = {"index.html": b"feeds.opml", "feeds.opml": b"<opml"}.get(name, name.encode())
    return mark in body


def _judge_delivery(base_url: str, pages: Sequence[Page]) -> Iterator[Line]:
    if moved := [page for page in pages if not page.final_url.startswith(base_url)]:
        yield look(
            "served.moved",
            f"{moved[0].url} sends its readers on to {moved[0].final_url}",
            "write the address where it ends into `base_url`, so that feeds state that",
        )
    if bare := [page.url for page in pages if page.validators == Validators()]:
        yield look(
            "served.caching",
            f"without ETag and Last-Modified: {some(bare, 1)}",
            "let the web server send one of them: readers then ask whether a feed has changed,"
            " and don't fetch it whole each time",
        )
