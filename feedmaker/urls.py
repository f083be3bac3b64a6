"""Addresses: resolved as browsers do, normalised for comparing, compared by site.

Pure text work; whether an address may be asked is decided where the connection
is made (`fetch.ssrf_guard`), on the very address connected to.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

LONGEST = 2048
"""Characters; longer links are dropped, as no reader can be trusted with them."""

_EDGES = "".join(map(chr, range(0x21)))  # WHATWG URL: C0 controls and space fall off both ends
_INSIDE = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(?i)(https?):[/\\]*")
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{4})?/[A-Za-z0-9/._~+,;=&?-]*")  # nothing to mend
_ROOTED = re.compile(r"/(?!/)[A-Za-z0-9/._~+,;=&?-]*")  # nor here, but for the host
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
_PATH_SESSION = re.compile(r"(?i);jsessionid=[^/?#;]*")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORT = {"http": 80, "https": 443}

# The rest is not compiled here: a run without news asks for none, and a start is spared 2 ms.
_CAMPAIGN = "campaign|cid|cn|content|group|keyword|kwd|medium|placement|source"
_TRACKING = (
    r"(?i)(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid"
    r"|li_fat_id|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|__hstc|__hssc|__hsfp|hsctatracking|mkt_tok"
    r"|vero_id|oly_enc_id|oly_anon_id|_openstat|wickedid|_ga|_gl|ref_src|ref_url|cmpid|at_campaign"
    r"|at_medium|xtor|wt_mc|wt_zmc|__twitter_impression|_branch_match_id|guccounter"
    r"|guce_referrer|guce_referrer_sig|s_cid|spm|fb_action_ids|fb_action_types|fb_source|rb_clickid"
    rf"|srsltid|(?:piwik|pk|mtm|matomo)_(?:{_CAMPAIGN}))"
)
"""Names of parameters that tell who sent the reader, and never which page is meant."""

_FORMERLY_TRACKING = r"(?i)(?:__hs|guce_|fb_action_|piwik_|pk_|mtm_|matomo_)\w+"
"""What older feedmakers left out besides: a story's own name may begin so."""

_SESSION = (
    r"(?i)(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|session[_-]?id|sess(?:id)?|osesssid"
    r"|oscsid|xtcsid|zenid|sesskey|asp\.net_sessionid)"
)
_MAYBE_SESSION = r"(?i)(?:s|sid)"  # a session only when the value looks like one
_MIXED = r"(?=\w*[0-9])(?=\w*[a-z])[0-9a-z]"
_TOKEN = rf"(?i)[0-9a-f]{{16,64}}|{_MIXED}{{16,128}}"
_SHORT_TOKEN = rf"(?i){_MIXED}{{6,15}}"  # of a `sid`; `s=covid19` may be a search

_NO_PART = (
    r"(?i)top|page-?top|content|main(?:-?content)?|start"
    r"|comments?|(?:add|new|leave|post|view|show|all)-?comments?|comments?-?(?:area|form|list|section)"
    r"|respond|reply(?:-title)?|disqus[-_]thread|komentar|kommentare|commentaires|comentarios|reacties"
    r"|more-\d+|_=_|\.[\w-]{8,20}\.\w+"  # WordPress, Facebook, AddThis
    r"|google_vignette|goog_\w+|[!/]+"  # an advertisement before the page; a link that does nothing
)
_SENT_BY = r"(?i)echobox|ref|source|src|ftag|intcid|ns_\w+|at_\w+|ico|sref|sc|cid|gsc\.\w+"
"""Names that tell who sent the reader where they stand in a fragment, as parameters do."""

Counting = Collection[tuple[str, str]]
"""(host, name): parameters that have a session's name there, and tell the pages apart."""


