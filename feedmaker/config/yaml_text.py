"""YAML bytes -> texts, each with its place; what YAML itself would swallow is caught.

Every scalar stays the text that was written, because the key decides its type
(`language: no` is Norwegian). The nodes are built straight from the events of
the C loader, with a stack of our own: nothing here recurses on input, so
100,000 nested brackets are one fault and no crash. Aliases, anchors and tags are
refused: a site file needs none, and they are how YAML bombs are made.

What the keys mean is read in `site`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

import yaml

from feedmaker.config.diagnostics import Path, new_fault
from feedmaker.config.suggest import as_list, in_single_quotes, quoted
from feedmaker.errors import Fault

LARGEST = 256 * 1024
"""Bytes of one file."""
DEEPEST = 20
"""Levels of lists and mappings."""

Place = tuple[int, int]
"""Line and column, from 1."""

_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")  # YAML 1.1 §4.2: what ends a line
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # YAML 1.1 §4.1.1; also what no value may hold after its escapes are read
_KEYED = re.compile(r"\s*(?:-\s+)*(?P<key>[\w.-]+):\s+(?P<value>\S.*?)\s*")
_ITEM = re.compile(r"\s*-\s+(?P<value>\S.*?)\s*")
_NOT_A_COMMENT = re.compile(r"\s+(#[^\s#]\S*)\s*")  # `#main`, but neither `# main` nor `#main one`
_COMMENT_IN_FLOW = re.compile(r"[\[{,]\s*(#[^\s,\]}]+)")
_ALL_IN_BRACES = re.compile(r"(?P<key>[\w.-]+): *\{(?P<value>[^{}\[\]:]+)\}")
_SOME_IN_BRACES = re.compile(r"(?P<key>[\w.-]+): *(?P<value>[^{}\[\]:,]+(?:,[^{}\[\]:,]+)+)\}")
_FOREVER_OPEN = ("while parsing a flow", "while scanning a quoted scalar")


@dataclass(frozen=True, slots=True)
class Node:
    """A value, or a list or mapping of them, and where it stands: its key, or itself in a list."""

    value: str | tuple[Node, ...] | dict[str, Node]
    file: str
    line: int  # from 1
    column: int  # from 1
    comment: str = ""  # a word with `#` right after plain text: a comment, or meant as part of it?


@dataclass(frozen=True, slots=True)
class Nodes:
    """What a file holds. `dropped` values are left out of `root`, and each has its fault."""

    root: Node
    faults: tuple[Fault, ...]
    dropped: frozenset[Path]


class _StopError(Exception):
    """A fault after which nothing more of the file can be told."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been reached."""

    path: Path
    place: Place
    into: list[Node] | dict[str, Node]
    good: bool  # False: what it holds is left out, because it has a fault itself
    key: yaml.ScalarEvent | None = None  # of a mapping, waiting for its value


@dataclass(slots=True)
class _Reading:
    """A file while it is read."""

    file: str
    lines: Sequence[str]
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)
    dropped: set[Path] = field(default_factory=set)


def read_nodes(body: bytes, file: str) -> Nodes:
    """Return the file's nodes and all that is wrong with its YAML; the root is a mapping.

    It is empty where the file can't be read to its end.
    """
    text, fault = _decode(body, file)
    reading = _Reading(file, _BREAK.split(text))
    if fault is None:
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                _take(reading, event)
        except _StopError:
            pass
        except yaml.MarkedYAMLError as error:
            reading.faults.append(_syntax_fault(reading, error))
        else:
            fault = _root_fault(reading)
    if fault is not None:
        reading.faults.append(fault)
    root = reading.root
    if root is None or not isinstance(root.value, dict):
        root = Node({}, file, 1, 1)
    return Nodes(root, tuple(reading.faults), frozenset(reading.dropped))


def merge(under: Node | None, over: Node) -> Node:
    """Return `over` with what only `under` has: mappings key by key, all else replaced."""
    if under is None or not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    own = over.value
    merged = {
        key: merge(node, own[key]) if key in own else node for key, node in under.value.items()
    }
    return replace(over, value=merged | {k: n for k, n in own.items() if k not in under.value})


def plain(node: Node) -> object:
    """Return a node's value as str, list and dict."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    return [plain(child) for child in node.value]


def node_at(root: Node, path: Path) -> Node:
    """Return the node at a path, or the last one on the way to it."""
    node = root
    for step in path:
        below = dict(_children(node))
        if step not in below:
            break
        node = below[step]
    return node


def texts(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every text below a node, with its path."""
    if isinstance(node.value, str):
        yield path, node
    for step, child in _children(node):
        yield from texts(child, (*path, step))


def _children(node: Node) -> Iterator[tuple[str | int, Node]]:
    if isinstance(node.value, dict):
        yield from node.value.items()
    elif isinstance(node.value, tuple):
        yield from enumerate(node.value)


