"""Site files: what they mean, and every fault where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.config.secrets import fill_secrets
from feedmaker.config.site import check_site, json_schema, read_defaults, read_host, read_site
from feedmaker.config.yaml_text import DEEPEST, LARGEST
from feedmaker.errors import ConfigError
from feedmaker.model import (
    ArticleRules,
    Every,
    FeedSettings,
    FieldRules,
    Filter,
    ListingRules,
    ListingUrl,
    NextUrl,
    RequestSettings,
    Rule,
    Site,
)

DATA = Path(__file__).parents[1] / "data" / "config"
URL = "url: https://news.example/\n"
BAD: dict[str, list[str]] = tomllib.loads((DATA / "bad.toml").read_text("utf-8"))


def read(text: str, secrets: frozenset[str] = frozenset()) -> Site:
    return read_site("harbour", text.encode(), file="harbour.yaml", secrets=secrets)


def faults(text: str | bytes) -> list[str]:
    body = text.encode() if isinstance(text, str) else text
    with pytest.raises(ConfigError) as caught:
        read_site("harbour", body, file="f")
    return [str(fault).removeprefix("f:").lstrip() for fault in caught.value.faults]


def css(text: str) -> tuple[Rule, ...]:
    return (Rule(text, "css", text),)


# --- What a file means


def test_one_line_is_a_site_file() -> None:
    assert read(URL) == Site("harbour", (ListingUrl("https://news.example/"),))


def test_a_file_with_all_keys_gives_all_values() -> None:
    body = (DATA / "full.yaml").read_bytes()
    checked = check_site(
        "harbour", body, file="full.yaml", secrets=frozenset({"FEEDMAKER_SECRET_KEY"})
    )
    assert checked.warnings == ()
    assert checked.site == Site(
        name="harbour",
        urls=(
            ListingUrl("https://harbour.example/news"),
            ListingUrl("https://harbour.example/sport", "Sport"),
        ),
        title="Harbour Gazette",
        description="News of the harbour",
        language="no",
        image="https://harbour.example/logo.png",
        timezone="Asia/Jakarta",
        every=Every(None, "*/30 6-22 * * 1-7"),
        tags=("news", "harbour"),
        formerly=("harbour-news",),
        listing=ListingRules(
            within=css(".latest__wrap"),
            item=css(".latest__item"),
            link=css("a.latest__link"),
            id=(Rule("./@data-id", "xpath", "./@data-id"),),
            fields=FieldRules(
                title=(*css(".latest__title"), Rule("h2", "css", "h2", match="(.+) -", join="")),
                date=(
                    Rule(
                        ".date @data-time",
                        "css",
                        ".date",
                        attribute="data-time",
                        format="%d %B %Y %H:%M",
                    ),
                    Rule("time", "css", "time", format="%d %B %Y %H:%M"),
                ),
                author=(Rule("Staff", "none", value="Staff"),),
                image=css(".latest__img img"),
            ),
            next_url=NextUrl("https://harbour.example/news?page={n}", 2),
            pages=5,
            limit=50,
            may_be_empty=True,
        ),
        article=ArticleRules(
            fields=FieldRules(
                content=css("article.read__content"),
                title=(Rule("css:h1.read__title", "css", "h1.read__title"),),
                category=(
                    Rule(
                        ".tag__list a",
                        "css",
                        ".tag__list a",
                        replace=("(?i)^tag: (.*)$", r"\1"),
                    ),
                ),
            ),
            remove=(*css(".read__others"), Rule("//aside", "xpath", "//aside")),
            next=css("a.paging__link--next"),
            pages=10,
            single_page=css("a.paging__link--show"),
            per_run=5,
            again=None,
            failed="skip",
        ),
        filter=Filter(
            include=(("title", "(?i)harbour"),),
            exclude=(("url", "/video/"), ("category", "Ad"), ("category", "Promo")),
            max_age=timedelta(days=30),
        ),
        feed=FeedSettings(20, ("rss", "json"), "summary", "tag:harbour.example,2026:feed"),
        request=RequestSettings(
            headers=(("Accept-Language", "no"), ("X-Key", "${FEEDMAKER_SECRET_KEY}")),
            cookies=(("consent", "yes"),),
            method="POST",
            form=(("q", "1:30"),),
            user_agent="Harbour reader",
            delay=1.5,
            timeout=10.0,
            encoding="cp1252",
            robots=False,
            refresh=False,
        ),
    )


def test_scalars_stay_text_and_the_key_decides_their_type() -> None:
    site = read(URL + "title: 1_000\nlanguage: no\ndescription: 2026-11-23\ntags: [on, 1e3, ~]\n")
    assert (site.title, site.language, site.description) == ("1_000", "no", "2026-11-23")
    assert site.tags == ("on", "1e3", "~")


def test_a_dollar_is_a_dollar_outside_request() -> None:
    assert read(URL + "title: ${HOME} $ {x}").title == "${HOME} $ {x}"


def test_pages_are_five_where_next_is_given_and_one_elsewhere() -> None:
    assert read(URL).listing.pages == 1
    assert read(URL + "listing: {next: a.more}").listing.pages == 5
    assert read(URL + "listing: {next: a.more, pages: 2}").listing.pages == 2
    assert read(URL + "listing: {next: {url: '?page={n}'}}").listing.next_url == NextUrl(
        "?page={n}"
    )


def test_article_false_makes_the_feed_of_the_listing_alone() -> None:
    assert read(URL + "article: false").article is None


def test_a_feed_as_the_listing_takes_no_rules_but_those_of_its_length() -> None:
    text = "url: https://a.example/feed\nsource: feed\n"
    opened = read(text + "listing: {limit: 9, pages: 2, order: newest_last}")
    rules = ListingRules(source="feed", pages=2, limit=9, order="newest_last")
    assert (opened.listing, opened.article) == (rules, ArticleRules())
    whole = read(text + "article: false")
    assert whole.listing == ListingRules(source="feed", item_is_entry=True)
    assert whole.article is None


def test_default_rules_for_pages_are_none_for_a_feed() -> None:
    rules = b"listing: {item: li, link: false, next: a.more, may_be_empty: true}"
    defaults = read_defaults(rules, file="_defaults.yaml")
    body = b"url: https://a.example/feed\nsource: feed\n"
    site = read_site("a", body, file="a.yaml", defaults=defaults)
    assert (site.listing, site.article) == (ListingRules(source="feed"), ArticleRules())


def test_link_false_makes_the_item_the_entry_and_opens_no_article() -> None:
    site = read(URL + "listing: {item: section, link: false}")
    assert site.listing.item_is_entry
    assert site.article is None


# --- Every fault where it stands


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_gives_one_line_for_each_fault(name: str) -> None:
    assert faults((DATA / "bad" / f"{name}.yaml").read_bytes()) == [
        line.lstrip() for line in BAD[name]
    ]


def test_every_bad_file_has_its_faults_written_down() -> None:
    assert {path.stem for path in (DATA / "bad").glob("*.yaml")} == BAD.keys()
    assert len(BAD) >= 40


def test_a_hundred_thousand_brackets_are_one_fault() -> None:
    (line,) = faults(b"[" * 100_000)
    # Newer parsers stop on their own account, before ours counts.
    assert line.endswith((f"nested deeper than {DEEPEST} levels", "exceeded maximum nesting depth"))


def test_nesting_as_deep_as_allowed_is_read() -> None:
    inner = "[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1)
    assert faults(URL + f"title: {inner}")[0].startswith("2:1: title: one text is wanted")


def test_a_file_of_a_megabyte_is_refused_unread() -> None:
    assert faults(URL.encode() + b"#" * 1_000_000) == [f"is larger than {LARGEST // 1024} KB"]


def test_a_fault_that_quotes_the_file_stays_short_and_on_one_line() -> None:
    (line,) = faults(URL + 'every: "' + "a" * 20_000 + "\\n\\t" + '"\n')
    assert "\n" not in line
    assert len(line) < 600
    assert line.endswith("write `90s`, `30m`, `2h` or `1d`")


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert read("\ufeff" + URL.replace("\n", "\r\n") + "title: A\r\n").title == "A"
    assert faults("\ufeffurl: https://a.example/\r\nevery: 5\r\n")[0].startswith("2:1: every")


@pytest.mark.parametrize("name", ["index", "feeds", "assets", "feedmaker-status", "con", "A", ".."])
def test_a_site_can_not_be_called_so(name: str) -> None:
    with pytest.raises(ConfigError):
        read_site(name, URL.encode(), file="x")


def site_or_faults(body: bytes) -> list[str]:
    try:
        return [check_site("x", body, file="x.yaml").site.name]
    except ConfigError as error:
        return [fault.problem for fault in error.faults]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_site_or_faults(body: bytes) -> None:
    lines = site_or_faults(body)
    assert lines
    assert not any("\n" in line for line in lines)


_words = st.text(st.sampled_from("ab.#:>@/[](){}'\"*&!|%$\\,-= \n\té🙂0"), max_size=15)
_keys = st.sampled_from(
    [
        "title",
        "url",
        "every",
        "listing",
        "article",
        "filter",
        "feed",
        "request",
        "item",
        "next",
        "link",
        "date",
        "remove",
        "headers",
        "include",
        "formats",
        "select",
        "replace",
    ]
)
_values = st.recursive(
    _words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys | _words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_keys | _words, _values, max_size=6))
def test_any_values_give_a_site_or_faults(values: dict[str, object]) -> None:
    import yaml

    body = yaml.safe_dump({"url": "https://a.example/", **values}, allow_unicode=True).encode()
    assert all(site_or_faults(body))


# --- What is likely not meant


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("listing: {item: li, title: //h2}", "2:21: listing.title: looks in the whole page"),
        ("listing:\n  item: ul #main\n", "3:3: listing.item: `#main` is a comment to YAML"),
        ("listing: {may_be_empty: true}", "2:11: listing.may_be_empty: without `within`"),
        (
            "listing: {item: li, link: false}\narticle: {content: p}",
            "3:1: article: has no effect where",
        ),
    ],
)
def test_what_is_likely_not_meant_is_a_warning(text: str, warning: str) -> None:
    (found,) = check_site("x", (URL + text).encode(), file="f").warnings
    assert str(found).startswith(f"f:{warning}")


@pytest.mark.parametrize(
    "text",
    [
        "listing: {item: //li, next: //a}",
        "listing:\n  item: ul # main\n  title: {select: h2, match: /x/}\n",
        "article: {content: //article}",
        "title: Harbour #main",
    ],
)
def test_what_is_meant_is_no_warning(text: str) -> None:
    assert check_site("x", (URL + text).encode(), file="f").warnings == ()


# --- Defaults and hosts


def test_defaults_fill_in_key_by_key_and_lists_are_replaced() -> None:
    defaults = read_defaults(
        b"tags: [a, b]\nrequest: {delay: 5s, headers: {X-One: 1}}\narticle: {remove: [.ad], pages: 3}",
        file="_defaults.yaml",
    )
    site = read_site(
        "x",
        (URL + "tags: [c]\nrequest: {headers: {X-Two: 2}}\narticle: {remove: .x}").encode(),
        file="x.yaml",
        defaults=defaults,
    )
    assert site.tags == ("c",)
    assert site.request.delay == 5
    assert site.request.headers == (("X-One", "1"), ("X-Two", "2"))
    assert site.article == ArticleRules(remove=css(".x"), pages=3)


def test_article_false_replaces_default_rules_and_the_other_way_round() -> None:
    rules = read_defaults(b"article: {pages: 3}", file="d")
    none = read_defaults(b"article: false", file="d")
    body = URL.encode()
    assert read_site("x", body + b"article: false", file="x", defaults=rules).article is None
    assert read_site("x", body, file="x", defaults=none).article is None
    assert read_site("x", body + b"article: {pages: 2}", file="x", defaults=none).article


def test_a_fault_between_two_files_names_the_file_in_which_the_value_stands() -> None:
    defaults = read_defaults(b"\nrequest: {headers: {X: '${FEEDMAKER_SECRET_A}'}}", file="d.yaml")
    with pytest.raises(ConfigError) as caught:
        read_site("x", URL.encode() + b"every: 5", file="x.yaml", defaults=defaults)
    first, second = caught.value.faults
    assert (first.file, first.line, first.path) == ("d.yaml", 2, "request.headers.X")
    assert (second.file, second.line, second.path) == ("x.yaml", 2, "every")


def test_what_belongs_to_one_site_is_no_default() -> None:
    with pytest.raises(ConfigError) as caught:
        read_defaults(b"url: https://a.example/\nfeed: {id: 'tag:a'}\nevry: 1h\n", file="d")
    assert [fault.path for fault in caught.value.faults] == ["url", "feed.id", "evry"]


def test_empty_defaults_change_nothing() -> None:
    defaults = read_defaults(b"# nothing\n", file="d")
    assert read_site("harbour", URL.encode(), file="x", defaults=defaults) == read(URL)


def test_a_host_file_holds_the_keys_of_article_and_none_of_listing() -> None:
    rules = read_host(b"content: .body\nremove: [.ad]\n", file="h").article
    assert rules == ArticleRules(fields=FieldRules(content=css(".body")), remove=css(".ad"))
    with pytest.raises(ConfigError) as caught:
        read_host(b"contnet: .body\nwithin: li\n", file="h")
    assert [f.problem for f in caught.value.faults] == [
        "unknown key `contnet` (did you mean `content`?)",
        "unknown key `within`",
    ]


# --- Secrets


def test_a_secret_is_filled_in_when_it_is_used_and_not_before() -> None:
    text = URL + "request: {headers: {Authorization: 'Bearer ${FEEDMAKER_SECRET_T}'}}"
    request = read(text, secrets=frozenset({"FEEDMAKER_SECRET_T"})).request
    assert "FEEDMAKER_SECRET_T" in request.headers[0][1]
    filled = fill_secrets(request, {"FEEDMAKER_SECRET_T": "abc\n"})
    assert filled.headers == (("Authorization", "Bearer abc"),)


@pytest.mark.parametrize("environ", [{}, {"FEEDMAKER_SECRET_T": "a\r\nX: b"}])
def test_a_secret_that_is_not_set_or_breaks_the_header_is_an_error(environ: dict[str, str]) -> None:
    request = RequestSettings(headers=(("A", "${FEEDMAKER_SECRET_T}"),))
    with pytest.raises(ConfigError, match="FEEDMAKER_SECRET_T") as caught:
        fill_secrets(request, environ)
    assert "X: b" not in str(caught.value)


# --- The schema for editors


def described(schema: dict[str, object], path: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Yield every key of a schema's mappings with its own schema."""
    properties = schema.get("properties")
    for name, one in properties.items() if isinstance(properties, dict) else ():
        yield f"{path}{name}", one


