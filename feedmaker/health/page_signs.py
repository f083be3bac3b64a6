"""What stands at an address in place of its page: one table of signs, each with what to do.

Pure. A sign is looked for only where a page did not give what it should (`extract` says
when), because much of what gives a stand-in away stands on good pages too: a password field,
a captcha beside the comments, a note on cookies. A few rows are plain enough to count
against an article in which words were found: there the check's own words are what was found.
A new kind of stand-in is a new `Sign`, and a row for each way to know it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedmaker.health.paywall import is_teaser
from feedmaker.health.shown import WORD, is_hidden, stands_in, words_below
from feedmaker.health.sign_words import (
    AGREES,
    CHECK_TITLE,
    CONSENT_PLACE,
    CONSENT_WORDS,
    LOGIN_PATH,
    MISSING_TITLE,
    NAMES_SCRIPTS,
    OF_A_PART,
    PARTS,
    SENTENCE,
    WANTED,
)

if TYPE_CHECKING:
    from feedmaker.page.document import Document


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind of stand-in, in words for people."""

    kind: str  # names the cause: `advice.ADVICE` has a line for each
    seen: str  # what the page is
    to_do: str  # what may help, in short
    passes: bool  # asked again later, the page itself may come


SCRIPTS = Sign(
    "scripts",
    "the page is drawn by scripts, which feedmaker does not run",
    "look for a feed of the site's own or a plainer page of it",
    passes=False,
)
LOGIN = Sign(
    "login",
    "the page asks its readers to log in",
    "give the session's cookie as `request.cookies`, or take an address that needs none",
    passes=True,
)
CAPTCHA = Sign(
    "captcha",
    "the page is a check for robots (a captcha)",
    "ask less often, or try another `request.user_agent`",
    passes=True,
)
CONSENT = Sign(
    "consent",
    "the page asks for consent to cookies first",
    "give the cookie that says so as `request.cookies`",
    passes=True,
)
EMPTY = Sign(
    "empty",
    "the answer is empty",
    "see whether a browser shows anything at this address",
    passes=True,
)
MISSING = Sign(
    "missing",
    "the page says that it was not found (404)",
    "look up its address of today in a browser",
    passes=False,
)
PAYWALL = Sign(
    "paywall",
    "the page shows only the beginning of its article; the rest is for those who pay",
    "give a subscriber's cookie as `request.cookies`",
    passes=False,
)
SIGNS = (SCRIPTS, LOGIN, CAPTCHA, CONSENT, EMPTY, MISSING, PAYWALL)

ENOUGH = 25
"""Words. What is at least so long was not meant for something else than reading."""

_BEGIN = 2000  # characters of HTML that mostly hold so many words
_LONG = 300
"""Letters. A shorter script draws no page."""

_LETTERS = 12
"""Of HTML, so many for each word, mostly suffice to tell whether enough are there."""

_TAG = re.compile(r"<[^>]*>")
_PICTURES = "img, picture, video, audio, table"

_ASKS_PEOPLE = re.compile(r"(?i)human|bot\b|captcha")
_CHECK_ONLY = (
    "#challenge-form, #challenge-running, #challenge-stage, #challenge-error-text, #cf-challenge,"
    " #px-captcha, #anubis_challenge, #sec-if-cpt-container, #sec-cpt-if,"
    " script[src*='captcha-delivery.com'], iframe[src*='captcha-delivery.com'],"
    " script[src*='/cdn-cgi/challenge-platform/h/'], script[src*='awswaf.com'],"
    " iframe[src*='_Incapsula_Resource'], script[src*='ddos-guard'], script[src*='perfdrive.com']"
)
"""Elements of checks. Some stand on good pages too, which hold more words."""

_CHECK_SCRIPT = re.compile(r"_cf_chl_opt|\bcf_chl_|captcha-delivery\.com|\bgokuProps\b|_pxAppId")
_CAPTCHA = (
    ".h-captcha, .g-recaptcha, .cf-turnstile, .geetest_captcha, .frc-captcha, .mtcaptcha,"
    " altcha-widget, #captcha, form[action*=captcha i], img[src*=captcha i],"
    " iframe[src*=captcha i], script[src*='hcaptcha.com'], script[src*='recaptcha'],"
    " script[src*='challenges.cloudflare.com'], script[src*='arkoselabs.com'],"
    " script[src*='funcaptcha.com'], script[src*='smartcaptcha']"
)
_LOGIN_HOST = re.compile(r"(?i)^(?:login|signin|sso|auth|accounts?|idp|identity|passport)\.")
_LOGIN_FIELD = (
    "input[type=password i], input[type=email i], input[name*=user i], input[name*=login i]"
)
_CONSENT_FRAME = (
    "#onetrust-consent-sdk, #onetrust-banner-sdk, #CybotCookiebotDialog, #didomi-host,"
    " #usercentrics-root, #usercentrics-cmp-ui, #qc-cmp2-container, .fc-consent-root,"
    " [id^=sp_message_container], #cmpbox, #cmpwrapper, #tarteaucitronRoot, #iubenda-cs-banner,"
    " .cookie-wall, .cookiewall, .consent-wall, #consent-page, #cookie-wall, #cookiewall,"
    " form[action*=consent i], form[action*=cookie i], form[name*=consent i]"
)
_PRESSED = "button, input[type=submit i], input[type=button i], [role=button], a.button, a.btn"
_APP_ROOT = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #q-app, #app-root, #react-root,"
    " #application, #app-mount, #ember-root, app-root, [ng-app], [data-ng-app], [ng-version],"
    " [data-reactroot], [v-cloak], [ng-cloak], [data-server-rendered]"
)
_OF_A_STORY = "article, time, [itemprop=articleBody]"
_AROUND = frozenset({"nav", "header", "footer", "aside", "form"})
_FEW_LINKS = 3
"""Beside those around a page; a stand-in has hardly more of them: terms, help, a way back."""

