"""Why an article's content is what it is, as one HTML page: the saved page with frames around what
was weighed, and a legend.

The page is shown from pieces, in a frame of its own, built anew from the few elements that are
named here: nothing that a page says can run, load or lead anywhere, even if a child of the sandbox
says what it likes. Lines for a terminal are made in `reasons_view`.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.terminal.reasons_view import JUDGES, named, place_reason, reason
from feedmaker.terminal.screen import count
from feedmaker.text import plain_line

if TYPE_CHECKING:
    from feedmaker.extract.field_sources import Framed
    from feedmaker.extract.taught import LeftOutLine, TakenAt

_TEMPLATES = Path(__file__).parent / "templates"
_OURS = b'<meta name="generator" content="feedmaker article --explain">'
_HEAD = 1500
"""Bytes in which that stands."""
_GROUPS = {"l": "left", "t": "taught", "p": "place"}
"""The classes of marks that look alike, by their first letter."""
_TEXT, _END = "", "/"
"""The kinds of pieces that begin no element, as `extract.content.framed` has them."""

_AS_THEY_ARE = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3"  # noqa: SIM905
    " h4 h5 h6 header hr li main nav noscript ol p pre section table tbody td tfoot th thead tr ul"
    " a abbr b bdi bdo cite code del em i ins kbd mark q rp rt ruby s samp small strong sub sup u"
    " var".split()
)  # seventy lines of one name each would read worse
_BOXES = frozenset({"body", "center", "details", "dialog", "fieldset", "form", "search", "summary"})
_EMPTY = frozenset({"br", "hr"})

WHY = {
    "rule": "taken out by the rule `remove`",
    "switch": "the button that opens a part of the text",
    "over": "laid over the page: a dialog, a question for consent",
    "unlike": "hardly agrees with the text that is believed, or is a list of links",
}
"""Why a part may be left out, in words for people."""


def reasons_page(
    framed: Framed,
    *,
    url: str,
    left_out: Sequence[LeftOutLine] = (),
    taken_at: TakenAt | None = None,
) -> bytes:
    """Return the page, UTF-8: it needs nothing else, and asks for nothing.

    `left_out` and `taken_at` are what the site's lesson has done to the article.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    styles = [_style("why.css"), _style("framed.css")]
    policy = _policy(styles)
    labels = _labels(framed, left_out, taken_at)
    shown = environment.get_template("framed.html.j2").render(
        policy=policy,
        style=Markup(styles[1]),  # noqa: S704 - our own file
        places=_places(framed, labels),
        body=Markup("".join(_shown(framed, labels))),  # noqa: S704 - made below, of escaped texts
    )
    page = environment.get_template("why.html.j2").render(
        policy=policy,
        style=Markup(styles[0]),  # noqa: S704 - our own file
        url=url,
        reasons=framed["reasons"],
        judges=JUDGES,
        posts=count(framed["reasons"]["posts"], "post"),
        left=[
            (WHY[why], count(len(parts), "part"))
            for why in WHY
            if (parts := [one for one in framed["left"] if one["why"] == why])
        ],
        taught=[(named(one), reason(one)) for one in left_out],
        taken_at=taken_at,
        place=place_reason(taken_at) if taken_at else "",
        shown=shown,
    )
    return page.encode("utf-8", "replace")


def _style(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(styles: Sequence[str]) -> str:
    """Return the policy of both: no script, no request, and these styles alone."""
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in styles]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"


def _shown(framed: Framed, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the HTML of the page's pieces."""
    ends: list[str] = []
    begun: set[str] = set()  # lines that are more than one piece: the first says what it is
    for kind, told in framed["pieces"]:
        if kind == _TEXT:
            yield escape(told)
        elif kind == _END:
            if ends:
                yield ends.pop()
        else:
            tag = kind if kind in _AS_THEY_ARE else "div" if kind in _BOXES else "span"
            classes = sorted(one for one in told.split() if one in labels or one == "stage")
            names = {f"{_GROUPS[one[0]]} {one}" if one[0] in _GROUPS else one for one in classes}
            names |= {"picture"} if kind == "img" else set()
            classes = [one for one in classes if one not in begun]
            begun.update(one for one in classes if one.startswith("t"))
            said = "; ".join(labels[one] for one in classes if one in labels)
            yield f"<{tag}"
            yield f' class="{" ".join(sorted(names))}"' if names else ""
            yield from (f' id="{one}"' for one in classes[:1] if one in labels)
            yield f' data-told="{escape(said)}">' if said else ">"
            ends.append("" if tag in _EMPTY else f"</{tag}>")
    yield from reversed(ends)


def _places(framed: Framed, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the marks that one may want to look at first, each with what to call it."""
    marked = [told.split() for kind, told in framed["pieces"] if kind != _TEXT and told]
    there = {min(marks) for marks in marked}
    candidates = range(len(framed["reasons"]["candidates"]))
    places = [(f"c{n}", f"next best {n}" if n else "what was taken") for n in candidates]
    if "p0" in there:  # and is not what was taken as well
        places.append(("p0", "where the site's articles stand"))
    if framed["left"]:
        places.append(("l0", "the first that was left out"))
    if first := next((mark for mark in labels if mark[0] == "t" and mark in there), ""):
        places.append((first, "the first that its site taught"))
    return places


def _labels(
    framed: Framed, left_out: Sequence[LeftOutLine], taken_at: TakenAt | None
) -> dict[str, str]:
    """Return what is written on the frame of each mark."""
    labels = {
        f"c{n}": f"{f'next best {n}' if n else 'taken'}: {one['score']:.2f}"
        for n, one in enumerate(framed["reasons"]["candidates"])
    }
    for n, one in enumerate(framed["left"]):
        if one["why"] == "unlike":
            told = f"{one['agreed']} of {count(one['words'], 'word')} agree"
            told += f", {one['linked']} are links" if one["linked"] else ""
        else:
            told = plain_line(WHY.get(one["why"], ""))
        labels[f"l{n}"] = f"left out: {told}"
    for n, line in enumerate(left_out):
        labels[f"t{n}"] = f"left out: {reason(line)}"
    if taken_at:
        labels["p0"] = f"the place: {place_reason(taken_at)}"
    return labels


def need_place(file: Path) -> None:
    """Raise ConfigError if a page can't be written there, or another's file would be lost."""
    what = ""
    if not file.parent.is_dir():
        what = f"there is no folder `{file.parent}`: make it, or name another place"
    elif file.exists() and not _is_ours(file):
        what = "is there already, and is no such page of feedmaker's: name another file"
    if what:
        raise ConfigError((Fault(f"--to {file}", 0, 0, "", what),))


def _is_ours(file: Path) -> bool:
    try:
        with file.open("rb") as standing:
            return file.is_file() and _OURS in standing.read(_HEAD)
    except OSError:
        return False


def write_page(file: Path, page: bytes) -> None:
    """Put the page there, 0600, whole or not at all; raises StorageError."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as written:
            written.write(page)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageError(str(file), error.strerror or str(error)) from error
