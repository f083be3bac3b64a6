"""Lines in the midst of an article that only lead to another one ("Baca juga: …").

Newsrooms put them between paragraphs to keep readers on the site; in a feed
they are noise. A line goes only if it is nothing but such words and links to
other stories; words that are part of a sentence stay.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import drop, drop_if_empty, is_blank, is_block, line_of, neighbour
from feedmaker.media_types import media_type
from feedmaker.urls import document_alias, same_site

# By language (BCP 47), in lower case; what a language shares with another stands
# once. Words of every day end in a colon here: they are believed only with one (or
# the like) behind them, and only before links to the article's own site.
_WORDS = {
    "id": "baca juga|baca pula|baca selengkapnya:|baca artikel:|baca berita lainnya|simak juga"
    "|simak pula|simak selengkapnya|lihat juga|artikel terkait|berita terkait"
    "|berita lainnya|artikel lainnya|tonton juga|saksikan juga|dengarkan juga",
    "ms": "baca lagi|berita berkaitan|artikel berkaitan|lagi berita:|tonton lagi",
    "jv": "waca uga|wacanen uga",
    "su": "baca ogé|baca oge",
    "tl": "basahin din|basahin rin|panoorin din",
    "vi": "đọc thêm:|xem thêm:|tin liên quan|bài liên quan|có thể bạn quan tâm|mời bạn đọc thêm",
    "en": "read also|also read|also see:|see also:|read more:|read next:|related articles"
    "|related article|related stories|related story|related news|related posts"
    "|related reading|related coverage|related content|recommended reading"
    "|recommended stories|don't miss:|don’t miss:|you may also like|you might also like"
    "|more on this story|more from us|further reading on our site|watch also:|also watch:"
    "|must read:|keep reading:|up next:|related:|more:",
    "de": "lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lies auch"
    "|auch interessant|mehr zum thema:|mehr dazu:|siehe auch:"
    "|das könnte sie auch interessieren|das könnte dich auch interessieren|zum thema:"
    "|weiterlesen:|passend dazu|lesetipp:",
    "nl": "lees ook|lees meer:|lees verder:|zie ook:|bekijk ook|ook interessant"
    "|meer over dit onderwerp:",
    "af": "lees nog:|lees ook hier",
    "fr": "lire aussi|à lire aussi|a lire aussi|à lire également|lire également|voir aussi:"
    "|à voir aussi|à découvrir aussi|pour aller plus loin:|sur le même sujet"
    "|notre dossier:|lisez aussi|a lire:|à lire:",
    "es": "lee también|lea también|leer también|te puede interesar|también te puede interesar"
    "|le puede interesar|puede interesarte|lee además|lea además|leer más:|lee más:"
    "|lea más:|ver también:|vea también:|mira también|noticias relacionadas"
    "|noticia relacionada|artículos relacionados|le sugerimos:|te recomendamos:"
    "|además lea|no te pierdas:",
    "pt": "leia também|leia mais:|leia ainda|veja também:|veja mais:|confira também|saiba mais:"
    "|notícias relacionadas|matérias relacionadas|ler também|leia tambem|assista também"
    "|artigos relacionados",
    "gl": "le tamén|lea tamén|ler tamén",
    "ca": "llegeix també|llegiu també|et pot interessar|us pot interessar|notícies relacionades"
    "|més informació:",
    "eu": "irakurri ere|ikusi ere",
    "it": "leggi anche|leggi pure|vedi anche:|guarda anche|potrebbe interessarti"
    "|ti potrebbe interessare|per approfondire:|leggi di più:|articoli correlati"
    "|da leggere:",
    "ro": "citește și|citeşte şi|citiți și|citiţi şi|citeste si|vezi și|vezi şi|pe aceeași temă"
    "|știri similare|recomandări:",
    "sq": "lexo edhe|lexoni edhe|shiko edhe",
    "pl": "czytaj też|czytaj także|czytaj również|przeczytaj także|przeczytaj też"
    "|przeczytaj również|zobacz też|zobacz także|zobacz również|czytaj więcej:"
    "|sprawdź też|polecamy:",
    "cs": "čtěte také|přečtěte si také|přečtěte si:|čtěte více:|mohlo by vás zajímat"
    "|související články|související:|viz také:",
    "sk": "čítajte aj|prečítajte si aj|prečítajte si:|mohlo by vás zaujímať|súvisiace články"
    "|pozrite si:",
    "sl": "preberite tudi|berite tudi|preberite še|poglejte tudi|sorodni članki",
    "hr": "pročitajte još|pročitajte i|pročitaj još|čitajte i|pogledajte i|pogledaj još"
    "|vezane vijesti|opširnije:",
    "sr": "прочитајте још|прочитајте и|читајте и|погледајте и|повезане вести|pročitajte još i"
    "|povezane vesti",
    "mk": "прочитај повеќе|поврзани вести|видете и",
    "bg": "прочетете още|вижте още|още по темата|прочети още|вижте също|четете още",
    "ru": "читайте также|читать также|смотрите также|читайте ещё|читайте еще|по теме:"
    "|материалы по теме|похожие материалы|подробнее:|еще по теме|ещё по теме|рекомендуем:",
    "uk": "читайте також|читати також|дивіться також|читайте ще|за темою:|до теми:"
    "|матеріали за темою",
    "be": "чытайце таксама|чытайце яшчэ|глядзіце таксама",
    "lt": "taip pat skaitykite|skaitykite taip pat|skaitykite ir|skaityti daugiau:"
    "|susiję straipsniai",
    "lv": "lasi arī|lasiet arī|lasi vēl|saistītie raksti",
    "et": "loe ka|loe veel:|loe lisaks|vaata ka|seotud lood",
    "fi": "lue myös|lue lisää:|katso myös:|aiheesta lisää:|lue seuraavaksi:",
    "hu": "olvassa el ezt is|olvasd el ezt is|kapcsolódó cikkek|kapcsolódó:|ez is érdekelheti"
    "|lásd még:",
    "sv": "läs också|läs även|läs mer:|se även:|se också:|missa inte:|relaterade artiklar",
    "da": "læs også|læs mere:|se også:|hør også|relaterede artikler",
    "no": "les også|les mer:|sjå også:|les meir:|relaterte saker",
    "is": "lesa einnig|lestu einnig|sjá einnig:|lesið einnig",
    "el": "διαβάστε επίσης|διαβάστε ακόμα|διαβάστε ακόμη|διαβάστε περισσότερα|δείτε επίσης"
    "|δείτε ακόμα|διάβασε επίσης|σχετικά άρθρα",
    "tr": "ayrıca okuyun|ayrıca bakınız|ilginizi çekebilir|bunu da okuyun|ilgili haber"
    "|ilgili haberler|haberin devamı:|okumaya devam et:",
    "az": "həmçinin oxuyun|bunu da oxuyun|oxşar xəbərlər",
    "kk": "тағы оқыңыз|сондай-ақ оқыңыз|оқи отырыңыз",
    "uz": "shuningdek o'qing|shuningdek oʻqing|mavzuga oid",
    "ka": "ასევე წაიკითხეთ|წაიკითხეთ ასევე",
    "hy": "կարդացեք նաև|կարդալ նաև",
    "ar": "اقرأ أيضا|اقرأ أيضًا|إقرأ أيضا|اقرأ ايضا|اقرأ المزيد:|شاهد أيضا|مواضيع ذات صلة"
    "|أخبار ذات صلة|طالع أيضا",
    "fa": "بیشتر بخوانید|بیشتر بخوانیم|همچنین بخوانید|مطالب مرتبط|اخبار مرتبط|خبرهای مرتبط",
    "ur": "یہ بھی پڑھیں|مزید پڑھیں",
    "he": "קראו גם|קרא גם|קראו עוד|עוד בנושא|כתבות קשורות|לקריאה נוספת",
    "hi": "यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|यह भी देखें|और पढ़ें:|संबंधित खबरें",
    "mr": "हेही वाचा|हे ही वाचा|आणखी वाचा",
    "ne": "यो पनि पढ्नुहोस्|सम्बन्धित समाचार",
    "bn": "আরও পড়ুন|আরো পড়ুন|আরও দেখুন|সম্পর্কিত খবর",
    "gu": "આ પણ વાંચો|વધુ વાંચો",
    "pa": "ਇਹ ਵੀ ਪੜ੍ਹੋ",
    "ta": "மேலும் படிக்க|இதையும் படிங்க|இதையும் படியுங்கள்|தொடர்புடைய செய்திகள்",
    "te": "ఇది కూడా చదవండి|ఇవి కూడా చదవండి|ఇంకా చదవండి",
    "kn": "ಇದನ್ನೂ ಓದಿ|ಇದನ್ನು ಓದಿ",
    "ml": "ഇതും വായിക്കുക|കൂടുതൽ വായിക്കുക|വായിക്കാം",
    "si": "මෙයත් කියවන්න|තවත් කියවන්න",
    "th": "อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|อ่านต่อ:|เนื้อหาที่เกี่ยวข้อง",
    "km": "អានបន្ថែម|អានផងដែរ",
    "my": "ဆက်စပ်သတင်း|ဆက်လက်ဖတ်ရှုရန်",
    "sw": "soma pia|soma zaidi|habari zinazohusiana",
    "am": "ይህንንም ያንብቡ|ተጨማሪ ያንብቡ",
    "ja": "関連記事|あわせて読みたい|合わせて読みたい|こちらもおすすめ|関連ニュース|続きを読む:"
    "|次に読む",
    "ko": "관련기사|관련 기사|함께 읽기|더 읽기:|관련 뉴스|이어 읽기",
    "zh": "延伸閱讀|延伸阅读|相關新聞|相关新闻|相關閱讀|相关阅读"
    "|更多新聞:|更多新闻:|看更多:"
    "|推薦閱讀|推荐阅读|相关文章|相關文章|相关报道|相關報導",
}

_LONGEST = 120
"""Characters outside links; a line with more is a sentence."""
_MOST_LINKS = 30
_JOINING = 4
"""Letters that may stand between several links: "and", "dan", "und"."""
_SEPARATORS = ":：»›>|–—-→▶•…"
_TURKISH = {0x307: None, ord("ı"): "i"}  # lower case without a language mixes up its two i
_UNSPACED = "\u0e00"  # from here on scripts that part no words (Thai, Khmer, Chinese …)


@dataclass(slots=True)
class _Words:
    """What some nodes say outside their links, and these links."""

    outside: str = ""
    links: list[LexborNode] = field(default_factory=list)
    more: bool = False  # there is more than such a line holds

    @property
    def only_links(self) -> bool:
        return bool(self.links) and not self.more and not any(map(str.isalnum, self.outside))


def drop_read_also(root: LexborNode, url: str) -> bool:
    """Take out the lines and lists that only lead to other stories; return whether there were any.

    Links are absolute by now. `url` is the article's own address; a line that
    leads to it stays.
    """
    judged: set[int] = set()
    found = False
    for link in root.css("a[href]"):
        if link.mem_id in judged or not _is_in_tree(link):
            continue
        if line := _line_behind_words(link, url):
            _drop_line(line)
            found = True
            continue
        listed = _links_only(link, judged)
        if listed and (label := _label_before(listed, url)):
            _drop_listed(listed)
            _drop_line(label)
            found = True
    return found


def _line_behind_words(link: LexborNode, url: str) -> list[LexborNode]:
    """Return the largest line around a link that is only links behind such words."""
    best: list[LexborNode] = []
    node = link
    while (parent := node.parent) is not None:
        line = line_of(node)
        words = _read(line)
        if not line or words.more:
            break
        if _is_behind_words(words, url, whole=is_block(parent)):
            best = line
        if is_block(parent):
            break
        node = parent
    return best


def _is_behind_words(words: _Words, url: str, *, whole: bool) -> bool:
    if not words.links:
        return False
    text = _folded(words.outside)
    inside = not any(map(str.isalpha, text))
    if inside:  # the words are part of the first link
        if not whole:
            return False
        text = _folded(words.links[0].text())
    phrase = _phrase_at_head(text)
    if not phrase or not all(_is_other_story(link, url) for link in words.links):
        return False
    rest = text[len(phrase.rstrip(":")) :].lstrip()
    marked = rest[:1] in _SEPARATORS and bool(rest)
    if not marked and (phrase.endswith(":") or not whole):
        return False
    if phrase.endswith(":") and not all(_is_near(link, url) for link in words.links):
        return False
    if inside:
        return True
    return sum(map(str.isalpha, rest)) <= (_JOINING if len(words.links) > 1 else 0)


def _links_only(link: LexborNode, judged: set[int]) -> list[LexborNode]:
    """Return what holds a link and nothing but links: the largest block, or else the line."""
    node = link
    while (parent := node.parent) is not None and not is_block(parent):
        node = parent
    best = line_of(node)
    words = _read(best)
    block = parent
    while words.only_links and block is not None and block.tag != "body":
        judged.update(one.mem_id for one in words.links)
        around = _read([block])
        if not around.only_links:
            break
        best, words, block = [block], around, block.parent
    return best if words.only_links else []


def _label_before(listed: list[LexborNode], url: str) -> list[LexborNode]:
    """Return the line right before that consists of such words alone."""
    before = neighbour(listed[0], after=False)
    while before is not None and before.tag == "br":
        before = neighbour(before, after=False)
    if before is None:
        return []
    line = [before] if is_block(before) else line_of(before)
    words = _read(line)
    if words.links or words.more:
        return []
    text = _folded(words.outside)
    phrase = _phrase_at_head(text)
    rest = text[len(phrase.rstrip(":")) :]
    if not phrase or any(map(str.isalnum, rest)):
        return []
    links = _read(listed).links
    weak = phrase.endswith(":")
    if weak and not (rest.strip() and all(_is_near(link, url) for link in links)):
        return []
    return line if all(_is_other_story(link, url) for link in links) else []


def _drop_listed(listed: list[LexborNode]) -> None:
    """Take out a block of links, and those of its kind that follow it."""
    first = listed[0]
    following = neighbour(listed[-1], after=True) if is_block(first) else None
    while following is not None and following.tag == first.tag and _read([following]).only_links:
        listed = [*listed, following]
        following = neighbour(following, after=True)
    _drop_line(listed)


def _drop_line(line: list[LexborNode]) -> None:
    """Take out the nodes of a line, and the breaks that held it apart."""
    if is_block(line[0]):
        for node in line:
            drop(node)
        return
    parent = line[0].parent
    before, first = _breaks(line[0], after=False)
    behind, last = _breaks(line[-1], after=True)
    for node in line:
        node.decompose()
    # As many stay as the larger gap had, and none at either end of the block
    spare = before if len(before) <= len(behind) else behind
    if not first or not last:
        spare = before if first else behind
    for node in spare:
        node.decompose()
    drop_if_empty(parent)


def _breaks(node: LexborNode, *, after: bool) -> tuple[list[LexborNode], bool]:
    """Return the `<br>`s on one side of a node, and whether a line stands beyond them."""
    found: list[LexborNode] = []
    beyond = neighbour(node, after=after)
    while beyond is not None and beyond.tag == "br":
        found.append(beyond)
        beyond = neighbour(beyond, after=after)
    return found, beyond is not None


def _read(nodes: list[LexborNode]) -> _Words:
    words, outside = _Words(), 0
    levels = [iter(nodes)]  # lazily: a list may have thousands of items, and few are looked at
    while levels and not words.more:
        node = next(levels[-1], None)
        if node is None:
            levels.pop()
        elif node.is_text_node:
            text = node.text_content or ""
            if not is_blank(text):
                outside += len(text.strip())
                words.outside += f"{text} "
                words.more = outside > _LONGEST
        elif node.tag == "a":
            words.links.append(node)
            words.more = len(words.links) > _MOST_LINKS
        elif node.tag in {"img", "audio", "video", "table", "pre"}:
            words.more = True  # something to see that no link leads away from
        else:
            levels.append(node.iter(include_text=True))
    return words


def _is_other_story(link: LexborNode, url: str) -> bool:
    href = link.attributes.get("href") or ""
    if not href.startswith("http") or media_type(href):
        return False
    return not url or document_alias(href) != document_alias(url)


def _is_near(link: LexborNode, url: str) -> bool:
    return not url or same_site(link.attributes.get("href") or "", url)


def _is_in_tree(node: LexborNode) -> bool:
    """Tell whether a node was not taken out with an earlier line."""
    one: LexborNode | None = node
    while one is not None and one.tag != "body":
        one = one.parent
    return one is not None


def _folded(text: str) -> str:
    """Return a text in one spelling, from its first letter on."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_TURKISH)
    text = " ".join(text.split())
    start = next((place for place, letter in enumerate(text) if letter.isalnum()), len(text))
    return text[start:]


def _phrase_at_head(text: str) -> str:
    """Return the longest phrase that begins a folded text, with its colon; "" for none."""
    heads, phrases = _phrases()
    if not text.startswith(heads):
        return ""
    found = (head for head in heads if text.startswith(head) and _ends_word(head, text))
    best = max(found, key=len, default="")
    return phrases[best] if best else ""


def _ends_word(head: str, text: str) -> bool:
    return head[-1] >= _UNSPACED or not text[len(head) : len(head) + 1].isalnum()


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the table's phrases, folded and without colon, and each with it."""
    folded: dict[str, str] = {}
    for words in _WORDS.values():
        for phrase in words.split("|"):
            weak = phrase.endswith(":")
            head = _folded(phrase.rstrip(":"))
            folded[head] = head + ":" * weak
    return tuple(folded), folded