def absolute(link: str, base: str) -> str:
    """Return link as an absolute, percent-encoded http(s) URL, or "" if it is no usable one.

    Reads the link as browsers do (WHATWG URL §4.4: control characters stripped,
    tab and newline dropped, backslash as slash). Refused: other schemes, a user
    part, no host, more than LONGEST characters. The host is IDNA-encoded (UTS 46).
    """
    link = link.strip(_EDGES)
    if len(link) > LONGEST:
        return ""
    if _PLAIN.fullmatch(link) and not _DOTS.search(link):
        return link
    if _ROOTED.fullmatch(link) and not _DOTS.search(link):
        front = _front(base)
        return front + link if front else ""
    link = link.translate(_INSIDE)
    if web := _WEB.match(link):
        link = f"{web[1].lower()}://{link[web.end() :]}"
    elif _SCHEME.match(link):
        return ""
    before, mark, after = link.partition("?")
    link = before.replace("\\", "/") + mark + after
    try:
        parts = urlsplit(urljoin(base, link))
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a bracket or port that no parser accepts
        return ""
    if parts.scheme not in _DEFAULT_PORT or not host or "@" in parts.netloc:
        return ""
    if not (host := _ascii_host(host)):
        return ""
    path = parts.path
    if _DOTS.search(path):  # urljoin leaves these in an absolute link
        path = urlsplit(urljoin("http://host/", path)).path
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORT[parts.scheme]:
        host = f"{host}:{port}"
    url = urlunsplit(
        (
            parts.scheme,
            host,
            _encode(path, "/:@!$&'()*+,;=~%") or "/",
            _encode(parts.query, "/:@!$&'()*+,;=~?%"),
            _encode(parts.fragment, "/:@!$&'()*+,;=~?%"),
        )
    )
    return url if len(url) <= LONGEST else ""


def strip_tracking(url: str) -> str:
    """Return the URL without parameters that only tell who sent the reader; all else as it was."""
    if "?" not in url:
        return url
    head, _, rest = url.partition("?")
    query, mark, fragment = rest.partition("#")
    names = ((p, p.partition("=")[0]) for p in query.split("&"))
    kept = "&".join(p for p, name in names if not _tells_of_readers(name))
    return head + ("?" + kept if kept else "") + mark + fragment


@lru_cache(maxsize=1024)  # a page's links have the same few names
def _tells_of_readers(name: str) -> bool:
    return re.fullmatch(_TRACKING, name) is not None


def story_link(url: str) -> str:
    """Return the URL without what tells who sent the reader, or jumps past the story's words."""
    page, mark, _ = url.partition("#")
    part = part_of(url) if mark else ""
    return strip_tracking(f"{page}#{part}" if part else page)


def canonical(url: str, counting: Counting = ()) -> str:
    """Return the URL that we compare: of an absolute http(s) URL, its normalised form.

    Without tracking and session parameters (but for those that count), fragments that
    name no part of the page, default port and dot segments; percent escapes as
    RFC 3986 §6.2.2 writes them. Idempotent.
    """
    if not counting:
        return _canonical(url)
    at_host = {name for at, name in counting if at == host(url)}
    return _canonical(url, frozenset(at_host))


@lru_cache(maxsize=4096)
def _canonical(url: str, counted: frozenset[str] = frozenset()) -> str:
    parts = urlsplit(url)
    netloc = parts.netloc.lower()
    port = f":{_DEFAULT_PORT.get(parts.scheme, 0)}"
    netloc = netloc.removesuffix(port)
    path = parts.path if "jsessionid" in counted else _PATH_SESSION.sub("", parts.path)
    path = _ESCAPE.sub(_tidy_escapes, path) or "/"
    query = "&".join(p for p in parts.query.split("&") if p and not _is_noise(p, counted))
    query, fragment = (_ESCAPE.sub(_tidy_escapes, part) for part in (query, part_of(url)))
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def part_of(url: str) -> str:
    """Return the fragment by which a URL names a part of its page; "" if it names none.

    As it is written; without directives (`:~:text=`). What jumps to the comments or tells
    who sent the reader is none; what an application in the page takes for a path
    (`#/news/12`, `#!…`) is one.
    """
    fragment = url.partition("#")[2].partition(":~:")[0]  # what follows picks words to mark
    if not fragment or re.fullmatch(_NO_PART, fragment):
        return ""
    pairs = fragment.strip("?&").split("&")
    names = [name for name, mark, _ in (pair.partition("=") for pair in pairs) if mark]
    told = len(names) == len(pairs) and all(map(_tells_the_sender, names))
    return "" if told else fragment


def _tells_the_sender(name: str) -> bool:
    return _tells_of_readers(name) or bool(re.fullmatch(_SENT_BY, name))


def session_values(url: str) -> dict[str, str]:
    """Return the parameters that have a session's name, in lower case, and their values."""
    parts = urlsplit(url)
    pairs = [pair.partition("=")[::2] for pair in parts.query.split("&")]
    if found := _PATH_SESSION.search(parts.path):
        pairs.append(("jsessionid", found[0].partition("=")[2]))
    return {name.lower(): value for name, value in pairs if _is_session(name, value)}


