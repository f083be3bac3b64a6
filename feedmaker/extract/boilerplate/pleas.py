"""Whether a line that comes again speaks for its site: it asks readers, or tells of the house.

The words are those that sites everywhere use for it: beginnings of words, and whole ones. A
formula of the article itself (a court's, a family's, a column's farewell) has none of them.
Which lines come again, and where they stand, is told by `lesson` and `lines`.
"""

from __future__ import annotations

import re

from feedmaker.extract.boilerplate.patterns import starting_alike

_BEGIN = (
    # everywhere, and English
    "newsletter|whatsapp|telegram|facebook|instagram|twitter|youtube|mastodon|bluesky|patreon|"
    "copyright|podcast|cookie|feedback|subscri|sponsor|download|licen|republish|reproduc|"
    "rights|disclaim|affiliat|commission|advert|coupon|discount|publish|founded|employ|"
    "forward-looking|views expressed|opinions expressed|legal advice|financial advice|"
    "investment advice|medical advice|made possible|supported by|paid for by|reader-supported|"
    # German
    "abonn|folgen sie|folgt uns|spende|unterstütz|herunterlad|urheber|haftet|haftung|gewähr|"
    "provision|rechte|anzeige|werbe|vorbehalten|gegründet|mitarbeiter|rechtsweg|einwilligung|"
    # French
    "publicit|opinions exprimées|avec le soutien|"
    "droits|inscri|suivez|soutenez|télécharg|partage|réservés|fondée|salariés|commentaire|"
    # Spanish, Portuguese, Italian, Romanian
    "publicid|pubblicit|opiniones expresadas|opiniones vertidas|opiniões expressas|"
    "opinioni espresse|con el apoyo|com o apoio|con il sostegno|"
    "derecho|direitos|diritti|suscr|síg|descarg|apoya|compart|reservad|prohibid|fundad|empleados|"
    "boletín|apoie|descarreg|baixe|partilh|assin|proibid|iscriv|seguici|sosten|scaric|condivid|"
    "riserva|vietata|commenta|fondata|abonează|urmăr|distribui|"
    # Dutch, Swedish, Danish, Norwegian, Finnish
    "rechten|steun|nieuwsbrief|voorbehoud|prenumer|nyhetsbrev|upphovs|støt|nyhedsbrev|"
    "tilaa|lataa|uutiskirje|tekijänoik|"
    # Polish, Czech, Hungarian
    "subskryb|obserwuj|zapisz|wesprzyj|pobierz|udostępnij|zastrzeżon|dziękujemy|przeczyt|"
    "prawa|práv|odebír|sleduj|podpoř|stáhn|iratkoz|támogass|hírlevel|"
    # Russian, Ukrainian, Bulgarian, Greek
    "подпис|подпиш|поддерж|скачай|скача|перепечат|комментар|рассыл|підпис|підпиш|підтрим|"
    "абонир|последвайте|εγγραφ|ακολουθήστε|δικαιώμ|"
    # Turkish, Indonesian, Vietnamese
    "abone|takip|indirin|ikuti|langgan|unduh|dukung|theo dõi|đăng ký"
)
_WHOLE = (
    "follow|følg|följ|volg|siga|seguite|seuraa|"
    "we|us|our|ours|app|apps|donate|coffee|shop|store|buy|code|sign|share|channel|company|"
    "coverage|comments|video|thanks|wir|uns|unsere?[nmrs]?|teilen|danke|nous|notre|"
    "merci|nosotros|nuestr[ao]s?|gracias|nós|noss[ao]s?|obrigad[ao]|noi|nostr[aoie]|grazie|"
    "noastr[ăe]|wij|ons|onze|dank|oss|våra?|vårt|tack|vores?|meidän|nasz[ae]?|naszego|"
    "naszym|naszej|nami|nás|náš|našeho|мы|нас|наш[аеи]?|нашем|нашего|нам|ми|нашої|μας|bizi|"
    "kami|chúng tôi"
)
_ANYWHERE = (
    "登録|購読|フォロー|転載|著作権|広告|ご意見|关注|订阅|訂閱|關注|转载|轉載|版权|版權"
    "|구독|무단|저작권|اشترك|تابعونا|تابعوا|عن رأي|حقوق|הירשמו|עקבו"
)
"""Of writings without spaces or with prefixes."""
_ABOUT = "about|über|à propos|acerca|sobre|chi siamo|over|om|o nas|o nás|о нас|о компании"
_SIGNS = ("@", "©", "®", "www.", "http")
_PLEA = re.compile(
    rf"(?<!\w)(?:{starting_alike(_BEGIN.split('|'))}"
    rf"|(?:{starting_alike(_WHOLE.split('|'))})(?!\w))"
)
_ELSEWHERE = re.compile(_ANYWHERE)
_ABOUT_US = re.compile(rf"(?i)(?:{_ABOUT})(?!\w)[^.!?]*$")


_ADVERT = re.compile(
    r"(?i)\W*(?:advertise?ment|sponsored|anzeige|werbung|annonce|annons|advertentie|publicité|"
    r"publicidade?|pubblicità|iklan|reklam[aey]?|реклама|広告|广告|廣告|광고|إعلان)\W*"
)
_LONGEST_LABEL = 20
"""Characters."""


def is_advert(text: str) -> bool:
    """Tell whether a line is nothing but the label of an advert, which may stand between others."""
    return len(text) <= _LONGEST_LABEL and _ADVERT.fullmatch(text) is not None


def is_plea(text: str) -> bool:
    """Tell whether a line that comes again asks readers for something, or speaks of the house."""
    if any(sign in text for sign in _SIGNS) or _PLEA.search(text.lower()) is not None:
        return True
    return (not text.isascii() and _ELSEWHERE.search(text) is not None) or (
        _ABOUT_US.match(text) is not None
    )
