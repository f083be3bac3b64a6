"""Bytes of a page -> text: which charset a page is in, as browsers find it.

Labels are WHATWG's; where nobody states one, or what is stated can't be, the bytes
themselves are asked. Feeds and binary files are told apart elsewhere (`document`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

import webencodings

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

_OTHER_PARAMETER = re.compile(
    r'(?i)(?:^|[;,\s])(?!charset\s{0,9}=)[\w!#$&^.+-]{1,80}\s{0,9}=\s{0,9}"(?:[^"\\]|\\.)*(?:"|$)'
)
_HEADER_CHARSET = re.compile(r"(?i)(?:^|[;,\s])charset\s*=\s*[\"']?([^\s\"';,]+)")

# What a prescan steps over or into (WHATWG HTML §13.2.3.2); each piece is bounded by the prescan
_PIECE = re.compile(
    rb"(?i)<!--.*?(?:-->|\Z)"
    rb"|<(?P<raw>title|script|style|textarea)(?=[\s/>])"
    rb"|</(?P<end>title|script|style|textarea)(?=[\s/>])"
    rb"|<meta(?=[\s/])(?P<meta>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)"
    rb"|</?[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"([^\s/>=\"']{1,40})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?"
)
_IN_CONTENT = re.compile(rb"(?i)(?:^|[;,\s])charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})")
_LABEL = re.compile(rb"\s*([A-Za-z0-9_:.-]{1,40})\s*/?")
_XML_CHARSET = re.compile(rb"^<\?xml[^>]{0,100}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{1,40})")
_PRESCAN = 4096  # the standard looks at 1024 bytes; real pages put long scripts before the meta

_CONTROL = re.compile("[\x80-\x9f]")
_SIGNS = {n: bytes([n]).decode("windows-1252", "ignore") or chr(n) for n in range(0x80, 0xA0)}

_NO_CHANCE = 12  # bytes in multi-byte characters
_TELLING = 3  # multi-byte characters to each broken one, where nobody states a charset
_GOOD = 10  # multi-byte characters to each broken one: text in another charset has hardly any


def decode(body: bytes, content_type: str = "", override: str = "") -> str:
    """Return a page's text; bytes that fit no character become U+FFFD, signs of Windows their own.

    U+0092 is no character of a text but what a converter made of an apostrophe: the same is
    meant as by `&#146;`, which every browser reads so (WHATWG HTML §13.2.5.80).
    """
    text = _decode(body, content_type, override)
    return text.translate(_SIGNS) if not text.isascii() and _CONTROL.search(text) else text


def _decode(body: bytes, content_type: str, override: str) -> str:
    """Return what the bytes say.

    Order (WHATWG HTML §13.2.3): the site file's override, BOM, header, meta,
    then UTF-8 if the bytes are that, else a detector. An unknown label is passed
    over; a meta tag is not believed against bytes that can only be UTF-8, a few
    broken ones among them or not.
    """
    for bom, name in _BOMS:
        if body.startswith(bom) and not override:
            return body[len(bom) :].decode(name, "replace")
    header = _header_label(content_type)
    told = (f"cp{override}" if override.isdigit() else override, header)
    if (text := _decode_as(told, body)) is not None:
        return text
    if not override and not header and (text := _plain_utf8(body)):
        return text
    stated = (_meta_label(body[:_PRESCAN]), _xml_label(body))
    # A meta tag that could be read is not UTF-16 (WHATWG HTML §13.2.3.3)
    believed = ["utf-8" if label.lower().startswith("utf-16") else label for label in stated]
    if (text := _decode_as(believed, body)) is not None:
        return text
    text = body.decode("utf-8", "replace")
    good, broken = _count(text, body)
    return text if not broken or good >= _TELLING * broken else _detect(body)


def _decode_as(labels: Iterable[str], body: bytes) -> str | None:
    """Return the text in the first charset that is one; None if none of the labels is."""
    for label in labels:
        if label and (encoding := webencodings.lookup(label)) and encoding.name != "replacement":
            text = str(encoding.codec_info.decode(body, "replace")[0])
            return text.removeprefix("\ufeff")
    return None


def _header_label(content_type: str) -> str:
    """Return the charset of a Content-Type; one inside another parameter's quotes is none."""
    found = _HEADER_CHARSET.search(_OTHER_PARAMETER.sub(" ", content_type[:1000]))
    return found[1] if found else ""


def _meta_label(head: bytes) -> str:
    """Return the charset that a meta element states; "" if none does.

    One in a comment or in an attribute is none. One inside the text of a title or a script
    is none for browsers that parse the page, and yet it may be a misplaced one: it
    counts only where there is no other.
    """
    misplaced, inside = "", b""
    for piece in _PIECE.finditer(head):
        if raw := piece["raw"]:
            inside = inside or raw.lower()
        elif (end := piece["end"]) and end.lower() == inside:
            inside = b""
        elif piece["meta"] is not None and (label := _stated(piece["meta"])):
            if not inside:
                return label
            misplaced = misplaced or label
    return misplaced


def _stated(attributes: bytes) -> str:
    said: dict[bytes, bytes] = {}
    for name, *values in _ATTRIBUTE.findall(attributes):
        said.setdefault(name.lower(), next(filter(None, values), b""))
    if (label := _LABEL.fullmatch(said.get(b"charset", b""))) is not None:
        return label[1].decode("ascii")
    content = said.get(b"content", b"").strip().lower()
    of_type = said.get(b"http-equiv", b"").strip().lower() == b"content-type"
    if of_type or content.startswith((b"text/html", b"application/xhtml")):
        found = _IN_CONTENT.search(content)
        return found[1].decode("ascii") if found else ""
    return ""


def _xml_label(body: bytes) -> str:
    found = _XML_CHARSET.search(body[:_PRESCAN])
    return found[1].decode("ascii") if found else ""


def _plain_utf8(body: bytes) -> str:
    """Return the text if the bytes can only be UTF-8, whatever a meta tag says; else "".

    Pages that were converted on their way keep the old tag, and hardly any text in
    another encoding is UTF-8 by chance. A broken byte here and there, from a
    cut text or a comment, makes no other encoding of it.
    """
    text = body.decode("utf-8", "replace")
    good, broken = _count(text, body)
    many = len(text.encode("utf-8")) - len(text) - 2 * broken >= _NO_CHANCE
    return text if many and good >= _GOOD * broken else ""


def _count(text: str, body: bytes) -> tuple[int, int]:
    """Return how many multi-byte characters a text has, and how many bytes were none."""
    lost = text.count("\ufffd")
    broken = lost - body.count(b"\xef\xbf\xbd") if lost else 0
    return len(text) - len(text.encode("ascii", "ignore")) - lost, broken


def _detect(body: bytes) -> str:
    from charset_normalizer import from_bytes  # slow, and seldom reached

    best = from_bytes(body[:100_000]).best()
    return body.decode(best.encoding if best else "windows-1252", "replace")
