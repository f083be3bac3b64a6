"""What a valid feed is, checked: RSS 2.0, Atom 1.0, JSON Feed 1.1, OPML 2.0.

Stands in for the W3C feed validator, which can't be installed as a package:
errors are what the formats forbid, warnings what that validator says of feeds
that readers stumble over. Codes are the validator's own where it has one. It
reads with plain parsers, never with a feed library: those mend what they read.

    assert not check("news.atom", body)
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import html5lib
from html5lib.html5parser import ParseError
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

RSS_CHANNEL = {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput", "skipHours", "skipDays", "item"}  # fmt: skip
RSS_ITEM = {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}  # fmt: skip
RSS_MODULES = {f"{ATOM}link", f"{CONTENT}encoded", f"{DC}creator", f"{DC}language", f"{MEDIA}content", f"{MEDIA}thumbnail"}  # fmt: skip
ATOM_FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title", "updated", "entry"}  # fmt: skip
ATOM_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary", "title", "updated"}  # fmt: skip
JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors", "language", "expired", "hubs", "items"}  # fmt: skip
JSON_ITEM = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified", "authors", "tags", "language", "attachments"}  # fmt: skip
JSON_ATTACHMENT = {"url", "mime_type", "title", "size_in_bytes", "duration_in_seconds"}

SAFE_TAGS = set("a abbr address article aside audio b bdi bdo blockquote br caption center cite code col colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr".split())  # fmt: skip # noqa: SIM905
ANY_TAG = SAFE_TAGS | set("script style iframe object embed form svg math link meta base font marquee".split())  # fmt: skip # noqa: SIM905
SAFE_ATTRIBUTES = set("abbr align alt cite class colspan controls datetime decoding dir download headers height href hreflang id kind label lang loading loop media muted name open poster preload referrerpolicy rel reversed rowspan scope sizes span src srclang srcset start summary target title type valign value width".split())  # fmt: skip # noqa: SIM905
RELATIONS = {"alternate", "self", "enclosure", "related", "via", "hub", "next", "previous", "first", "last", "current", "prev-archive", "next-archive", "license", "replies"}  # fmt: skip

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,#]+")
URN = re.compile(r"(?i)urn:[a-z0-9][a-z0-9-]{1,31}:(?:[a-z0-9()+,.:=@;$_!*'-]|%[0-9a-f]{2})+")
UUID = re.compile(r"(?i)urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TAG_URI = re.compile(r"tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[!-~]*")
MEDIA_TYPE = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+(?:\s*;.*)?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
RFC_822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})")  # fmt: skip
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
END_TAG = re.compile(r"</(\w+)>")
BAD_CHARACTER = re.compile("[\x80-\x9f\ufffd\ufdd0-\ufdef]")
PLAIN_ELEMENT = re.compile(rb"<(title|category)(?: [^>]*)?>([^<]*)</\1>")

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    code: str
    where: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.severity} {self.code} at {self.where}" + (
            f": {self.value}" if self.value else ""
        )


def check(name: str, body: bytes, *, now: datetime | None = None) -> list[Finding]:
    """Return every error and warning of a feed file, by its name's ending; dates after now, too."""
    checker = Checker(now)
    ending = name.rpartition(".")[2]
    readers: dict[str, Callable[[bytes], None]] = {
        "rss": checker.rss, "atom": checker.atom, "json": checker.json, "opml": checker.opml,
    }  # fmt: skip
    readers[ending](body)
    return checker.findings