def _decode(body: bytes, file: str) -> tuple[str, Fault | None]:
    if len(body) > LARGEST:
        return "", new_fault(file, 0, 0, (), f"is larger than {LARGEST // 1024} KB")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _BREAK.split(body[: error.start].decode("utf-8", "replace"))
        wrong = f"byte 0x{body[error.start]:02x} is not UTF-8: save the file in that encoding"
        return "", new_fault(file, len(before), len(before[-1]) + 1, (), wrong)
    if found := _UNREADABLE.search(text):
        before = _BREAK.split(text[: found.start()])
        wrong = f"character U+{ord(found[0]):04X} can't stand in a YAML file"
        return text, new_fault(file, len(before), len(before[-1]) + 1, (), wrong)
    return text, None


def _root_fault(reading: _Reading) -> Fault | None:
    root = reading.root
    if root is not None and isinstance(root.value, dict):
        return None
    if root is None and reading.faults:
        return None
    if root is None:
        return new_fault(
            reading.file, 0, 0, (), "is empty: the least is one line, `url: https://…`"
        )
    address = "https://…"
    if isinstance(root.value, str) and root.value:
        address = re.sub(r"(?i)^url\s*[:=]\s*", "", root.value)
    elif isinstance(root.value, tuple) and all(isinstance(one.value, str) for one in root.value):
        address = as_list([str(one.value) for one in root.value])
    return new_fault(
        reading.file, root.line, root.column, (), f"keys are wanted here, as in `url: {address}`"
    )


