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

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

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
SIGNS = (SCRIPTS, LOGIN, CAPTCHA, CONSENT, EMPTY, MISSING)

ENOUGH = 25
"""Words. What is at least so long was not meant for something else than reading."""

_MOST = 400
"""Words that are counted; no stand-in says more."""

_COPY = 60
"""Words. So many in a `noscript` are a copy of the page's text, not a note on scripts."""

_LONG = 300
"""Letters. A shorter script draws no page."""

# A letter is a word where words aren't spaced (kana, Han, Hangul, Thai).
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+")
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = frozenset({"script", "style", "template", "head", "svg", "math", "object", "iframe"})
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_PICTURES = "img, picture, video, audio, table"

_CHECK_TITLE = re.compile(
    r"(?i)just a moment|attention required|checking (?:your|if the site)|ddos.guard"
    r"|verify(?:ing)? (?:that )?you(?:'re|’re| are)(?: a)?(?: not)?(?: a)? (?:human|robot|bot)"
    r"|are you (?:a )?(?:human|robot|bot)|robot or human|human verification|not a (?:ro)?bot"
    r"|bot (?:verification|check|manager)|(?:robot|security) check(?:point)?\b|\bcaptcha\b"
    r"|access to this page has been denied|pardon our interruption|client challenge"
    r"|one moment, please|please wait(?:\.{3}|…)|challenge validation|request unsuccessful"
    r"|nur einen moment|un instant|un momento|tunggu sebentar|один момент|请稍候|しばらくお待ち"
)
_ASKS_PEOPLE = re.compile(
    r"(?i)\b(?:are|that|if) you(?:'re|’re| are)?(?: a)?(?: not)?(?: a)? (?:human|robot|bot)\b"
    r"|robot or human|human verification|\bcaptcha\b"
)
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
_LOGIN_PATH = re.compile(
    r"(?i)(?:^|/)(?:(?:user[_-]?|member[_-]?|wp-)?(?:log|sign)[_-]?(?:in|on)|sso|oauth2?|saml2?"
    r"|authorize|authenticate|anmelden|anmeldung|einloggen|inloggen|connexion|entrar|acceder"
    r"|iniciar-sesion|masuk|accedi|logowanie|zaloguj|giris|prihlaseni|logga-in|log-ind)"
    r"(?:\.(?:php|aspx?|html?|jsp|do|action))?(?:/|$)"
)
_LOGIN_HOST = re.compile(r"(?i)^(?:login|signin|sso|auth|accounts?|idp?|identity|passport)\.")
_LOGIN_FIELD = (
    "input[type=password i], input[type=email i], input[name*=user i], input[name*=login i]"
)
_CONSENT_PLACE = re.compile(
    r"(?i)^(?:consent|guce|cmp|cookie-?wall|my-?privacy|privacy-?(?:gate|wall)|zustimmung)\."
    r"|/(?:collect-?)?(?:cookie|gdpr|privacy)?[_-]?(?:consent|cookie-?wall|privacy-?(?:gate|wall))"
    r"(?:\.\w+)?(?:/|$)"
)
_CONSENT_FRAME = (
    "#onetrust-consent-sdk, #onetrust-banner-sdk, #CybotCookiebotDialog, #didomi-host,"
    " #usercentrics-root, #usercentrics-cmp-ui, #qc-cmp2-container, .fc-consent-root,"
    " [id^=sp_message_container], #cmpbox, #cmpwrapper, #tarteaucitronRoot, #iubenda-cs-banner,"
    " .cookie-wall, .cookiewall, .consent-wall, #consent-page, #cookie-wall, #cookiewall,"
    " form[action*=consent i], form[action*=cookie i], form[name*=consent i]"
)
_CONSENT_WORDS = re.compile(
    r"(?i)cookie|consent|einwilligung|zustimm|toestemming|privatsph|datenschutz|persetujuan"
    r"|consenso|consentimiento|согласи|同意"
)
_PRESSED = "button, input[type=submit i], input[type=button i], [role=button], a.button, a.btn"
_APP_ROOT = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #q-app, #app-root, #react-root,"
    " #application, #app-mount, #ember-root, app-root, [ng-app], [data-ng-app], [ng-version],"
    " [data-reactroot], [v-cloak], [ng-cloak], [data-server-rendered]"
)
_NEEDS_SCRIPTS = re.compile(r"(?i)java\s?script")
_MISSING_TITLE = re.compile(
    r"(?i)\b404\b|\b(?:page|article|file|content)s? (?:was |could |can)?(?: ?not|n't) (?:be )?found"
    r"|^not found|page (?:doesn.t|does not) exist|(?:tidak|tak) ditemukan|nicht gefunden"
    r"|non trouvée?|introuvable|no encontrad[ao]|não encontrad[ao]|non trovat[ao]|niet gevonden"
    r"|не найдена?|页面不存在|找不到|見つかりません"
)
_OF_A_STORY = "article, time, [itemprop=articleBody]"
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
        return " ".join(_words_below(self.tree.body))

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
    def headings(self) -> str:
        return " ".join([self.title, *(node.text() or "" for node in self.tree.css("h1, h2")[:9])])

    def shows(self, selector: str) -> bool:
        """Tell whether readers see such an element; a page may keep a form for its scripts."""
        return any(not _is_hidden(node) for node in self.tree.css(selector)[:50])

    def has(self, selector: str) -> bool:
        return self.tree.css_first(selector) is not None

    def was_sent_to(self, place: Callable[[str, str], object]) -> bool:
        """Tell whether the reader was sent on to such a place, and had not asked for one."""
        asked, found = self.asked, self.found
        if (asked.hostname, asked.path) == (found.hostname, found.path):
            return False
        there = place(found.hostname or "", found.path)
        return bool(there) and not place(asked.hostname or "", asked.path)


