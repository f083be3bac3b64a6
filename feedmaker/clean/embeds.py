"""What other sites put into a page by a frame, as links that a reader can follow.

A frame in a feed is a risk that validators report and most readers drop. So a
player becomes a link to the page where it plays, with its preview picture where
the host has one at a known address. A frame of the article's own site becomes a
plain link. Of all others nobody can say what they are: they are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import drop
from feedmaker.clean.trackers import is_tracker, points_inward
from feedmaker.media_types import media_type
from feedmaker.text import plain_line
from feedmaker.urls import absolute, host, same_site, strip_tracking

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

FRAMES = "iframe, frame, embed, object, amp-iframe, amp-youtube, lite-youtube, youtube-video"


@dataclass(frozen=True, slots=True)
class Player:
    """A kind of frame whose content is known, and where a person can open it."""

    name: str
    hosts: frozenset[str]  # each exact
    path: str  # pattern of the frame's whole path; its group is the id
    page: str = ""  # with `{id}`; empty: the frame's own address plays by itself
    preview: str = ""  # with `{id}`
    query: str = ""  # the parameter that holds the id, where the path doesn't


@dataclass(frozen=True, slots=True)
class Link:
    """What stands in the place of a frame."""

    url: str
    text: str
    preview: str = ""


_YOUTUBE = frozenset(
    {
        "www.youtube.com",
        "youtube.com",
        "m.youtube.com",
        "www.youtube-nocookie.com",
        "youtube-nocookie.com",
    }
)
_WATCH, _STILL = "https://www.youtube.com/watch?v={id}", "https://i.ytimg.com/vi/{id}/hqdefault.jpg"
_LIST = "https://www.youtube.com/playlist?list={id}"
_DAILYMOTION = "https://www.dailymotion.com/video/{id}"
_DAILYMOTION_STILL = "https://www.dailymotion.com/thumbnail/video/{id}"

# The first row that fits wins.
PLAYERS = (
    Player("YouTube", _YOUTUBE, "/embed/(?:videoseries)?", _LIST, query="list"),
    Player("YouTube", _YOUTUBE, "/embed/live_stream"),
    Player(
        "YouTube", _YOUTUBE, r"/(?:embed|v|shorts|live)/([\w-]{1,30})(?:[/&].*)?", _WATCH, _STILL
    ),
    Player("YouTube", frozenset({"youtu.be"}), r"/([\w-]{1,30})", _WATCH, _STILL),
    Player("YouTube", _YOUTUBE, "/watch", _WATCH, _STILL, query="v"),
    Player(
        "Vimeo", frozenset({"player.vimeo.com"}), r"/video/(\d{1,15})", "https://vimeo.com/{id}"
    ),
    Player(
        "Dailymotion",
        frozenset({"www.dailymotion.com", "dailymotion.com"}),
        r"/embed/video/(\w{4,20})",
        _DAILYMOTION,
        _DAILYMOTION_STILL,
    ),
    Player(
        "Dailymotion",
        frozenset({"geo.dailymotion.com"}),
        r"/player(?:/\w+)?\.html",
        _DAILYMOTION,
        _DAILYMOTION_STILL,
        query="video",
    ),
    Player("Twitch", frozenset({"player.twitch.tv"}), "/.*"),
    Player("SoundCloud", frozenset({"w.soundcloud.com"}), "/player/?"),
    Player(
        "Spotify",
        frozenset({"open.spotify.com"}),
        r"/embed(?:-podcast)?/(\w+/\w{10,40})/?",
        "https://open.spotify.com/{id}",
    ),
    Player(
        "Apple Podcasts",
        frozenset({"embed.podcasts.apple.com"}),
        "/(.+)",
        "https://podcasts.apple.com/{id}",
    ),
    Player("Facebook", frozenset({"www.facebook.com"}), r"/plugins/(?:video|post)\.php"),
    Player(
        "X",
        frozenset({"platform.twitter.com", "platform.x.com"}),
        r"/embed/Tweet\.html",
        "https://x.com/i/status/{id}",
        query="id",
    ),
    Player(
        "Instagram",
        frozenset({"www.instagram.com", "instagram.com"}),
        r"/((?:p|reel|tv)/[\w-]{5,30})/embed(?:/captioned)?/?",
        "https://www.instagram.com/{id}/",
    ),
    Player("TikTok", frozenset({"www.tiktok.com"}), r"/(?:embed|player)/.+"),
    Player("Datawrapper", frozenset({"datawrapper.dwcdn.net"}), "/.+"),
    Player("Flourish", frozenset({"flo.uri.sh", "public.flourish.studio"}), "/.+"),
    Player("Google Maps", frozenset({"www.google.com", "maps.google.com"}), r"/maps.*"),
    Player("CodePen", frozenset({"codepen.io"}), "/.+/embed/.+"),
)

_ADDRESSES = ("data-src", "data-lazy-src", "data-original", "data-litespeed-src", "src", "data")
_VIDEO_IDS = ("data-videoid", "videoid", "video-id")
_VIDEO_ID = re.compile(r"[\w-]{1,30}")

_FLOW = frozenset({"body", "div", "section", "article", "main", "aside", "blockquote", "td"})


def drop_dead_frames(root: LexborNode, base: str, url: str) -> None:
    """Take out the frames that no link can stand for; an `<object>` leaves its fallback."""
    for frame in root.css(FRAMES):
        if _link(frame.attributes, base, url) is None:
            if frame.tag == "object":
                frame.unwrap(delete_empty=True)
            else:
                drop(frame)


def rebuild(root: LexborNode, base: str, url: str) -> str:
    """Return an element's inner HTML, with links for its frames.

    Only the outermost of them are parsed once more: a whole article would take a hundred times
    as long.
    """
    html = root.inner_html or ""
    made: list[str] = []
    inside: set[int] = set()
    at = 0
    for node in root.css(FRAMES):  # in page order
        if node.mem_id not in inside:
            inside.update(inner.mem_id for inner in node.css(FRAMES))
            piece = node.html or ""
            begin = html.index(piece, at)
            made += html[at:begin], _rebuilt(node, base, url)
            at = begin + len(piece)
    return "".join((*made, html[at:]))


def _rebuilt(node: LexborNode, base: str, url: str) -> str:
    # 0.1 s once, so only reached where there is a frame. lexbor's serialisation closes every
    # element, so the plain parser gives its very tree.
    from bs4 import BeautifulSoup

    around = _around(node)
    shell = "".join(f"<{tag}>" for tag in around)
    soup = BeautifulSoup(f"{shell}{node.html}", "html.parser", multi_valued_attributes=None)
    for frame in soup.select(FRAMES):
        attributes = {name: str(value) for name, value in frame.attrs.items()}
        if link := _link(attributes, base, url):
            frame.replace_with(_stand_in(soup, frame, link))
    inner: Tag = soup
    for tag in around:
        inner = inner.find(tag) or inner
    return inner.decode_contents(formatter="minimal")


def _around(node: LexborNode) -> list[str]:
    """Return what matters of where a node stands: whether in a link, and what it is a child of."""
    tags: list[str] = []
    outer = node.parent
    while outer is not None and (tag := outer.tag):
        if not tags or tag == "a":
            tags.insert(0, tag)
        outer = outer.parent
    return tags


def _stand_in(soup: BeautifulSoup, frame: Tag, link: Link) -> Tag | str:
    """Return what is put in a frame's place: a link, as a paragraph of its own among blocks."""
    shown: Tag | str = link.text
    if link.preview:
        shown = soup.new_tag("img", attrs={"src": link.preview, "alt": link.text})
    if frame.find_parent("a"):
        return shown  # no link lies in another
    anchor = soup.new_tag("a", attrs={"href": link.url})
    anchor.append(shown)
    if frame.parent is None or frame.parent.name not in _FLOW:
        return anchor
    paragraph = soup.new_tag("p")
    paragraph.append(anchor)
    return paragraph


