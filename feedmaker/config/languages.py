"""A language's tag (BCP 47), checked; and the tag that a language's name stands for.

The names are for hints alone, so the table is short: in English and as the language
calls itself. Which languages dates can be read in is `dates`' to say.
"""

from __future__ import annotations

import re

from feedmaker.config.diagnostics import WrongValueError
from feedmaker.config.values import read_line

_LANGUAGE = (  # RFC 5646 §2.1 without extensions
    r"(?P<language>[a-z]{2,3})(?P<extended>(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?)"
)
_TABLE = """
af Afrikaans
ar Arabic العربية عربي
az Azerbaijani Azərbaycanca
be Belarusian Беларуская
bg Bulgarian Български
bn Bengali Bangla বাংলা
bs Bosnian Bosanski
ca Catalan Català
cs Czech Čeština Česky
cy Welsh Cymraeg
da Danish Dansk
de German Deutsch
el Greek Ελληνικά
en English
es Spanish Español Castellano
et Estonian Eesti
eu Basque Euskara
fa Persian Farsi فارسی
fi Finnish Suomi
fil Filipino Tagalog
fr French Français
ga Irish Gaeilge
gl Galician Galego
gu Gujarati ગુજરાતી
he Hebrew עברית
hi Hindi हिन्दी हिंदी
hr Croatian Hrvatski
hu Hungarian Magyar
hy Armenian Հայերեն
id Indonesian Indonesia
is Icelandic Íslenska
it Italian Italiano
ja Japanese 日本語
jv Javanese Jawa
ka Georgian ქართული
kk Kazakh Қазақ
km Khmer ខ្មែរ
kn Kannada ಕನ್ನಡ
ko Korean 한국어
la Latin
lo Lao ລາວ
lt Lithuanian Lietuvių
lv Latvian Latviešu
mk Macedonian Македонски
ml Malayalam മലയാളം
mn Mongolian Монгол
mr Marathi मराठी
ms Malay Melayu
my Burmese မြန်မာ
nb Bokmål
ne Nepali नेपाली
nl Dutch Nederlands Flemish
nn Nynorsk
no Norwegian Norsk
pa Punjabi ਪੰਜਾਬੀ
pl Polish Polski
pt Portuguese Português
ro Romanian Română
ru Russian Русский
si Sinhala සිංහල
sk Slovak Slovenčina
sl Slovenian Slovene Slovenščina
sq Albanian Shqip
sr Serbian Српски Srpski
su Sundanese Sunda
sv Swedish Svenska
sw Swahili Kiswahili
ta Tamil தமிழ்
te Telugu తెలుగు
th Thai ไทย
tr Turkish Türkçe
uk Ukrainian Українська
ur Urdu اردو
uz Uzbek O'zbek
vi Vietnamese
zh Chinese Mandarin 中文 汉语 漢語
zh-Hans 简体中文
zh-Hant 繁體中文
"""
_ROWS = [row.split() for row in _TABLE.split("\n") if row]
_BY_NAME = {name.casefold(): row[0] for row in _ROWS for name in row[1:]}
_BY_NAME |= {"bahasa": "id", "bahasa melayu": "ms", "tiếng việt": "vi"}
_BY_NAME |= {"simplified chinese": "zh-Hans", "traditional chinese": "zh-Hant"}
_BY_NAME |= {"brazilian portuguese": "pt-BR"}
_AROUND = re.compile(r"^(?:american|british|bahasa)\s+|\s+language$|\s*[(,/].*$|[._-].*$")
_NEAR = 0.8  # of difflib: a slip of the finger, and no other language


def read_language(value: object) -> str:
    """Return a language tag (BCP 47), its letters written as usual: `id`, `pt-BR`, `zh-Hant`."""
    text = read_line(value)
    found = re.fullmatch(_LANGUAGE, text, re.IGNORECASE)
    if found is None:
        meant = _meant(text)
        example = f" (did you mean `{meant}`?)" if meant else ", as `id`, `en-GB` or `zh-Hant`"
        raise WrongValueError(f"`{text}` is no language tag (BCP 47){example}")
    subtags = [found["language"].lower() + found["extended"].lower()]
    subtags += [found["script"].title()] if found["script"] else []
    subtags += [found["region"].upper()] if found["region"] else []
    return "-".join(subtags) + found["rest"].lower()


def _meant(text: str) -> str:
    """Return the tag that a locale's name or a language's stands for; "" if none."""
    mended = text.replace("_", "-").partition(".")[0]
    if re.fullmatch(_LANGUAGE, mended, re.IGNORECASE):
        return mended
    name = text[:100].casefold()
    short = _AROUND.sub("", _AROUND.sub("", name)).strip()
    if tag := _BY_NAME.get(name) or _BY_NAME.get(short):
        return tag
    said = {_BY_NAME[word] for word in re.findall(r"[^\W\d_]+", name) if word in _BY_NAME}
    if len(said) == 1 and "-" not in name:
        return said.pop()
    import difflib  # only where something is wrong

    close = difflib.get_close_matches(short, _BY_NAME, n=1, cutoff=_NEAR)
    return _BY_NAME[close[0]] if close else ""