def _is_login_place(host: str, path: str) -> bool:
    return bool(_LOGIN_PATH.search(path) or _LOGIN_HOST.search(host))


def _is_consent_place(host: str, path: str) -> bool:
    return bool(_CONSENT_PLACE.search(host + path))


def _is_check_by_title(look: _Look) -> bool:
    return (
        bool(_CHECK_TITLE.search(look.title))
        and look.words < 120
        and look.has("script, form, iframe, meta[http-equiv=refresh i]")
    )


def _is_check_by_machinery(look: _Look) -> bool:
    if look.has(_CHECK_ONLY):
        return look.words < 60
    scripts = look.tree.css("script:not([src])")[:20]
    return look.words < 60 and any(_CHECK_SCRIPT.search(one.text() or "") for one in scripts)


def _is_captcha(look: _Look) -> bool:
    if look.has(_OF_A_STORY):
        return False
    asks = look.words < 40 and bool(_ASKS_PEOPLE.search(look.headings))
    return asks or (look.has(_CAPTCHA) and look.words < 80)


def _is_login_elsewhere(look: _Look) -> bool:
    return look.was_sent_to(_is_login_place) and look.shows(_LOGIN_FIELD)


def _is_login_form(look: _Look) -> bool:
    return look.shows("input[type=password i]") and look.words < 80 and not look.has(_OF_A_STORY)


def _is_consent_elsewhere(look: _Look) -> bool:
    return look.was_sent_to(_is_consent_place)


def _is_consent_wall(look: _Look) -> bool:
    if not look.shows(_PRESSED) or len(look.tree.css("a[href]")) > 20:
        return False
    if _CONSENT_WORDS.search(look.headings):
        return look.words < 250
    if frame := look.tree.css_first(_CONSENT_FRAME):
        return look.words - len(_words_below(frame)) < 20
    return look.words < 60 and bool(_CONSENT_WORDS.search(look.text))


def _is_empty_root(look: _Look) -> bool:
    root = look.tree.css_first(_APP_ROOT)
    if root is None or not look.has("script") or look.words >= 150:
        return False
    return len(_words_below(root)) < 15 and root.css_first("a[href]") is None


def _asks_for_scripts(look: _Look) -> bool:
    if look.words < 30 and _NEEDS_SCRIPTS.search(look.noscript):
        return True
    return look.words < 60 and bool(_NEEDS_SCRIPTS.search(look.text))


def _is_scripts_alone(look: _Look) -> bool:
    if look.words >= 5 or look.has(f"{_OF_A_PAGE}, {_PICTURES}"):
        return False
    scripts = look.tree.css("script")[:50]
    return any("src" in one.attributes or len(one.text() or "") > _LONG for one in scripts)


def _is_missing(look: _Look) -> bool:
    said = look.words < 120 and not look.has(_OF_A_STORY)
    return said and bool(_MISSING_TITLE.search(look.headings))


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


def is_scanty(html: str) -> bool:
    """Tell whether raw HTML holds too little for what a page is there for."""
    if re.search(r"(?i)<(?:img|picture|video|audio|table)\b", html):
        return False
    return len(_WORD.findall(_TAG.sub(" ", html))) < ENOUGH


def _words_below(root: LexborNode | None) -> list[str]:
    """Return the words that are shown below a node, `_MOST` at most."""
    words: list[str] = []
    # An explicit stack: foreign trees may be deeper than Python's.
    waiting = [root.first_child] if root is not None else []
    while waiting and len(words) < _MOST:
        node = waiting.pop()
        if node is None:
            continue
        waiting.append(node.next)
        if node.is_text_node:
            words += _WORD.findall((node.text_content or "")[:20_000])
        elif node.tag == "noscript":
            copy = (node.text() or "").split()
            words += copy[:_MOST] if len(copy) >= _COPY else ()
        elif node.is_element_node and node.tag not in _UNSEEN and "hidden" not in node.attributes:
            waiting.append(node.first_child)
    return words


def _is_hidden(node: LexborNode | None) -> bool:
    while node is not None and node.is_element_node:
        said = node.attributes
        if node.tag == "noscript" or "hidden" in said or _HIDDEN.search(said.get("style") or ""):
            return True
        node = node.parent
    return False
