"""The pictures, sound and film in an article's body, rebuilt so that a reader can show them.

Every one gets absolute addresses and only the attributes that say what it is.
What would only count readers, or ask their own network, is taken out.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import drop, set_attributes
from feedmaker.clean.trackers import is_tracker, points_inward
from feedmaker.page.emoji import emoji_of
from feedmaker.page.images import picture_address, read_picture
from feedmaker.text import first_words
from feedmaker.urls import absolute, host, strip_tracking

_OTHERS = ", video, audio, iframe, table, pre, blockquote"
_LAZY = ("src", "data-src", "data-lazy-src")


def show_pictures(root: LexborNode, base: str) -> None:
    """Make each picture a plain `<img>` of its real address; take out those that show nothing.

    One that draws an emoji becomes that character.
    """
    for node in root.css("picture, figure[data-src], figure[data-srcset]"):
        if node.css_first(f"img, amp-img{_OTHERS if node.tag == 'figure' else ''}") is None:
            node.insert_child(node.parser.create_node("img"), move=True)
    for node in root.css("img, amp-img"):
        if emoji := emoji_of(node):
            node.replace_with(emoji)
        else:
            _show_picture(node, base)
    for node in root.css("picture"):
        for source in node.css("source"):
            source.decompose()
        node.unwrap(delete_empty=True)


def show_media(root: LexborNode, base: str) -> None:
    """Leave audio and video their addresses, each with a plain link behind it.

    The link is for readers that show no player. Autoplay and the like go, and
    nothing is loaded before the reader asks.
    """
    for node in root.css("audio, video"):
        for child in list(node.iter(include_text=True)):
            if child.tag in {"source", "track"} and (address := _address(child, base)):
                child.attrs["src"] = address
            else:
                child.decompose()
        own, source = _address(node, base), node.css_first("source")
        address = own or ((source.attributes.get("src") or "") if source else "")
        if not address:
            drop(node)
            continue
        poster = picture_address(node, base) if node.tag == "video" else ""
        kept = {"src": own, "poster": "" if points_inward(poster, base) else poster}
        kept |= {"preload": "none"} | _stated(node, "width", "height")
        set_attributes(node, {name: value for name, value in kept.items() if value})
        _link(node, address)


def _show_picture(node: LexborNode, base: str) -> None:
    picture = read_picture(node, base)
    if picture is None or points_inward(picture.src, base):
        drop(node)
        return
    if is_tracker(node.attributes, picture.src):
        drop(node)
        return
    shown = {"src": picture.src}
    if picture.srcset:
        shown["srcset"] = picture.srcset
    shown["alt"] = node.attributes.get("alt") or ""
    shown |= _stated(node, "title", "width", "height")
    shown |= {"loading": "lazy", "referrerpolicy": "no-referrer"}
    if node.tag == "img":
        set_attributes(node, shown)
        return
    image = node.parser.create_node("img")
    set_attributes(image, shown)
    node.replace_with(image, move=True)


def _stated(node: LexborNode, *names: str) -> dict[str, str]:
    attributes = node.attributes
    return {name: value for name in names if (value := attributes.get(name))}


def _address(node: LexborNode, base: str) -> str:
    """Return the address of a media element or source; "" if a reader can't or shouldn't use it."""
    attributes = node.attributes
    addresses = (strip_tracking(absolute(attributes.get(n) or "", base)) for n in _LAZY)
    address = next((one for one in addresses if one and one != base), "")
    return "" if not address or points_inward(address, base) else address


def _link(node: LexborNode, address: str) -> None:
    """Put a link to the file behind a player, if there is none yet."""
    following = node.next
    if following is not None and following.attributes.get("href") == address:
        return
    around = node.parent
    while around is not None:
        if around.tag == "a":
            return  # no link lies in another
        around = around.parent
    anchor = node.parser.create_node("a")
    anchor.attrs["href"] = address
    file = unquote(urlsplit(address).path.rpartition("/")[2])
    anchor.insert_child(f"▶ {first_words(file, 80) or host(address)}")
    node.insert_after(anchor, move=True)