def _link(attributes: Mapping[str, str | None], base: str, url: str) -> Link | None:
    """Return the link that stands for a frame; None if there is nothing to link to."""
    title = plain_line(attributes.get("title") or "", 150)
    for name in _VIDEO_IDS:
        if _VIDEO_ID.fullmatch(video := attributes.get(name) or ""):
            return _playing("YouTube", title, _WATCH.format(id=video), _STILL.format(id=video))
    addresses = (absolute(attributes.get(name) or "", base) for name in _ADDRESSES)
    address = next((one for one in addresses if one and one != base), "")
    if not address or is_tracker(attributes, address) or points_inward(address, base):
        return None
    for player in PLAYERS:
        if host(address) in player.hosts and (link := _played(player, address, title)):
            return link
    if url and same_site(address, url) and not address.endswith(".swf"):
        name = address.rpartition("/")[2] if media_type(address) else host(address)
        return Link(strip_tracking(address), title or name)
    return None


def _played(player: Player, address: str, title: str) -> Link | None:
    parts = urlsplit(address)
    found = re.fullmatch(player.path, parts.path)
    if not found:
        return None
    if not player.page:
        return _playing(player.name, title, strip_tracking(address))
    asked = parse_qs(parts.query).get(player.query, [""])[0]
    name = asked if player.query else found[1]
    if not re.fullmatch(r"[\w./%-]{1,200}", name):
        return None
    return _playing(player.name, title, player.page.format(id=name), player.preview.format(id=name))


def _playing(name: str, title: str, page: str, preview: str = "") -> Link:
    """Return a player's link; its frame's title is told unless it is the player's own."""
    spoken = title.casefold()
    if "player" in spoken or "embed" in spoken or not title:
        return Link(page, name, preview)
    return Link(page, title if name.casefold() in spoken else f"{name}: {title}", preview)
