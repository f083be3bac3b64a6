"""Sentences of seven languages out of words that fit each other, for invented articles.

Each is grammatical enough to be taken for prose, and hardly comes twice. What stands around an
article's text, and how long it is, belongs to the pages (`taught_pages_plain`).
"""

from __future__ import annotations

from dataclasses import dataclass, field


def pool(text: str) -> list[str]:
    """Return the parts of a text between bars."""
    return [part.strip() for part in text.split("|")]


@dataclass(frozen=True)
class Tongue:
    """A language's sentences: shapes, and what may stand in each of their places."""

    shapes: list[str]
    who: list[str]
    did: list[str]
    what: list[str]
    where: list[str]
    why: list[str]
    joint: str = " "
    names: tuple[str, str] = ("Maren Oake", "Tobias Lindqvale")
    months: list[str] = field(default_factory=lambda: pool("March|April|May"))


EN = Tongue(
    pool(
        "{who} {did} {what} {where}.|{where2}, {who} {did} {what}, {why}.|{who} {did} {what}, and {who} {did} {what}.|"
        "“{who} {did} {what},” said {person}, {why}.|By {num} o'clock {who} had seen how {who} {did} {what}.|"
        "Only {num} of {num2} people asked {where} knew that {who} {did} {what}.|Nobody {where} was surprised: {who} {did} {what} {why}.|"
        "It took {num} weeks until {who} {did} {what}.|When {who} {did} {what}, {person} was {where}, {why}."
    ),
    pool(
        "the harbour board|a young baker|the ferry company|the mayor|two teachers|the old weaver|a group of walkers|the water office|"
        "the choir|an engineer|the night nurse|the school's cook|several farmers|the museum|the lighthouse keeper|a retired judge|the brass band|the town's archivist"
    ),
    pool(
        "opened|repaired|counted|refused|painted|bought back|measured|described|gave up|moved|rebuilt|sold|promised|inspected|forgot|lent out|drew|paid for"
    ),
    pool(
        "the wooden bridge|three hundred lamps|a map of the wells|the second timetable|a field of barley|the bell of the chapel|its oldest boat|"
        "the garden behind the mill|a letter from 1911|the new pumps|forty benches|the roof of the market hall|a kilometre of hedges|the plan for the quay|a box of seeds|the winter road|half of the chairs"
    ),
    pool(
        "in Oldmere|near the canal|behind the station|on the east shore|in the valley of the Tarn|at the upper lock|along Fenner Street|"
        "in the village hall|on the island of Brask|below the weir|at the fair ground|beyond the quarry"
    ),
    pool(
        "because the river had risen|after a long winter|although the money was short|as her father had done|before the season began|"
        "while the others waited|so that the road stays open|without a word to the council|once the frost was over|to the delight of the children|as the minutes show"
    ),
)
DE = Tongue(
    pool(
        "{who} {did} {where} {what}.|{who} {did} {what}, {why}.|„{who} {did} {what}“, sagt {person}, {why}.|Erst nach {num} Wochen war klar: {who} {did} {what}.|"
        "Von {num2} Befragten wussten {num}: {who} {did} {where} {what}."
    ),
    pool(
        "Die Stadtwerke|Eine Lehrerin|Der Fährverein|Das Archiv|Ein Imker|Die Feuerwehr|Der Chor|Zwei Schülerinnen|Das Labor|Die Genossenschaft|Der Bauhof"
    ),
    pool(
        "erneuerten|prüfte|baute|verkaufte|zählte|bemalte|sammelte|zeigte|vermisste|lieferte|plante"
    ),
    pool(
        "die alte Mühle|vierzig Bänke|eine Karte der Brunnen|das Dach der Halle|die neuen Pumpen|einen Brief von 1911|den Uferweg|die Glocke der Kapelle|drei Boote|den zweiten Fahrplan"
    ),
    pool(
        "in Altmoor|am Kanal|hinter dem Bahnhof|auf der Insel|im Tal der Leine|unter dem Wehr|neben der Schule|am Steinbruch"
    ),
    pool(
        "weil der Fluss gestiegen war|obwohl das Geld knapp ist|bevor die Saison beginnt|nachdem der Frost vorbei war|damit die Straße offen bleibt|während die anderen warteten"
    ),
    names=("Frieda Halm", "Jost Ebering"),
    months=pool("März|April|Mai"),
)
FR = Tongue(
    pool(
        "{who} {did} {what} {where}.|{where2}, {who} {did} {what}, {why}.|« {who} {did} {what} », dit {person}, {why}.|Il a fallu {num} semaines avant que tout le monde le sache : {who} {did} {what}."
    ),
    pool(
        "la mairie|une boulangère|le club d'aviron|l'école|un ancien juge|la fanfare|le musée|deux voisins|la coopérative|le gardien du phare"
    ),
    pool(
        "a repeint|a compté|a vendu|a réparé|a mesuré|a promis|a oublié|a racheté|a décrit|a prêté"
    ),
    pool(
        "le pont de bois|trois cents lampes|la carte des puits|un champ d'orge|la cloche de la chapelle|le toit du marché|quarante bancs|une lettre de 1911|le chemin d'hiver"
    ),
    pool(
        "à Vieilmer|près du canal|derrière la gare|sur la rive est|au bord de la Tarne|dans la salle des fêtes|au-delà de la carrière"
    ),
    pool(
        "parce que la rivière avait monté|après un long hiver|bien que l'argent manque|avant le début de la saison|pendant que les autres attendaient|au grand plaisir des enfants"
    ),
    names=("Odile Marchaud", "Rémi Castelin"),
    months=pool("mars|avril|mai"),
)
ES = Tongue(
    pool(
        "{who} {did} {what} {where}.|{where2}, {who} {did} {what}, {why}.|«{who} {did} {what}», dice {person}, {why}.|Pasaron {num} semanas hasta que se supo que {who} {did} {what}."
    ),
    pool(
        "el ayuntamiento|una panadera|la banda|el museo|dos maestros|la cooperativa|un juez jubilado|el farero|la escuela|un ingeniero"
    ),
    pool("pintó|contó|vendió|reparó|midió|prometió|olvidó|compró|describió|prestó"),
    pool(
        "el puente de madera|trescientas lámparas|el mapa de los pozos|un campo de cebada|la campana|el techo del mercado|cuarenta bancos|una carta de 1911|el camino de invierno"
    ),
    pool(
        "en Villamar|cerca del canal|detrás de la estación|en la orilla este|en el valle del Tarn|en el salón del pueblo|junto a la cantera"
    ),
    pool(
        "porque el río había crecido|tras un largo invierno|aunque falta dinero|antes de la temporada|mientras los demás esperaban|para alegría de los niños"
    ),
    names=("Lucía Ferrán", "Tomás Oliveda"),
    months=pool("marzo|abril|mayo"),
)
ID = Tongue(
    pool(
        "{who} {did} {what} {where}.|{who} {did} {what} {where}, {why}.|“{who} {did} {what},” kata {person}, {why}.|Selama {num} pekan {who} {did} {what} {where}.|Dari {num2} warga, hanya {num} yang tahu bahwa {who} {did} {what}."
    ),
    pool(
        "Pemerintah desa|Seorang guru|Kelompok nelayan|Dinas pengairan|Dua siswa|Pengurus pasar|Seorang petani|Paduan suara|Perpustakaan kota|Seorang insinyur"
    ),
    pool(
        "memperbaiki|menghitung|menjual|membangun|mengecat|memeriksa|menjanjikan|memindahkan|meminjamkan|menggambar"
    ),
    pool(
        "jembatan kayu|tiga ratus lampu|peta sumur lama|sawah di tepi sungai|atap pasar|empat puluh bangku|pompa baru|surat dari tahun 1911|jalan setapak|kapal tertua"
    ),
    pool(
        "di Tanjung Melati|dekat kanal|di belakang stasiun|di pesisir timur|di lembah Citarum|di balai desa|di bawah bendungan"
    ),
    pool(
        "karena air sungai naik|setelah musim hujan|meskipun dana terbatas|sebelum musim tanam|sementara warga menunggu|agar jalan tetap terbuka"
    ),
    names=("Ratna Wulandari", "Bima Prakoso"),
    months=pool("Maret|April|Mei"),
)
JA = Tongue(
    pool(
        "{who}は{where}で{what}を{did}。|{why}、{who}が{what}を{did}。|「{who}は{where}で{what}を{did}」と{person}さんは話す。|{num}週間後、{who}は{where}で{what}を{did}という。"
    ),
    pool(
        "町役場|若いパン職人|渡し船の会社|二人の教師|合唱団|技師|農家の人々|博物館|灯台守|元判事|吹奏楽団"
    ),
    pool(
        "修理した|数えた|売り出した|塗り直した|買い戻した|測った|断った|建て直した|約束した|点検した|貸し出した"
    ),
    pool(
        "木の橋|三百の灯り|古い井戸の地図|二番目の時刻表|大麦の畑|市場の屋根|四十脚のベンチ|一九一一年の手紙|新しいポンプ|冬の道"
    ),
    pool("旧港町|運河の近く|駅の裏手|東の岸辺|谷あいの集落|公民館|堰の下|採石場の先"),
    pool(
        "川の水が増えたため|長い冬の後|予算は乏しいものの|季節が始まる前に|皆が待つ間に|霜が終わると"
    ),
    joint="",
    names=("水沢遥", "北原透"),
    months=pool("3月|4月|5月"),
)
AR = Tongue(
    pool(
        "{did} {who} {what} {where}.|{did} {who} {what} {where} {why}.|وقال {person} إن {who} {did} {what} {why}.|وبعد {num} أسابيع {did} {who} {what} {where}."
    ),
    pool(
        "مجلس الميناء|الخباز الشاب|المعلم القديم|مكتب المياه|المهندس|حارس المنارة|المتحف|فريق المشاة|القاضي المتقاعد"
    ),
    pool("أصلح|أحصى|باع|فتح|رسم|نقل|وصف|فحص|اشترى"),
    pool(
        "الجسر الخشبي|ثلاثمئة مصباح|خريطة الآبار|حقل الشعير|سقف السوق|أربعين مقعدا|رسالة من عام 1911|المضخات الجديدة|طريق الشتاء"
    ),
    pool(
        "في البلدة القديمة|قرب القناة|خلف المحطة|على الضفة الشرقية|في وادي النهر|في قاعة القرية|تحت السد"
    ),
    pool(
        "بعد أن ارتفع النهر|بعد شتاء طويل|رغم قلة المال|قبل بداية الموسم|بينما انتظر الآخرون|حتى يبقى الطريق مفتوحا"
    ),
    names=("سلمى الحداد", "نادر الشامي"),
    months=pool("مارس|أبريل|مايو"),
)

PEOPLE = {
    EN.names[0]: pool("Ada Fenwick|Piet Lorne|Mrs. Calloway|Hugo Stent|Dr. Imber"),
    DE.names[0]: pool("Anke Brock|Herr Stolte|Ute Rahn|Emil Voss"),
    FR.names[0]: pool("Jeanne Aubry|M. Perrot|Luc Vasseur|Mme Roche"),
    ES.names[0]: pool("Ana Bravo|Julio Prat|la señora Vidal|Pedro Sanz"),
    ID.names[0]: pool("Siti Hartati|Pak Darma|Joko Widarto|Ibu Lestari"),
    JA.names[0]: pool("田村|小野寺|藤井|石黒"),
    AR.names[0]: pool("كريم|ليلى|الحاج سعيد|منى"),
}
