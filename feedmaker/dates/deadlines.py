"""Whether a short text calls its date the last day for something, in many languages.

"Apply by", "Bewerbungsfrist", "Until 10 January": such a day tells nothing of when a story was
published. Published and updated are told apart in `labels`; which date wins, its callers say.
"""

from __future__ import annotations

import re
from datetime import date

_FOURTH = 3  # of the days of a week, as `date.weekday` counts
_DEADLINE = re.compile(
    r"""(?ix)
    \b(?:deadline | apply\ (?:by|before|until) | closing\ date | clos(?:es|ing)\b | due\ (?:date|by)
    | expir(?:es|y)\b | valid\ (?:until|to|through) | open\ until
    | \w*(?:frist|(?:einsende|bewerbungs|anmelde|annahme|redaktions)schluss)\b | gültig\ bis
    | jusqu['’](?:au|à|en)\b | date\ limite | clôture
    | fecha\ (?:límite|de\ cierre) | plazo\b | vence\b | conclusión\ prevista | finaliza(?:ción)?\b
    | prazo\b | data\ limite | encerramento
    | scadenza | scade\b | entro\ (?:il|e\ non) | fino\ al?\b
    | termin\ (?:składania|zgłoszeń|nadsyłania) | ważn[ea]\ do | upływa
    | sluitingsdatum | uiterlijk | reageer\ voor
    | sista\ (?:ansöknings)?dag(?:en)?\b | ansök\ senast
    | срок\b | не\ позднее | uzávěrk\w+ | platnost\ do
    | son\ (?:başvuru|gün|tarih)\b | batas\b | paling\ lambat)
    | ^\W*(?:effective|until|till|ends?|due|bis(?:\ zum)?|hasta(?:\ el)?|até|do(?:\ dnia)?|до
      |tot(?:\ en\ met)?|t/m|hingga|sampai)\b
    | λήξη\b | λήγει | προθεσμία | määräaika | viimeistään | päättyy | határidő\w*
    | termen-?\ ?limită | expiră\b | кінцевий\ термін | граничний\ строк
    | hạn\ (?:chót|cuối|nộp) | หมดเขต | ปิดรับ
    | 締め?切 | 応募期限 | 提出期限 | まで | 截止 | 마감 | 까지
    | الموعد\ النهائي | آخر\ موعد | ^\W*حتى
    """
)


# Of a column as a whole; in a sentence these words say much else
_ENDS_IN_COLUMN = re.compile(
    r"""(?ix)\W*(?:
    (?:(?:end|clos(?:e|ed|ing)|due|hearing|bid\ opening|auction|meeting|event)(?:\ date)?)
    | (?:date|end|day)\ (?:of\ )?(?:hearing|closed|closure|expiry|bid\ opening)
    | (?:bids?|tenders?)\ (?:due|opening|close)
    | (?:(?:end|ablauf|schluss|sitzungs|verhandlungs)(?:datum|termin|tag)?|ende|ablauf|schluss)
    | (?:date\ de\ (?:la\ )?)?(?:fin|échéance|fermeture|audience)
    | (?:fecha\ de\ (?:la\ )?)?(?:fin|cierre|término|vencimiento|audiencia)
    )\W*"""
)


# "Do" is the Thursday of Germans and Dutch, and what Slavs say for "until"
_THURSDAY = re.compile(
    r"(?i)\W*do(?:\.?,|\.|(?=\ ))\ ?(?P<day>\d\d?)\.?[ /-]?(?P<month>\d\d?|[^\W\d_]+)"
    r"(?:[./-](?P<year>\d{4}))?"
)
_THEIR_MONTHS = re.compile(
    r"(?i)(?:jan|feb|märz?|maart|mrt|apr|mai|mei|jun|jul|aug|sept?|o[ck]t|nov|de[cz])"
    r"(?:uari?|ruari?|il|i|ust(?:us)?|tember|ember|ober)?"
)


def says_deadline(text: str) -> bool:
    """Tell whether a short text calls its date the last day for something."""
    return bool(_DEADLINE.search(text)) and not _opens_with_thursday(text)


def heads_deadlines(text: str) -> bool:
    """Tell whether the head of a column says that its days are those of an end, or a hearing."""
    return says_deadline(text) or bool(_ENDS_IN_COLUMN.fullmatch(text))


def _opens_with_thursday(text: str) -> bool:
    """Tell whether the "Do" of a text is a day of the week: its month or its day says so."""
    said = _THURSDAY.match(text)
    if not said:
        return False
    if not said["month"].isdigit():
        return bool(_THEIR_MONTHS.fullmatch(said["month"]))
    if not said["year"]:
        return "," in said[0]
    try:
        return date(int(said["year"]), int(said["month"]), int(said["day"])).weekday() == _FOURTH
    except ValueError:
        return False
