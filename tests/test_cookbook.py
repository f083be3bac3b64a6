"""Every recipe of docs/cookbook.md is built as it stands there, from a real server.

A recipe's blocks are its test: `yaml` is the site file (or one for a host, or `toml` the
settings), each `html` a page, under the address that its first line names, and `text` what
the feed holds then. The first site's name stands for 127.0.0.1, another's for localhost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from served import Answer, Asked, Origin
from shell import Home
from test_sites import paragraphs

PAGE = Path(__file__).parents[1] / "docs/cookbook.md"
NOW = "2024-05-01T12:00:00Z"
TOKEN = "k7-x0"
PLACES = ("127.0.0.1", "localhost")
ARTICLE = "<p>A text that does not matter here, but is as long as an article would be.</p>" * 9
"""What stands behind a link whose page no block shows."""

_BLOCK = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")
_ADDRESS = re.compile(r"<!-- (https://\S+)(?: (with|by) ([\w-]+): (.+))? -->\n")
_LINK = re.compile(r'href="([^"]+)"')
_HOST = re.compile(r"https://([a-z0-9.-]+\.example)\b")
_SECRET = re.compile(r"\$\{(FEEDMAKER_SECRET_\w+)\}")


@dataclass(frozen=True, slots=True)
class Served:
    """A page of a recipe, and what a request must carry to get it."""

    url: str
    header: str  # of the request; "POST": its form is meant; "": none
    wanted: str
    body: str

    def suits(self, asked: Asked) -> bool:
        if self.header == "POST":
            return asked.method == "POST" and asked.body.decode() == self.wanted
        return self.wanted in (asked.headers[self.header] or "") if self.header else True


class Recipe:
    """One section of the page, cut into its blocks."""

    def __init__(self, text: str) -> None:
        self.title = text.partition("\n")[0]
        self.blocks = _BLOCK.findall(text)
        self.pages = [_served(block) for block in self.all("html")]
        self.hosts = list(dict.fromkeys(_HOST.findall(text)))
        self.name = self.hosts[0].split(".")[-2] if self.hosts else ""

    def all(self, kind: str) -> list[str]:
        return [text for name, text in self.blocks if name == kind]


def _served(block: str) -> Served:
    found = _ADDRESS.match(block)
    assert found, f"an html block begins with the page's address in a comment, not: {block[:80]}"
    return Served(found[1], found[3] or "", found[4] or "", block)


def recipes() -> list[Recipe]:
    return [Recipe(text) for text in PAGE.read_text("utf-8").split("\n### ")[1:]]


class Kitchen:
    """A recipe with the test's server in place of its sites, and back."""

    def __init__(self, recipe: Recipe, home: Home) -> None:
        self.recipe = recipe
        self.home = home
        port = home.origin.port
        self.places = dict(zip(recipe.hosts, PLACES, strict=False))
        self.addresses = {
            f"https://{host}": f"http://{at}:{port}" for host, at in self.places.items()
        }

    def here(self, text: str) -> str:
        for there, here in self.addresses.items():
            text = text.replace(there, here)
        return text

    def there(self, text: str) -> str:
        for there, here in self.addresses.items():
            text = text.replace(here, there)
        return text

    def lay_out(self) -> None:
        """Save the files that the recipe says, and serve its pages."""
        sites = self.home.path / "sites"
        (sites / "_hosts").mkdir(parents=True)
        (sites / "_defaults.yaml").write_text("request: {delay: 0s}\n", "utf-8")
        for text in self.recipe.all("yaml"):
            head = text.partition("\n")[0]
            host = head.removeprefix("# sites/_hosts/").removesuffix(".yaml")
            name = self.recipe.name if host == head else f"_hosts/{self.places[host]}"
            (sites / f"{name}.yaml").write_text(self.here(text), "utf-8")
            for variable in _SECRET.findall(text):
                self.home.env[variable] = TOKEN
        for text in self.recipe.all("toml"):
            (self.home.path / "feedmaker.toml").write_text(text, "utf-8")
        for path in self.linked():
            self.home.origin.page(path, ARTICLE)
        for page in self.recipe.pages:
            self.home.origin.route(self.path(page), self.answer)

    def path(self, page: Served) -> str:
        return "/" + page.url.split("/", 3)[3]

    def linked(self) -> set[str]:
        """Return where the links of the recipe's pages lead: to articles that need not be shown."""
        links = _LINK.findall("".join(page.body for page in self.recipe.pages))
        return {urlsplit(link)._replace(scheme="", netloc="").geturl() for link in links}

    def answer(self, asked: Asked) -> Answer:
        """Return the page whose wishes are met; one that is met by nothing is refused."""
        pages = [page for page in self.recipe.pages if self.path(page) == asked.path]
        for page in sorted(pages, key=lambda page: not page.header):
            wanted = Served(page.url, page.header, _SECRET.sub(TOKEN, page.wanted), page.body)
            if wanted.suits(asked):
                return Answer(self.here(page.body))
        return Answer("not so", 403)

    def build(self) -> list[dict[str, Any]]:
        ran = self.home.run("build", now=NOW)
        assert ran.status == 0, ran.out + ran.err
        items: list[dict[str, Any]] = self.home.feed(self.recipe.name)["items"]
        return items

    def tell(self, item: dict[str, Any], fields: Iterable[str]) -> str:
        """Return an entry as the page tells it: its date and title, and these of its fields."""
        date = item["date_published"][:16].replace("T", " ")
        values = {
            "link": item["url"],
            "author": ", ".join(author["name"] for author in item.get("authors", ())),
            "tags": ", ".join(item.get("tags", ())),
            "image": item.get("image", ""),
            "file": ", ".join(media["url"] for media in item.get("attachments", ())),
            "summary": item.get("summary", ""),
            "text": " ".join(paragraphs(LexborHTMLParser(item.get("content_html", "")))),
            "pictures": ", ".join(
                node.attributes["src"] or ""
                for node in LexborHTMLParser(item.get("content_html", "")).css("img")
            ),
        }
        lines = [
            f"{date}  {item['title']}",
            *(f"  {name}: {values[name]}".rstrip() for name in fields),
        ]
        return self.there("\n".join(lines))


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def test_the_cookbook_holds_twenty_recipes_and_each_has_its_parts() -> None:
    found = recipes()
    assert len(found) >= 20
    assert len({recipe.title for recipe in found}) == len(found)
    for recipe in found:
        kinds = {kind for kind, _ in recipe.blocks}
        assert {"yaml", "html", "text"} <= kinds, recipe.title
        assert len(recipe.hosts) <= len(PLACES), recipe.title


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.title)
def test_a_recipe_gives_what_it_says_from_the_pages_that_it_shows_without_a_problem(
    recipe: Recipe, home: Home
) -> None:
    kitchen = Kitchen(recipe, home)
    kitchen.lay_out()
    items = kitchen.build()
    (said,) = recipe.all("text")
    entries = re.split(r"\n(?=\S)", said.rstrip())
    told = [
        kitchen.tell(item, re.findall(r"(?m)^  (\w+):", entry))
        for item, entry in zip(items, chain(entries, repeat("")), strict=False)
    ]
    assert "\n".join(told) == "\n".join(entries)
    asked = {request.path for request in home.origin.requests} - {"/robots.txt"}
    shown = {kitchen.path(page) for page in recipe.pages}
    assert shown <= asked
    opens = "article: false" not in recipe.all("yaml")[0]
    assert asked <= (shown | kitchen.linked() if opens else shown)
    assert home.run("status", "--problems").out == "no open problems\n"


def test_a_recipe_with_tags_puts_its_feed_under_the_first_in_the_opml_list(home: Home) -> None:
    (recipe,) = (one for one in recipes() if "\ntags: [news, coast]\n" in one.all("yaml")[0])
    kitchen = Kitchen(recipe, home)
    kitchen.lay_out()
    kitchen.build()
    opml = etree.parse(home.path / "public/feeds.opml")
    assert opml.xpath("//outline[@type]/../@text") == ["news"]
    assert opml.xpath("//outline[@type]/@category") == ["/news,/coast"]