def alias(url: str, counting: Counting = ()) -> str:
    """Return what two addresses of one page share: canonical without scheme, `www.`, last slash."""
    return _bare(canonical(url, counting)) if counting else _alias(url)


@lru_cache(maxsize=4096)
def _alias(url: str) -> str:
    return _bare(_canonical(url))


def with_sessions(url: str) -> str:
    """Return the normalised URL with its session parameters, as where each counts."""
    return canonical(url, [(host(url), name) for name in session_values(url)])


@lru_cache(maxsize=4096)
def former_canonical(url: str) -> str:
    """Return an address as older feedmakers compared it, so that what they remember is found.

    They left out more parameters, and all fragments but `#!`.
    """
    parts = urlsplit(canonical(url))
    names = ((p, p.partition("=")[0]) for p in parts.query.split("&"))
    query = "&".join(p for p, name in names if not re.fullmatch(_FORMERLY_TRACKING, name))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(parts._replace(query=query, fragment=fragment))


@lru_cache(maxsize=4096)
def document_alias(url: str) -> str:
    """Return what the addresses of all parts of one document share; any alias of old is one."""
    return _bare(former_canonical(url))


def _bare(url: str) -> str:
    page, mark, part = url.partition("://")[2].removeprefix("www.").partition("#")
    return page.rstrip("/") + mark + part


@lru_cache(maxsize=512)
def origin(url: str) -> str:
    """Return scheme://host:port of an absolute URL (RFC 6454), the port always given."""
    parts = urlsplit(url)
    port = parts.port or _DEFAULT_PORT.get(parts.scheme, 0)
    name = parts.hostname or ""
    return f"{parts.scheme}://[{name}]:{port}" if ":" in name else f"{parts.scheme}://{name}:{port}"


@lru_cache(maxsize=512)
def host(url: str) -> str:
    """Return the lower-case host of an absolute URL, without port; "" if there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def same_site(a: str, b: str) -> bool:
    """Tell whether two absolute URLs belong to one registrable domain (Public Suffix List)."""
    one, other = host(a), host(b)
    if one == other:
        return True
    # A registrable domain has two labels at least, so most strangers are told without the list
    if not one or not other or one.rsplit(".", 2)[-2:] != other.rsplit(".", 2)[-2:]:
        return False
    return _registrable(one) == _registrable(other)


def domain(url: str) -> str:
    """Return the registrable domain of an absolute URL (Public Suffix List), or its host."""
    return _registrable(host(url))


def is_public_suffix(name: str) -> bool:
    """Tell whether a host is one below which anybody may have a name (Public Suffix List)."""
    return _suffixes().publicsuffix(name, accept_unknown=False) == name


@lru_cache(maxsize=256)
def _front(base: str) -> str:
    """Return scheme, host and port of a web address, without a slash; "" if it is none."""
    root = urljoin(base, "/")
    return absolute(root, "").removesuffix("/") if root.startswith("http") else ""


@lru_cache(maxsize=1024)
def _registrable(name: str) -> str:
    if ":" in name or name.rpartition(".")[2].isdigit():
        return name  # an IP address is its own site
    return _suffixes().privatesuffix(name) or name


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # only where two hosts differ

    return PublicSuffixList()


def _is_noise(parameter: str, counted: Collection[str]) -> bool:
    name, _, value = parameter.partition("=")
    if _tells_of_readers(name):
        return True
    return _is_session(name, value) and name.lower() not in counted


def _is_session(name: str, value: str) -> bool:
    if re.fullmatch(_SESSION, name):
        return True
    if not re.fullmatch(_MAYBE_SESSION, name):
        return False
    token = re.fullmatch(_TOKEN, value) or (len(name) > 1 and re.fullmatch(_SHORT_TOKEN, value))
    return bool(token)


def _ascii_host(name: str) -> str:
    name = name.lower()
    if ":" in name:
        return name
    if name.isascii():
        return name if re.fullmatch(r"[a-z0-9._-]+", name) else ""
    import idna  # comes with requests; only for names outside ASCII

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def _encode(text: str, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=safe, errors="replace")


def _tidy_escapes(found: re.Match[str]) -> str:
    raw = unquote_to_bytes(found[0])
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in raw)