_OF_A_PAGE = "a[href], p, h1, h2, h3, article, form, button, input, frame, iframe, object, embed"


class _Look:
    """What the rows look at, each found once and only if asked for."""

    def __init__(self, document: Document, asked: str) -> None:
        self.tree = document.tree
        self.asked = urlsplit(asked)
        self.found = urlsplit(document.url)

    @cached_property
    def text(self) -> str:
        """The words that readers are shown, up to a limit."""
        return " ".join(words_below(self.tree.body))

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def title(self) -> str:
        node = self.tree.css_first("title")
        return " ".join((node.text() or "").split())[:200] if node is not None else ""

    @cached_property
    def noscript(self) -> str:
        return " ".join(node.text() or "" for node in self.tree.css("noscript"))[:5000]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The title, its parts without the site's name, and the headings; each on one line."""
        found = [" ".join((node.text() or "").split()) for node in self.tree.css("h1, h2")[:9]]
        return (self.title, *re.split(PARTS, self.title), *found)

    @cached_property
    def main_headings(self) -> tuple[str, ...]:
        """The page's one `h1`, if it has one only."""
        found = self.tree.css("h1")[:2]
        return (found[0].text() or "",) if len(found) == 1 else ()

    @cached_property
    def is_filled(self) -> bool:
        """Whether something of its own is to be read: a story, or links beside those around it."""
        links = (one for one in self.tree.css("a[href]")[:200] if not is_hidden(one))
        beside = sum(1 for one in links if not stands_in(one, _AROUND))
        return beside > _FEW_LINKS or self.has(_OF_A_STORY)

    def shows(self, selector: str) -> bool:
        """Tell whether readers see such an element; a page may keep a form for its scripts."""
        return any(not is_hidden(node) for node in self.tree.css(selector)[:50])

    def has(self, selector: str) -> bool:
        return self.tree.css_first(selector) is not None

    def was_sent_to(self, place: Callable[[str, str], object]) -> bool:
        """Tell whether the reader was sent on to such a place, and had not asked for one."""
        asked, found = self.asked, self.found
        if (asked.hostname, asked.path) == (found.hostname, found.path):
            return False
        hosts = [(one.hostname or "").removeprefix("www.") for one in (found, asked)]
        host = hosts[0] if hosts[0] != hosts[1] else ""
        # A story may be called "login"; it does not say where it would send its reader back.
        path = found.path if host or found.query else ""
        return bool(place(host, path)) and not place(hosts[1], asked.path)


def _is_login_place(host: str, path: str) -> bool:
    return bool(re.search(LOGIN_PATH, path) or _LOGIN_HOST.search(host))


def _is_consent_place(host: str, path: str) -> bool:
    return bool(re.search(CONSENT_PLACE, host + path))


def _is_check_by_title(look: _Look) -> bool:
    return (
        any(re.fullmatch(CHECK_TITLE, part) for part in (look.title, *re.split(PARTS, look.title)))
        and look.words < 120
        and not look.is_filled
        and look.has("script, form, iframe, meta[http-equiv=refresh i]")
    )


def _is_check_by_machinery(look: _Look) -> bool:
    if look.has(_CHECK_ONLY):
        return look.words < 60
    scripts = look.tree.css("script:not([src])")[:20]
    return look.words < 60 and any(_CHECK_SCRIPT.search(one.text() or "") for one in scripts)


def _is_captcha(look: _Look) -> bool:
    if look.is_filled:
        return False
    asks = look.words < 40 and any(
        re.fullmatch(CHECK_TITLE, said) and _ASKS_PEOPLE.search(said) for said in look.headings
    )
    return asks or (look.has(_CAPTCHA) and look.words < 80)


def _is_login_elsewhere(look: _Look) -> bool:
    if not look.was_sent_to(_is_login_place) or look.words >= 250:
        return False
    return look.shows("input[type=password i]") or (
        look.shows(_LOGIN_FIELD) and not look.has(_OF_A_STORY)
    )


def _is_login_form(look: _Look) -> bool:
    return look.words < 80 and look.shows("input[type=password i]") and not look.is_filled


def _is_consent_elsewhere(look: _Look) -> bool:
    return look.was_sent_to(_is_consent_place) and not look.has(_OF_A_STORY)


