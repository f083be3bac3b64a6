"""The texts that feedmaker makes of known pages, as fingerprints: when they change, so must a number.

    python tests/texts.py    writes tests/data/texts.json anew

The pages are the cases of `tests/data/clean` and those of `tests/data/detect/pages` and
`tests/data/article`. It refuses to write other texts of a known page under the same
`TEXT_VERSION`: entries that were read before would then be shown as changed. What ought to come
of a page is told by the tests of its room, not here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from stated import URL, cases, locale_of, page_of, site_of

from feedmaker.clean.steps import clean
from feedmaker.errors import ReadError
from feedmaker.extract.article import join, read_part
from feedmaker.model import ArticleRules, Validators
from feedmaker.text import fingerprint_of
from feedmaker.text_version import TEXT_VERSION

DATA = Path(__file__).parent / "data"
KEPT = DATA / "texts.json"


def texts() -> dict[str, str]:
    """Return the fingerprint of each known page's text, by the page's name."""
    made = {}
    for file in sorted((DATA / "clean").glob("*.in.html")):
        made[f"clean/{file.name}"] = clean(file.read_text("utf-8"), base=URL, url=f"{URL}ferry")
    locale = locale_of(site_of(""))
    pages = {
        f"detect/{file.name}": file.read_text("utf-8")
        for file in sorted((DATA / "detect" / "pages").glob("*.html"))
    }
    parts = ((name, case["page"]) for name, case in cases("article").items() if "page" in case)
    pages |= {f"article/{name}": page for name, page in parts}
    for name, page in pages.items():
        try:
            part = read_part(page_of(page), ArticleRules(), locale)
        except ReadError:
            continue
        made[name] = join((part,), title="", validators=Validators()).content
    return {name: fingerprint_of(text)[:16] for name, text in made.items()}


def kept() -> tuple[int, dict[str, str]]:
    """Return the version and the fingerprints that are written down."""
    told = json.loads(KEPT.read_text("utf-8"))
    return told["version"], told["texts"]


def changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return the pages whose text is another one now; a page that is new is none of them."""
    return [name for name, text in before.items() if now.get(name, text) != text]


def main() -> None:
    now = texts()
    if KEPT.exists():
        version, before = kept()
        if (others := changed(before, now)) and version == TEXT_VERSION:
            named = ", ".join(others[:5])
            sys.exit(f"other texts ({len(others)}: {named}): raise feedmaker.text_version first")
    told = {"version": TEXT_VERSION, "texts": now}
    KEPT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
