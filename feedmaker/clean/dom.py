"""What the cleaning steps share on a lexbor tree: blocks and lines, and taking nodes out.

A *line* is what a browser could show as one: inline siblings up to the next
block or `<br>` on either side.
"""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu"
    " nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())

# Void elements, and a row without a cell would shift its table
_STAY = frozenset({"body", "html", "td", "th", "tr", "br", "wbr", "col", "source", "track"})
_SHOWN = frozenset({"img", "audio", "video", "hr", "iframe", "object", "embed", "math", "td", "th"})
_LONGEST_LINE = 100
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def set_attributes(node: LexborNode, wanted: Mapping[str, str]) -> None:
    """Give an element these attributes in this order, and no other."""
    attributes = node.attrs
    for name in list(attributes):
        del attributes[name]
    for name, value in wanted.items():
        attributes[name] = value


def is_blank(text: str) -> bool:
    """Tell whether a text shows nothing."""
    return not text or text.isspace() or not text.strip().strip(_INVISIBLE + " \t\n\xa0")


def is_block(node: LexborNode) -> bool:
    """Tell whether a node begins and ends a line."""
    return node.tag in BLOCKS


def ends_line(node: LexborNode) -> bool:
    """Tell whether no line goes on across this node."""
    return node.tag == "br" or node.tag in BLOCKS


def shows_nothing(node: LexborNode) -> bool:
    """Tell whether an element's own children show nothing; says nothing of theirs.

    So it is asked from the inside out.
    """
    for child in node.iter(include_text=True):
        if child.is_text_node:
            if not is_blank(child.text_content or ""):
                return False
        elif child.tag != "br":
            return False
    return node.tag not in _SHOWN


def neighbour(node: LexborNode, *, after: bool) -> LexborNode | None:
    """Return the next sibling on one side that is no blank text."""
    one = node.next if after else node.prev
    while one is not None and one.is_text_node and is_blank(one.text_content or ""):
        one = one.next if after else one.prev
    return one


def line_of(node: LexborNode) -> list[LexborNode]:
    """Return the siblings that share a line with an inline node, itself among them, in order.

    A line of more than _LONGEST_LINE nodes is none that anyone asks for: empty.
    """
    line = [node]
    for after in (False, True):
        one = node.next if after else node.prev
        while one is not None and not ends_line(one):
            line.append(one)
            one = one.next if after else one.prev
            if len(line) > _LONGEST_LINE:
                return []
        if not after:
            line.reverse()
    return line


def drop(node: LexborNode) -> None:
    """Take a node out, and what then shows nothing around it; but never the body.

    Two lines that only the node kept apart stay apart.
    """
    parent = node.parent
    if parent is None or node.tag == "body":
        return
    before, after = neighbour(node, after=False), neighbour(node, after=True)
    if is_block(node) and before and after and not ends_line(before) and not ends_line(after):
        node.replace_with(node.parser.create_node("br"))
    else:
        node.decompose()
    drop_if_empty(parent)


def drop_if_empty(node: LexborNode | None) -> None:
    """Take an element out if it shows nothing, and so on upwards."""
    while node is not None and node.tag not in _STAY and shows_nothing(node):
        parent = node.parent
        if parent is None:
            return
        if is_block(node):
            drop(node)
            return
        node.unwrap(delete_empty=True)  # its spaces may part two words
        node = parent


def rename(node: LexborNode, tag: str) -> None:
    """Put an element of another name, with the same attributes and children, in a node's place."""
    renamed = node.parser.create_node(tag)
    for name, value in node.attributes.items():
        renamed.attrs[name] = value
    node.insert_before(renamed, move=True)
    while (child := node.first_child) is not None:
        renamed.insert_child(child, move=True)
    node.decompose()
