"""Text that a page folds away behind "Read more", opened where it is part of what is read.

What is hidden is left out of an article, but for this: the second half that the page sent
along, and shows after a click. What else hides text is for `shown_text` and `clean`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from feedmaker.page.invitations import invites
from feedmaker.page.shown_text import is_hidden, shown_text

_SWITCHES = (
    "button, summary, label, [role=button], [aria-expanded], [aria-controls], [onclick],"
    " a[href^='#'], a[href^='javascript:'], a:not([href]), [data-target], [data-bs-target]"
)
_MAY_BE_HIDDEN = "[hidden], [style], [class*=hidden], .d-none"
"""All that `is_hidden` can be true of; asked first, because most pages fold nothing away."""

_SENT_BEHIND = "div[hidden][id^='S:']"
_PLACES = "template[id^='B:'], template[id^='P:']"
_END = "/$"
_MOST_PARTS = 500
_PANELS = "[role=tabpanel]"
"""One of several is shown: the commands for one system, say, and hidden those for others."""

_TARGETS = ("aria-controls", "data-target", "data-bs-target", "href")
_ASKS = "form, input, textarea, select, iframe"
_MOST_SWITCHES = 100
_LONGEST = 200
"""Characters of a switch."""

_MOST_LINKED = 0.5
"""Of the letters; a list of links is a menu, or leads to other stories."""


def open_folds(root: LexborNode) -> None:
    """Show what is folded away behind words that invite to read on; take these words out.

    What is told under other tabs is shown, too: each reader has another system; and what was
    sent behind the page stands where scripts would put it.
    """
    if not any(map(is_hidden, root.css(_MAY_BE_HIDDEN))):
        return
    _put_in_place(root)
    for panel in root.css(_PANELS)[:_MOST_SWITCHES]:
        if _is_text(panel) and any(not is_hidden(one) for one in _panels_beside(panel)):
            _show(panel)
    opened: set[int] = set()
    named_elements: dict[str, LexborNode] | None = None
    for switch in root.css(_SWITCHES)[:_MOST_SWITCHES]:
        said = (switch.text() or "").strip()
        if not said or len(said) > _LONGEST or not invites(shown_text(switch)):
            continue
        if named_elements is None:
            named_elements = _named_elements(root)
        named = _named(switch, named_elements)
        folded_away = [named] if named is not None else _beside(switch)
        folded_away = [one for one in folded_away if one.mem_id in opened or _is_text(one)]
        for node in folded_away:
            _show(node)
            opened.add(node.mem_id)
        if folded_away:
            switch.decompose()


def _named_elements(root: LexborNode) -> dict[str, LexborNode]:
    found: dict[str, LexborNode] = {}
    for one in root.css("[id]"):
        found.setdefault(one.attributes.get("id") or "", one)
    return found


def _put_in_place(root: LexborNode) -> None:
    """Move what React sent behind the page, hidden, to where its scripts would move it.

    A place is a template with the part's number; what stands there until the part has come
    ends with a comment. A part may hold the places of later ones, so the last goes first.
    """
    parts = root.css(_SENT_BEHIND)[:_MOST_PARTS]
    if not parts:
        return
    places = {(one.attributes.get("id") or "")[2:]: one for one in root.css(_PLACES)}
    for part in reversed(parts):
        place = places.get((part.attributes.get("id") or "")[2:])
        if place is None:
            continue
        for node in list(part.iter(include_text=True)):
            place.insert_before(node)
        part.decompose()
        for node in _waiting(place):
            node.decompose()
        place.decompose()


def _waiting(place: LexborNode) -> list[LexborNode]:
    """Return what stands in a place until its part has come; [] if its end is not told."""
    found: list[LexborNode] = []
    node = place.next
    while node is not None and not (node.is_comment_node and node.comment_content == _END):
        found.append(node)
        node = node.next
    return found if node is not None else []


def _panels_beside(panel: LexborNode) -> Iterator[LexborNode]:
    """Yield the tabs' other panels, beside one of them."""
    for forward in (True, False):
        one = panel.next if forward else panel.prev
        while one is not None:
            if one.is_element_node and one.attributes.get("role") == "tabpanel":
                yield one
            one = one.next if forward else one.prev


def _named(switch: LexborNode, elements: Mapping[str, LexborNode]) -> LexborNode | None:
    """Return the element that a switch says it opens."""
    for name in _TARGETS:
        value = (switch.attributes.get(name) or "").strip()
        if name != "aria-controls" and not value.startswith("#"):
            continue
        target = value.removeprefix("#")
        if target and target in elements:
            return elements[target]
    return None


def _beside(switch: LexborNode) -> list[LexborNode]:
    """Return the hidden elements right behind a switch, else those before it."""
    at = switch
    while (around := at.parent) is not None and around.tag != "body" and _is_alone(at):
        at = around
    return list(_hidden_run(at, forward=True)) or list(_hidden_run(at, forward=False))


def _hidden_run(node: LexborNode, *, forward: bool) -> Iterator[LexborNode]:
    one = node.next if forward else node.prev
    while one is not None:
        if one.is_element_node:
            if not is_hidden(one):
                return
            yield one
        elif one.is_text_node and (one.text_content or "").strip():
            return
        one = one.next if forward else one.prev


def _is_alone(node: LexborNode) -> bool:
    for forward in (True, False):
        one = node.next if forward else node.prev
        while one is not None:
            if one.is_element_node or (one.is_text_node and (one.text_content or "").strip()):
                return False
            one = one.next if forward else one.prev
    return True


def _is_text(node: LexborNode) -> bool:
    """Tell whether a hidden element holds text to read, and no form and no list of links."""
    letters = _letters(node) if is_hidden(node) else 0
    if not letters or node.css_first(_ASKS) is not None:
        return False
    return sum(map(_letters, node.css("a[href]"))) <= _MOST_LINKED * letters


def _letters(node: LexborNode) -> int:
    return len("".join((node.text() or "").split()))


def _show(node: LexborNode) -> None:
    for name in ("hidden", "style", "class", "aria-hidden"):
        if name in node.attributes:
            del node.attrs[name]
