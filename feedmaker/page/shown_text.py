"""A node -> the words that a reader sees in it, as a title wants them.

Without what only screen readers say, what is hidden, and what is named as a mark beside the
words (a kicker, a subscriber's badge, a file's size); ruby with its reading in brackets,
emoji that are drawn as pictures as characters. Ids and dates are read from all of a node's
text (`rule_engine.text_of`), which never changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborNode

from feedmaker.page.emoji import smiley_of
from feedmaker.page.rule_engine import INLINE, text_of
from feedmaker.text import folded

_UNREAD = frozenset({"script", "style", "template", "title", "noscript"})
_RUBY = frozenset({"ruby", "rb", "rt", "rp", "rtc"})

_HIDDEN_STYLE = re.compile(
    r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em|rem)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,])"
)
_SPOKEN = re.compile(
    r"(?i)(?:(?:u|is|c|g|o|l|t|util|a11y)[-_]{1,2})?(?:sr-only|sr-text|visually-?hidden"
    r"|screen-?reader(?:s|-only|-text)?|hidden-visually|element-invisible|show-for-sr"
    r"|a11y-(?:hidden|text)|assistive-text|accessibility-text)(?:[-_]{1,2}\w+)?"
)
_HIDDEN_CLASSES = frozenset({"hidden", "d-none", "is-hidden", "displaynone", "display-none"})
_ON_WIDE_SCREENS = re.compile(r"\w+:|d-(?:sm|md|lg|xl|xxl)-")
_MARK = re.compile(
    r"(?i)(?:^|[-_])(?:kicker|over-?(?:line|title)|pre-?title|eyebrow|badges?|paywall|premium(?:-?icon)?"
    r"|roof-?line|dachzeile|spitzmarke|vinjett|vignet(?:te)?|surtitre|occhiello|antetitulo|chapeu|file-?(?:size|info))(?:$|[-_])"
)
_LONGEST_MARK = 40  # characters; what is longer is words of their own


def shown_text(node: LexborNode, without: frozenset[int] = frozenset()) -> str:
    """Return the words that a node shows, on one line; all its words, if it shows none.

    A link around a picture may have all its words for screen readers: then these count.
    `without` are nodes in it that are known to be marks beside the words, by `mem_id`.
    """
    only = node.first_child
    if only is not None and only.next is None and only.is_text_node:
        return text_of(node)
    if without and (line := _line(node, lambda n: n.mem_id in without or _is_beside(n))):
        return line
    for left_out in (_is_beside, is_unseen, is_hidden):
        if line := _line(node, left_out):
            return line
    return text_of(node)


def _line(node: LexborNode, left_out: Callable[[LexborNode], bool]) -> str:
    words: list[str] = []
    # An explicit stack: foreign trees may be deeper than Python's.
    stack: list[LexborNode | str] = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            words.append(one)
        elif one.is_text_node:
            words.append(_text(one))
        elif not one.is_element_node or (one is not node and (one.tag in _UNREAD or left_out(one))):
            continue
        elif one.tag in ("img", "amp-img"):
            words.append(smiley_of(one) or " ")
        else:
            before, after = _marks(one)
            words.append(before)
            stack.append(after)
            child = one.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
    return " ".join("".join(words).split())


def _text(node: LexborNode) -> str:
    """Return a text's words; between and around the parts of ruby no space is shown."""
    text = node.text_content or ""
    around = node.parent
    if around is None or around.tag not in _RUBY:
        return text
    return text.strip() if around.tag != "ruby" or text.isspace() else text


def _marks(node: LexborNode) -> tuple[str, str]:
    """Return what stands before and behind a node's words."""
    if node.tag == "rt" and (node.text() or "").strip():
        before = node.prev
        while before is not None and not before.is_element_node:
            before = before.prev
        # A page that writes the brackets itself (`<rp>`) has chosen them
        return ("", "") if before is not None and before.tag == "rp" else ("(", ")")
    return ("", "") if node.tag in INLINE or node.tag in _RUBY else (" ", " ")


def is_hidden(node: LexborNode) -> bool:
    """Tell whether a node's own markup hides it."""
    return hides(node.attributes)


def hides(said: Mapping[str, str | None]) -> bool:
    """Tell whether an element with these attributes is hidden by them."""
    if not said:
        return False
    if "hidden" in said and said.get("hidden") != "until-found":
        return True
    if (style := said.get("style")) and _HIDDEN_STYLE.search(style[:4096]):
        return True
    names = (said.get("class") or "")[:4096].split()
    if _HIDDEN_CLASSES.isdisjoint(names):
        return False
    return not any(_ON_WIDE_SCREENS.match(name) for name in names)


def is_unseen(node: LexborNode) -> bool:
    """Tell whether a node is hidden, a mark for eyes only, or said and not shown."""
    said = node.attributes
    if not said:
        return False
    if said.get("aria-hidden") == "true":
        return not _draws_emoji(node)
    names = (said.get("class") or "")[:4096].split()
    spoken = any(_SPOKEN.fullmatch(name) for name in names)
    return (spoken and not _has_drawn_twin(node)) or is_hidden(node)


def _is_beside(node: LexborNode) -> bool:
    """Tell whether a node is unseen, or its class says that it is a mark beside the title."""
    if is_unseen(node):
        return True
    said = (node.attributes.get("class") or "")[:4096] if node.attributes else ""
    if not said or not any(map(_MARK.search, said.split())) or "headline" in said.lower():
        return False
    return len(text_of(node)) <= _LONGEST_MARK


def _draws_emoji(node: LexborNode) -> bool:
    return any(smiley_of(image) for image in node.css("img, amp-img"))


def _has_drawn_twin(node: LexborNode) -> bool:
    """Tell whether the node says for screen readers what stands beside it in drawn letters."""
    for forward in (False, True):
        one = node.next if forward else node.prev
        while one is not None and one.is_text_node and not (one.text_content or "").strip():
            one = one.next if forward else one.prev
        if one is None or not one.is_element_node:
            continue
        if one.attributes.get("aria-hidden") == "true" and folded(one.text() or ""):
            return True
    return False