def test_every_key_of_the_schema_is_described() -> None:
    schema = json_schema()
    defs = schema["$defs"]
    assert isinstance(defs, dict)
    for part in [schema, *defs.values()]:
        for name, one in described(part):
            assert str(one["description"]).endswith("."), name


def test_the_schema_knows_the_keys_that_files_know() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    keys = {name for name, _ in described(schema)}
    own = {"url", "title", "description", "language", "image", "timezone", "every", "tags"}
    groups = {"listing", "article", "filter", "feed", "request"}
    assert keys == own | groups | {"formerly", "source", "repair"}


def test_a_default_in_the_schema_is_what_a_file_without_the_key_means() -> None:
    import yaml

    schema = json_schema()
    defs = schema["$defs"]
    assert isinstance(defs, dict)
    tried = 0
    groups = {"listing": "ListingKeys", "article": "ArticleKeys", "feed": "FeedKeys"} | {
        "request": "RequestKeys",
        "": "",
    }
    for group, name in groups.items():
        for key, one in described(defs[name] if name else schema):
            if "default" in one:
                value = {key: one["default"]}
                text = yaml.safe_dump({group: value} if group else value)
                assert read(URL + text) == read(URL), f"{group}.{key}"
                tried += 1
    assert tried > 12


def test_model_and_keys_hold_the_same_fields() -> None:
    # A field that is added to the model must be asked for in the site file, or named here.
    schema = json_schema()
    defs = schema["$defs"]
    assert isinstance(defs, dict)
    in_each = {field.name for field in fields(FieldRules)}
    Part = ListingRules | ArticleRules | Filter | FeedSettings | RequestSettings  # noqa: N806
    table: list[tuple[Part, str, set[str]]] = [
        (ListingRules(), "ListingKeys", {"fields", "item_is_entry", "next_url", "source"}),
        (ArticleRules(), "ArticleKeys", {"fields"}),
        (Filter(), "FilterKeys", set()),
        (FeedSettings(), "FeedKeys", set()),
        (RequestSettings(), "RequestKeys", set()),
    ]
    for empty, keys, own in table:
        known = {name for name, _ in described(defs[keys])}
        in_model = {field.name for field in fields(empty)} - own
        assert in_model == known - (in_each if "fields" in own else set())