def _take(reading: _Reading, event: yaml.Event) -> None:
    """Add one event to what has been read. Raises _StopError at a fault that ends the reading."""
    if isinstance(event, yaml.DocumentStartEvent) and reading.root is not None:
        _stop(reading, event, "a second document begins here; one file is one feed")
    if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
        done = reading.stack.pop()
        value = done.into if isinstance(done.into, dict) else tuple(done.into)
        _attach(reading, done.path, Node(value, reading.file, *done.place) if done.good else None)
    if not isinstance(event, yaml.NodeEvent):
        return
    top = reading.stack[-1] if reading.stack else None
    as_key = top is not None and isinstance(top.into, dict) and top.key is None
    if as_key and not isinstance(event, yaml.ScalarEvent):
        _stop(reading, event, "a key must be a text")
    good = _allowed(reading, event)
    if as_key and top is not None and isinstance(event, yaml.ScalarEvent):
        top.key = event
        return
    path, place = _place(reading, event)
    if isinstance(event, yaml.CollectionStartEvent):
        if len(reading.stack) >= DEEPEST:
            _stop(reading, event, f"nested deeper than {DEEPEST} levels")
        into: list[Node] | dict[str, Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
        reading.stack.append(_Open(path, place, into, good))
    elif good and isinstance(event, yaml.ScalarEvent):
        _attach(reading, path, _text(reading, event, path, place))
    else:
        _attach(reading, path, None)


def _place(reading: _Reading, event: yaml.NodeEvent) -> tuple[Path, Place]:
    """Return a value's path, and the place of its key, or its own in a list."""
    own = _begin(event)
    if not reading.stack:
        return (), own
    top = reading.stack[-1]
    if isinstance(top.into, list):
        return (*top.path, len(top.into)), own
    if top.key is None:
        return top.path, own
    return (*top.path, top.key.value), _begin(top.key)


def _attach(reading: _Reading, path: Path, node: Node | None) -> None:
    """Put a finished value (None: a faulty one) into what holds it."""
    if node is None:
        reading.dropped.add(path)
    if not reading.stack:
        reading.root = node
        return
    top = reading.stack[-1]
    if isinstance(top.into, list):
        if node is not None:
            top.into.append(node)
        return
    key, top.key = top.key, None
    assert key is not None  # a mapping's value always has one
    if key.value in top.into:
        first = top.into[key.value].line
        _note(reading, key, path, f"the key stands twice (first in line {first})")
    elif node is not None:
        top.into[key.value] = node


def _text(reading: _Reading, event: yaml.ScalarEvent, path: Path, place: Place) -> Node | None:
    """Return a scalar's node; None, with a fault noted, if YAML swallowed it."""
    if not event.value and event.implicit[0]:
        _note_empty(reading, path, place)
        return None
    if found := _UNREADABLE.search(event.value):
        what = f"no value can hold the character U+{ord(found[0]):04X}"
        _note(reading, event, path, what + _pattern_hint(reading, event))
        return None
    word = ""
    if event.implicit[0] and event.end_mark is not None:
        rest = reading.lines[event.end_mark.line][event.end_mark.column :]
        found = _NOT_A_COMMENT.fullmatch(rest)
        word = found[1] if found else ""
    return Node(event.value, reading.file, *place, comment=word)


def _note_empty(reading: _Reading, path: Path, place: Place) -> None:
    line, column = place
    written = reading.lines[line - 1][column - 1 :] if line <= len(reading.lines) else ""
    key, mark, rest = written.partition(":") if isinstance(path[-1], str) else ("-", " ", written)
    if isinstance(path[-1], str) and key.strip("\"' ") != path[-1]:
        mark = ""  # within braces: a key alone
    rest = rest.strip()
    problem = "is empty: give it a value, or take the line away"
    if isinstance(path[-1], str) and not mark and (meant := _list_meant(reading, path, line)):
        problem = f"has no value; a list stands in brackets: write `{meant}`"
    if _NOT_A_COMMENT.match(" " + rest):
        problem = (
            f"is empty, because `#` begins a comment; write `{key}{mark.strip()} {quoted(rest)}`"
        )
    reading.faults.append(new_fault(reading.file, line, column, path, problem))


def _list_meant(reading: _Reading, path: Path, line: int) -> str:
    """Return the list that was meant by `{formats: rss, atom}` or `tags: {news, coast}`."""
    text = reading.lines[line - 1]
    found = _SOME_IN_BRACES.search(text) or _ALL_IN_BRACES.search(text)
    parts = [one.strip() for one in found["value"].split(",")] if found else []
    if found is None or path[-1] not in parts:
        return ""
    return f"{found['key']}: {as_list(parts)}"


def _allowed(reading: _Reading, event: yaml.NodeEvent) -> bool:
    """Tell whether a value is free of YAML's own machinery; note the fault if not."""
    what = ""
    if isinstance(event, yaml.AliasEvent):
        what = f"an alias (`*{event.anchor}`)"
    elif event.anchor:
        what = f"an anchor (`&{event.anchor}`)"
    elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
        what = f"a tag (`{event.tag}`)"
    if not what:
        return True
    path, _ = _place(reading, event)
    in_mapping = bool(reading.stack) and isinstance(reading.stack[-1].into, dict)
    alone = in_mapping and not isinstance(event, yaml.CollectionStartEvent)
    line, column = _begin(event)
    in_braces = "{" in reading.lines[line - 1][: column - 1]
    hint = _quoting_hint(reading, line - 1) if alone and not in_braces else ""
    _note(reading, event, path, f"{what} is not for site files{hint}")
    return False


def _begin(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _note(reading: _Reading, event: yaml.Event, path: Path, problem: str) -> None:
    reading.faults.append(new_fault(reading.file, *_begin(event), path, problem))


def _stop(reading: _Reading, event: yaml.Event, problem: str) -> NoReturn:
    _note(reading, event, (), problem)
    raise _StopError


def _syntax_fault(reading: _Reading, error: yaml.MarkedYAMLError) -> Fault:
    opened = (error.context or "").startswith(_FOREVER_OPEN)
    mark = error.context_mark if opened else error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if opened and reading.stack and error.context == "while parsing a flow node":
        line, column = reading.stack[-1].place  # its own mark is the end of the file
    written = reading.lines[line - 1] if line <= len(reading.lines) else ""
    here = written[column - 1 : column]
    problem = f"is no YAML: {error.problem}"
    if here == "\t":
        problem = "a tab can't indent YAML: use spaces"
    elif opened and (found := _COMMENT_IN_FLOW.search(written)):
        problem = f"`#` begins a comment, even within brackets: write `{quoted(found[1])}`"
    elif error.context == "while parsing a quoted scalar":
        problem = _escape_problem(reading, error)
    elif opened and here in {'"', "'"}:
        problem = f"the quote that begins here does not end as it should ({error.problem})"
    elif opened:
        problem = f"the bracket that opens here does not close as it should ({error.problem})"
    else:
        problem += _quoting_hint(reading, line - 1)
    return new_fault(reading.file, line, column, (), problem)


def _escape_problem(reading: _Reading, error: yaml.MarkedYAMLError) -> str:
    """Say which backslash double quotes can't hold, and how the line is meant."""
    wrong, begin = error.problem_mark, error.context_mark
    if wrong is None or begin is None:  # libyaml gives both
        return f"is no YAML: {error.problem}"
    escape = reading.lines[wrong.line][wrong.column :][:2]
    if not escape.startswith("\\"):  # it points behind `\x`, at what should be a hexadecimal digit
        escape = reading.lines[wrong.line][max(0, wrong.column - 2) :][:2]
    what = f"`{escape}` means nothing in double quotes: write "
    line = in_single_quotes(reading.lines[begin.line], begin.column)
    return what + (f"`{line}`" if line else "the text in single quotes")


def _pattern_hint(reading: _Reading, event: yaml.ScalarEvent) -> str:
    r"""Return how to write `"\bword"`, which YAML reads as a backspace and a word."""
    if event.style != '"' or "\b" not in event.value or event.start_mark is None:
        return ""
    begin = event.start_mark
    line = in_single_quotes(reading.lines[begin.line], begin.column)
    return rf"; if `\b` belongs to a pattern, write `{line}`" if line else ""


def _quoting_hint(reading: _Reading, number: int) -> str:
    """Return how to write the value in a line that YAML reads as something else; "" if unknown."""
    line = reading.lines[number] if number < len(reading.lines) else ""
    if found := _KEYED.fullmatch(line):
        key = f"{found['key']}: "
    elif found := _ITEM.fullmatch(line):
        key = "- "
    else:
        return ""
    if found["value"][0] in "\"'":
        return ""
    return f"; if it is all one value, write `{key}{quoted(found['value'])}`"
