"""Small tools on plain text: what counts as a letter where texts are compared.

Fingerprints of stored texts rest on it, so the quick ways must say what the slow one says.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedmaker.text import folded, text_fingerprint


@given(st.text(max_size=300))
@example("It’s “new” — 3_4 Ünïcödé…")
@example("ﬁne Ⅳ, ｗｉｄｅ")
@example("".join(map(chr, range(0x2000, 0x2100))))
@example("a\ud800b")
def test_folded_keeps_letters_and_digits_of_every_script(text: str) -> None:
    normal = unicodedata.normalize("NFKC", text).casefold()
    assert folded(text) == "".join(re.findall(r"[^\W_]+", normal))


@given(st.text(max_size=300))
@example("It’s “new” — 3_4 ÜNÏCÖDÉ ẞ Σς ŉ İẖ…")
@example("ẖ\u0331 Ⅳ ﬁ")
@example("".join(map(chr, range(0x1E00, 0x2000))))
def test_a_text_is_known_by_its_letters_without_their_case(text: str) -> None:
    letters = "".join(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text))).casefold()
    told = blake2b(letters.encode("utf-8", "replace"), digest_size=16).hexdigest()
    assert text_fingerprint(text, least=0) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>It’s new.</p>", "<div>It's <b>new</b></div>"),
        ("Straße – “Ost”", "STRASSE Ost"),
        ("新しい、記事。", "新しい記事"),
        ("a_b", "A_B"),
    ],
)
def test_marks_tags_and_case_make_no_other_text(one: str, other: str) -> None:
    assert text_fingerprint(one) == text_fingerprint(other)


def test_letters_make_another_text() -> None:
    assert len({text_fingerprint(one) for one in ("ab", "a_b", "äb", "ab1", "新")}) == 5


def test_a_text_of_few_letters_has_no_fingerprint() -> None:
    assert text_fingerprint("… !", least=1) == ""
    assert text_fingerprint("ab", least=3) == ""