def _is_consent_wall(look: _Look) -> bool:
    if look.has(_OF_A_STORY) or len(look.tree.css("a[href]")) > 20 or not look.shows(_PRESSED):
        return False
    pressed = (
        f"{one.text()} {one.attributes.get('value')}" for one in look.tree.css(_PRESSED)[:50]
    )
    agrees = any(re.search(AGREES, one) for one in pressed)
    # Beside a list only the page's own headings count: a note on cookies has some too.
    headings = (look.title, *look.main_headings) if look.is_filled else look.headings
    if agrees and any(re.search(CONSENT_WORDS, one) for one in headings):
        return look.words < 250
    if look.is_filled:
        return False
    if frame := look.tree.css_first(_CONSENT_FRAME):
        return look.words - len(words_below(frame)) < 20
    return agrees and look.words < 60 and bool(re.search(CONSENT_WORDS, look.text))


def _is_empty_root(look: _Look) -> bool:
    root = look.tree.css_first(_APP_ROOT)
    if root is None or not look.has("script") or look.words >= 150 or look.is_filled:
        return False
    if len(root.css("img")) > 1 or root.css_first("a[href], video, audio, table, iframe, canvas"):
        return False
    return len(words_below(root)) < 15


def _asks_for_scripts(look: _Look) -> bool:
    if look.words >= 60 or look.is_filled:
        return False
    return _wants_scripts(look.text) or (look.words < 30 and _wants_scripts(look.noscript))


def _wants_scripts(text: str) -> bool:
    return any(
        re.search(NAMES_SCRIPTS, one) and re.search(WANTED, one) and not re.search(OF_A_PART, one)
        for one in re.findall(SENTENCE, text)
    )


def _is_scripts_alone(look: _Look) -> bool:
    if look.words >= 5 or look.has(f"{_OF_A_PAGE}, {_PICTURES}"):
        return False
    scripts = look.tree.css("script")[:50]
    return any("src" in one.attributes or len(one.text() or "") > _LONG for one in scripts)


def _is_missing(look: _Look) -> bool:
    if look.words >= 120 or look.has(_OF_A_STORY):
        return False
    return any(said and re.fullmatch(MISSING_TITLE, said) for said in look.headings)


def _is_empty(look: _Look) -> bool:
    made = f"{_OF_A_PAGE}, {_PICTURES}, script, body [class], body [id], ul, ol, main, section"
    return look.words < 5 and not look.has(made)


@dataclass(frozen=True, slots=True)
class _Row:
    sign: Sign
    fits: Callable[[_Look], bool]
    plain: bool = False  # counts whatever words were found as an article's


_ROWS = (
    _Row(CAPTCHA, _is_check_by_title, plain=True),
    _Row(CONSENT, _is_consent_elsewhere, plain=True),
    _Row(LOGIN, _is_login_elsewhere, plain=True),
    _Row(CAPTCHA, _is_check_by_machinery),
    _Row(CAPTCHA, _is_captcha),
    _Row(LOGIN, _is_login_form),
    _Row(SCRIPTS, _is_empty_root),
    _Row(SCRIPTS, _asks_for_scripts),
    _Row(CONSENT, _is_consent_wall),
    _Row(SCRIPTS, _is_scripts_alone),
    _Row(MISSING, _is_missing),
    _Row(PAYWALL, lambda look: is_teaser(look.tree, look.words)),
    _Row(EMPTY, _is_empty),
)
"""The first that fits counts. Scripts after captchas and logins, which are often drawn by them;
before consent, because a note on cookies is all that such a page shows without them."""


def find_sign(document: Document, asked: str, *, plain_only: bool = False) -> Sign | None:
    """Return what stands at the address in place of its page; None: nothing says that it does.

    `asked` is the address before redirects. With `plain_only` only what no words
    on the page speak against.
    """
    look = _Look(document, asked)
    rows = (row for row in _ROWS if row.plain or not plain_only)
    return next((row.sign for row in rows if row.fits(look)), None)


def find_wall(document: Document, words: int) -> Sign | None:
    """Return the sign of a paywall, if the article's words that were found are but its beginning.

    Not said of a text whose length is that of a whole one, whatever stands below it.
    """
    return PAYWALL if is_teaser(document.tree, words) else None


def words_in(html: str) -> int:
    """Return how many words raw HTML holds, tags and what they say left out."""
    return len(WORD.findall(_TAG.sub(" ", html)))


def has_words(html: str, least: int) -> bool:
    """Tell whether raw HTML holds so many words; of a long one the beginning tells, at a glance."""
    begin = _TAG.sub(" ", html[: least * _LETTERS]).split()
    return len(begin) > least + least // 4 or words_in(html) >= least  # some may be mere marks


def is_scanty(html: str) -> bool:
    """Tell whether raw HTML holds too little for what a page is there for."""
    if re.search(r"(?i)<(?:img|picture|video|audio|table)\b", html):
        return False
    parts = html[:_BEGIN], html
    return all(words_in(part) < ENOUGH for part in parts)