class Checker:
    """Collects findings while a document is read."""

    def __init__(self, now: datetime | None) -> None:
        self.now = now
        self.findings: list[Finding] = []

    def error(self, code: str, where: str, value: object = "") -> None:
        self.findings.append(Finding("error", code, where, str(value)[:120]))

    def warn(self, code: str, where: str, value: object = "") -> None:
        self.findings.append(Finding("warning", code, where, str(value)[:120]))

    # --- RSS ---------------------------------------------------------------

    def rss(self, body: bytes) -> None:
        root = self.document(body)
        if root is None:
            return
        channel = root.find("channel")
        if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
            self.error("UndefinedElement", "/", root.tag)
            return
        for element in PLAIN_ELEMENT.finditer(body):
            if re.search(rb"&(?!#x|gt;)", element[2]):
                self.warn("CharacterData", element[1].decode(), element[2].decode())
        self.known(channel, RSS_CHANNEL | RSS_MODULES, once=RSS_CHANNEL - {"item", "category"})
        for required, code in (("title", "MissingTitle"), ("link", "MissingLink"), ("description", "MissingDescription")):  # fmt: skip
            if channel.find(required) is None:
                self.error(code, "channel")
            elif not text(channel.find(required)).strip():
                self.error("NotBlank", f"channel/{required}")
        for node in channel.iterfind("title"):
            self.not_html(node, "channel/title")
        for node in channel.iterfind("description"):
            self.not_html(node, "channel/description")
        self.uri(text(channel.find("link")), "channel/link")
        self.self_link(channel.findall(f"{ATOM}link"), "application/rss+xml", "MissingAtomSelfLink")
        self.language(text(channel.find("language")), "channel/language", required=True)
        if channel.find("ttl") is not None and not re.fullmatch(
            "[1-9][0-9]*", text(channel.find("ttl"))
        ):
            self.error("InvalidPositiveInteger", "channel/ttl")
        for date in ("pubDate", "lastBuildDate"):
            if channel.find(date) is not None:
                self.rfc_822(text(channel.find(date)), f"channel/{date}")
        self.rss_image(channel)
        guids: Counter[str] = Counter()
        for item in channel.iterfind("item"):
            self.rss_item(item)
            guids[text(item.find("guid"))] += 1
        for guid, times in guids.items():
            if times > 1:
                self.error("DuplicateValue", "guid", guid)

    def rss_image(self, channel: Any) -> None:
        image = channel.find("image")
        if image is None:
            return
        for child in ("title", "link"):
            if text(image.find(child)) != text(channel.find(child)):
                self.warn(f"Image{child.title()}DoesntMatch", "image", text(image.find(child)))
        url = text(image.find("url"))
        self.uri(url, "image/url")
        ending = url.rpartition(".")[2].lower()
        if re.fullmatch(r"\w+", ending) and ending not in {"jpg", "jpeg", "gif", "png"}:
            self.warn("ImageUrlFormat", "image/url", url)

    def rss_item(self, item: Any) -> None:
        where = f"item[{text(item.find('guid'))}]"
        self.known(
            item, RSS_ITEM | RSS_MODULES, once=RSS_ITEM - {"category"} | {f"{CONTENT}encoded"}
        )
        if item.find("title") is None and item.find("description") is None:
            self.error("ItemMustContainTitleOrDescription", where)
        for child in ("title", "description", f"{CONTENT}encoded", f"{DC}creator", "category"):
            for node in item.iterfind(child):
                if not text(node).strip():
                    self.error("NotBlank", f"{where}/{child}")
        for child in ("title", "category"):
            for node in item.iterfind(child):
                self.not_html(node, f"{where}/{child}")
        for child in ("description", f"{CONTENT}encoded"):
            if item.find(child) is not None:
                self.html(text(item.find(child)), f"{where}/{child}")
        names = [child.tag for child in item]
        if (
            f"{CONTENT}encoded" in names
            and "description" not in names[: names.index(f"{CONTENT}encoded")]
        ):
            self.warn("NeedDescriptionBeforeContent", where)
        if item.find("link") is not None:
            self.uri(text(item.find("link")), f"{where}/link")
        if item.find("author") is not None and "@" not in text(item.find("author")):
            self.error("InvalidContact", where, text(item.find("author")))
        self.guid(item.find("guid"), where)
        if item.find("pubDate") is not None:
            self.rfc_822(text(item.find("pubDate")), f"{where}/pubDate")
        self.language(text(item.find(f"{DC}language")), f"{where}/dc:language")
        for enclosure in item.iterfind("enclosure"):
            self.uri(enclosure.get("url", ""), f"{where}/enclosure", http=True)
            if not re.fullmatch("[0-9]+", enclosure.get("length", "")):
                self.error("MissingAttribute", f"{where}/enclosure", "length")
            if not MEDIA_TYPE.fullmatch(enclosure.get("type", "")):
                self.error("InvalidMIMEAttribute", f"{where}/enclosure", enclosure.get("type"))
        self.media(item, where)

    def guid(self, guid: Any, where: str) -> None:
        if guid is None or not text(guid):
            self.warn("MissingGuid", where)
            return
        permalink = guid.get("isPermaLink", "true")
        if permalink not in {"true", "false"}:
            self.error("InvalidBooleanAttribute", where, permalink)
        elif permalink == "true":
            self.uri(text(guid), f"{where}/guid", http=True)
        elif len(text(guid)) < 9 and text(guid).isdigit():
            self.warn("NotSufficientlyUnique", where, text(guid))
        else:  # stricter than RSS: the same id stands in Atom
            self.uri(text(guid), f"{where}/guid")

    # --- Atom --------------------------------------------------------------

    def atom(self, body: bytes) -> None:
        root = self.document(body)
        if root is None:
            return
        if root.tag != f"{ATOM}feed":
            self.error("UndefinedElement", "/", root.tag)
            return
        self.known(root, {ATOM + child for child in ATOM_FEED}, once={ATOM + child for child in ("id", "title", "updated", "subtitle", "icon", "logo", "generator", "rights")})  # fmt: skip
        self.atom_core(root, "feed")
        tags = [child.tag for child in root]
        if f"{ATOM}entry" in tags and set(tags[tags.index(f"{ATOM}entry") :]) != {f"{ATOM}entry"}:
            self.warn("MisplacedMetadata", "feed")
        links = root.findall(f"{ATOM}link")
        self.self_link(links, "application/atom+xml", "MissingSelf")
        doubles = Counter(
            (link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in links
        )
        if max(doubles.values(), default=0) > 1:
            self.error("DuplicateAtomLink", "feed", doubles)
        self.language(root.get(f"{XML}lang", ""), "feed/@xml:lang", required=True)
        for child in ("icon", "logo"):
            if root.find(ATOM + child) is not None:
                self.uri(text(root.find(ATOM + child)), f"feed/{child}")
        ids: Counter[str] = Counter()
        moments: Counter[str] = Counter()
        for entry in root.iterfind(f"{ATOM}entry"):
            self.atom_entry(entry, feed_has_author=root.find(f"{ATOM}author") is not None)
            ids[text(entry.find(f"{ATOM}id"))] += 1
            moments[text(entry.find(f"{ATOM}updated"))] += 1
        for value, times in ids.items():
            if times > 1:
                self.error("DuplicateEntries", "entry/id", value)
        for value, times in moments.items():
            if times > 1:
                self.warn("DuplicateUpdated", "entry/updated", value)

    def atom_core(self, node: Any, where: str) -> None:
        """What feeds and entries share (RFC 4287 §4.1.1, §4.1.2)."""
        for child in ("id", "title", "updated"):
            if node.find(ATOM + child) is None:
                self.error("MissingElement", where, child)
        identity = text(node.find(f"{ATOM}id"))
        self.uri(identity, f"{where}/id")
        if identity.startswith("http") and identity != canonical_form(identity):
            self.warn("NonCanonicalURI", f"{where}/id", identity)
        for child in ("updated", "published"):
            if node.find(ATOM + child) is not None:
                self.rfc_3339(text(node.find(ATOM + child)), f"{where}/{child}")
        for child in ("title", "subtitle", "summary", "content"):
            for construct in node.iterfind(ATOM + child):
                self.text_construct(construct, f"{where}/{child}")
        for author in node.iterfind(f"{ATOM}author"):
            if not text(author.find(f"{ATOM}name")).strip():
                self.error("NotBlank", f"{where}/author/name")
        for category in node.iterfind(f"{ATOM}category"):
            if not category.get("term", "").strip():
                self.error("MissingAttribute", f"{where}/category", "term")
        for link in node.iterfind(f"{ATOM}link"):
            self.uri(link.get("href", ""), f"{where}/link")
            if link.get("rel", "alternate") not in RELATIONS:
                self.warn("UnregisteredAtomLinkRel", where, link.get("rel"))
            if "type" in link.attrib and not MEDIA_TYPE.fullmatch(link.get("type")):
                self.error("InvalidMIMEType", f"{where}/link", link.get("type"))
            if "length" in link.attrib and not re.fullmatch("[0-9]+", link.get("length")):
                self.error("InvalidNonNegativeInteger", f"{where}/link", link.get("length"))

    def atom_entry(self, entry: Any, *, feed_has_author: bool) -> None:
        where = f"entry[{text(entry.find(f'{ATOM}id'))}]"
        own = {ATOM + child for child in ATOM_ENTRY}
        self.known(entry, own | RSS_MODULES, once={ATOM + child for child in ("id", "title", "updated", "published", "content", "summary", "rights", "source")})  # fmt: skip
        self.atom_core(entry, where)
        alternates = [
            link
            for link in entry.iterfind(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len({(link.get("type"), link.get("hreflang")) for link in alternates}) < len(alternates):
            self.error("DuplicateAtomLink", where)
        if entry.find(f"{ATOM}author") is None and not feed_has_author:
            self.error("MissingElement", where, "author")
        if entry.find(f"{ATOM}content") is None:
            if not alternates:
                self.error("MissingContentOrAlternate", where)
            if entry.find(f"{ATOM}summary") is None:
                self.warn("MissingTextualContent", where)
        self.media(entry, where)

    def text_construct(self, node: Any, where: str) -> None:
        kind, value = node.get("type", "text"), text(node)
        if not value.strip():
            self.warn("NotBlank", where)
        if kind == "html":
            self.html(value, where)
        elif kind != "text":
            self.error("InvalidTextType", where, kind)
        elif any(tag.lower() in ANY_TAG for tag in END_TAG.findall(value)):
            self.warn("ContainsUndeclaredHTML", where, value)

    # --- JSON Feed ---------------------------------------------------------

    def json(self, body: bytes) -> None:
        try:
            feed = json.loads(body.decode("utf-8"))
        except ValueError as error:
            self.error("JsonUnreadable", "/", error)
            return
        if feed.get("version") != "https://jsonfeed.org/version/1.1":
            self.error("JsonVersion", "version", feed.get("version"))
        self.members(feed, JSON_FEED, "feed")
        self.json_text(feed, "title", "feed", required=True)
        for key in ("home_page_url", "feed_url"):
            if key not in feed:
                self.warn("JsonMissing", key)
        for key in ("home_page_url", "feed_url", "icon", "favicon", "next_url"):
            if key in feed:
                self.uri(feed[key], key, http=True)
        self.json_common(feed, "feed")
        items = feed.get("items")
        if not isinstance(items, list):
            self.error("JsonItems", "items")
            return
        for item in items:
            self.json_item(item)
        for identity, times in Counter(item.get("id") for item in items).items():
            if times > 1:
                self.error("JsonDuplicateId", "items", identity)

    def json_item(self, item: dict[str, Any]) -> None:
        where = f"items[{item.get('id')}]"
        self.members(item, JSON_ITEM, where)
        self.json_text(item, "id", where, required=True)
        for key in ("title", "summary", "content_text", "content_html"):
            self.json_text(item, key, where)
        if not item.get("content_html") and not item.get("content_text"):
            self.error("JsonContent", where)
        if "content_html" in item:
            self.html(item["content_html"], f"{where}.content_html")
        for key in ("url", "external_url", "image", "banner_image"):
            if key in item:
                self.uri(item[key], f"{where}.{key}", http=True)
        for key in ("date_published", "date_modified"):
            if key in item:
                self.rfc_3339(item[key], f"{where}.{key}")
        if any(not isinstance(tag, str) or not tag.strip() for tag in item.get("tags", [])):
            self.error("JsonTags", where)
        for attachment in item.get("attachments", []):
            self.members(attachment, JSON_ATTACHMENT, f"{where}.attachments")
            self.uri(attachment.get("url", ""), f"{where}.attachments", http=True)
            if not MEDIA_TYPE.fullmatch(attachment.get("mime_type", "")):
                self.error("JsonAttachment", where, "mime_type")
        self.json_common(item, where)

    def json_common(self, thing: dict[str, Any], where: str) -> None:
        self.language(thing.get("language", ""), f"{where}.language")
        for author in thing.get("authors", []):
            self.members(author, {"name", "url", "avatar"}, f"{where}.authors")
            self.json_text(author, "name", f"{where}.authors", required=True)

    def json_text(
        self, thing: dict[str, Any], key: str, where: str, *, required: bool = False
    ) -> None:
        value = thing.get(key)
        if value is None and not required:
            return
        if not isinstance(value, str) or not value.strip():
            self.error("JsonText", f"{where}.{key}", value)
        elif BAD_CHARACTER.search(value) or re.search("[\x00-\x08\x0b-\x1f]", value):
            self.warn("BadCharacters", f"{where}.{key}", ascii(value))

    def members(self, thing: dict[str, Any], known: set[str], where: str) -> None:
        for key in thing.keys() - known:
            if not key.startswith("_"):
                self.warn("JsonUnknown", where, key)

    # --- OPML --------------------------------------------------------------

    def opml(self, body: bytes) -> None:
        root = self.document(body)
        if root is None:
            return
        if root.tag != "opml" or root.get("version") != "2.0" or [child.tag for child in root] != ["head", "body"]:  # fmt: skip
            self.error("UndefinedElement", "/", root.tag)
            return
        for outline in root.iter("outline"):
            if not outline.get("text", "").strip():
                self.error("MissingAttribute", "outline", "text")
            if outline.get("type") == "rss":
                self.uri(outline.get("xmlUrl", ""), "outline/@xmlUrl", http=True)
                if "htmlUrl" in outline.attrib:
                    self.uri(outline.get("htmlUrl"), "outline/@htmlUrl", http=True)
            elif not len(outline):
                self.error("MissingAttribute", "outline", "type")

    # --- Shared ------------------------------------------------------------

    def document(self, body: bytes) -> Any:
        if not re.match(rb"<\?xml version=['\"]1\.0['\"] encoding=['\"](?i:utf-8)['\"]\?>", body):
            self.warn("EncodingMismatch", "/", body[:40])
        if b"<!" in body:
            self.error("DTDOrCDATA", "/")
        try:
            root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError as error:
            self.error("SAXError", "/", error)
            return None
        for node in root.iter(etree.Element):
            for value in (text(node), *node.attrib.values()):
                if BAD_CHARACTER.search(value):
                    self.warn("BadCharacters", node.tag, ascii(value))
        return root

    def known(self, node: Any, names: set[str], *, once: set[str]) -> None:
        for tag, times in Counter(child.tag for child in node).items():
            if tag not in names and tag not in RSS_MODULES:
                self.error("UndefinedElement", node.tag, tag)
            if tag in once and times > 1:
                code = "DuplicateEnclosure" if tag == "enclosure" else "DuplicateElement"
                self.error(code, node.tag, tag)

    def self_link(self, links: list[Any], media_type: str, code: str) -> None:
        own = [link for link in links if link.get("rel") == "self"]
        if len(own) != 1:
            self.warn(code, "link")
        for link in own:
            self.uri(link.get("href", ""), "link[self]", http=True)
            if link.get("type") != media_type:
                self.warn("SelfNotAtom", "link[self]", link.get("type"))

    def uri(self, value: str, where: str, *, http: bool = False) -> None:
        scheme = value.partition(":")[0].lower()
        if scheme == "urn" and not (
            UUID if value.lower().startswith("urn:uuid:") else URN
        ).fullmatch(value):
            self.error("InvalidURN", where, value)
        elif scheme == "tag" and not TAG_URI.fullmatch(value):
            self.error("InvalidTAG", where, value)
        elif not URI.fullmatch(value):
            self.error("InvalidUriChar" if value else "MissingHref", where, value)
        elif (http or scheme in {"http", "https"}) and not (
            scheme in {"http", "https"} and urlsplit(value).hostname
        ):
            self.error("InvalidFullLink", where, value)
        elif scheme in {"javascript", "data", "vbscript"}:
            self.error("InvalidLink", where, value)

    def language(self, value: str, where: str, *, required: bool = False) -> None:
        if value and not LANGUAGE.fullmatch(value):
            self.error("InvalidLanguage", where, value)
        elif required and not value:
            self.findings.append(Finding("info", "MissingDCLanguage", where))

    def rfc_822(self, value: str, where: str) -> None:
        if not RFC_822.fullmatch(value):
            self.error("InvalidRFC2822Date", where, value)
            return
        moment = datetime.strptime(value[5:].replace("GMT", "+0000"), "%d %b %Y %H:%M:%S %z")
        if not value.startswith(
            ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
        ):
            self.error("IncorrectDOW", where, value)
        self.plausible(moment, where)

    def rfc_3339(self, value: str, where: str) -> None:
        if not RFC_3339.fullmatch(value):
            self.error("InvalidRFC3339Date", where, value)
            return
        self.plausible(datetime.fromisoformat(value), where)

    def plausible(self, moment: datetime, where: str) -> None:
        if self.now and not datetime(1990, 1, 1, tzinfo=UTC) <= moment <= self.now:
            self.warn("ImplausibleDate", where, moment)

    def not_html(self, node: Any, where: str) -> None:
        """A text that readers of RSS may take for HTML holds no markup once it is read."""
        value = text(node)
        if any(tag.lower() in ANY_TAG for tag in END_TAG.findall(value)):
            self.warn("ContainsHTML", where, value)

    def media(self, node: Any, where: str) -> None:
        for media in (*node.iterfind(f"{MEDIA}content"), *node.iterfind(f"{MEDIA}thumbnail")):
            self.uri(media.get("url", ""), f"{where}/media", http=True)
            if media.get("medium", "image") not in {
                "image",
                "audio",
                "video",
                "document",
                "executable",
            }:
                self.error("InvalidMediaMedium", where, media.get("medium"))
            if "type" in media.attrib and not MEDIA_TYPE.fullmatch(media.get("type")):
                self.error("InvalidMIMEAttribute", where, media.get("type"))

    def html(self, value: str, where: str) -> None:
        """Content that a strict HTML5 parser takes without complaint, and no reader has to clean."""
        try:
            tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(
                value
            )
        except (ParseError, KeyError) as error:  # for some errors html5lib has no words
            self.warn("NotHtml", where, f"{error} in {value[:60]}")
            return
        for node in elements(tree):
            if node.tag not in SAFE_TAGS:
                self.warn("SecurityRisk", where, node.tag)
            for attribute, content in node.attrib.items():
                if attribute == "style":
                    self.warn("DangerousStyleAttr", where, content)
                elif attribute not in SAFE_ATTRIBUTES:
                    self.warn("SecurityRiskAttr", where, attribute)
                if attribute in {"href", "src", "poster", "cite"} and not re.match(
                    r"\w+:", content
                ):
                    self.warn("ContainsRelRef", where, content)


def elements(tree: Any) -> Iterator[Any]:
    return (
        node
        for node in tree.iter()
        if isinstance(node.tag, str) and node.tag != "DOCUMENT_FRAGMENT"
    )


def text(node: Any) -> str:
    """Return an element's own text, references resolved, or "" for no element."""
    return "" if node is None else "".join(node.xpath("text()"))


def canonical_form(url: str) -> str:
    """Return the URL as RFC 3986 §6.2.2 and §6.2.3 normalise it, as far as ids need it."""
    parts = urlsplit(url)
    netloc = parts.netloc.lower().removesuffix(
        {"http": ":80", "https": ":443"}.get(parts.scheme, ":")
    )
    escapes = re.compile("%[0-9A-Fa-f]{2}")
    path = escapes.sub(lambda match: match[0].upper(), parts.path) or "/"
    return parts._replace(scheme=parts.scheme.lower(), netloc=netloc, path=path).geturl()
