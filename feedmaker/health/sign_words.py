"""What stand-ins say, in many languages: the patterns that the table of signs is made of.

Texts alone; where on a page they count, and for what, is for `page_signs`. A pattern that is to
match a whole title or heading says so: a story may begin with the same words.
They are compiled when first asked for: most pages need few, and a start is spared 4 ms.
"""

from __future__ import annotations

PARTS = r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+"
"""What stands between a page's title and its site's name."""

# Of a title the whole, or all but the site's name: a story may begin with the same words.
CHECK_TITLE = (
    r"(?i)(?:just a moment|attention required|(?:client|security) challenge|challenge validation"
    r"|checking (?:your browser|if the site connection is secure)\b.*|ddos.guard"
    r"|(?:please )?verify(?:ing)? (?:that )?you(?:'re|\u2019re| are)(?: an?)?(?: not)?(?: an?)?"
    r" (?:human|robot|bot)|(?:are you|making sure you(?:'re|\u2019re| are))(?: not)?(?: an?)?"
    r" (?:human|robot|bot)|robot or human|human verification|i(?:'m|\u2019m| am) not a (?:ro)?bot"
    r"|bot (?:verification|check|manager)|(?:\w+ )?(?:robot|security) check(?:point)?"
    r"|(?:\w+ )?captcha(?: \w+)?|access to this page has been denied|pardon our interruption"
    r"|one moment,? please|please wait|request unsuccessful|you are being redirected"
    r"|nur einen moment|un instant|un momento|tunggu sebentar|один момент|请稍候"
    r"|しばらくお待ち(?:ください)?)[\s.…!?。]*"
)

LOGIN_PATH = (
    r"(?i)(?:^|/)(?:(?:user[_-]?|member[_-]?|wp-)?(?:log|sign)[_-]?(?:in|on)|sso|oauth2?|saml2?"
    r"|authorize|authenticate|anmelden|anmeldung|einloggen|inloggen|connexion|entrar|acceder"
    r"|iniciar-sesion|masuk|accedi|logowanie|zaloguj|giris|prihlaseni|logga-in|log-ind)"
    r"(?:\.(?:php|aspx?|html?|jsp|do|action))?(?:/|$)"
)

CONSENT_PLACE = (
    r"(?i)^(?:consent|guce|cmp|cookie-?wall|my-?privacy|privacy-?(?:gate|wall)|zustimmung)\."
    r"|/(?:collect-?)?(?:cookie|gdpr|privacy)?[_-]?(?:consent|cookie-?wall|privacy-?(?:gate|wall))"
    r"(?:\.\w+)?(?:/|$)"
)
CONSENT_WORDS = (
    r"(?i)cookie|consent|einwilligung|zustimm|toestemming|privatsph|datenschutz|persetujuan"
    r"|consenso|consentimiento|согласи|同意"
)
AGREES = (
    r"(?i)\b(?:ja\b|yes\b|oui\b|accept|agree|allow|i consent|ok(?:ay|é)?\b|got it|fine\b|continue"
    r"|reject|refus|akzept|zustimm|einverstanden|annehmen|ablehnen|alle |j.accepte|d.accord"
    r"|acept|aceit"
    r"|rechazar|accett|rifiut|akkoord|accepteer|weiger|setuju|terima|souhlas|zgadzam|akcept"
    r"|godta|godk[äe]nn|kabul)|приня|соглас|同意|接受|許可"
)
"""What is on a button that agrees to cookies, or doesn't."""

NAMES_SCRIPTS = r"(?i)java\s?script|(?:enable|activate|requires?) js\b"
WANTED = (
    r"(?i)enabl|requir|activ|aktiv|attiv|turn(?:ed)? (?:it )?on|switch|disabled|\bneeds?\b|without"
    r"|habilit|ativ|désactivé|nécessaire|benötig|einschalt|aktif|hidup|nyala|butuh|perlu|inschakel"
    r"|włącz|povol|zapn|включ|необходим|有効|启用|啟用|필요|활성"
)
OF_A_PART = (
    r"(?i)comment|kommentar|komentar|comentario|commento|disqus|e-?mail|spambot|video|player"
    r"|\bmaps?\b|slideshow|newsletter|form(?:ular)?\b|best |better|experience|beste"
)
"""What a note on scripts speaks of where the rest of the page goes without them."""

SENTENCE = r"[^.!?。]+"
_NOT_FOUND = (
    r"(?:was |could |can |is |cannot be |can[’']?t be )?(?:not |n[’']t )?(?:be )?found"
    r"|(?:doesn.t|does not|no longer) exists?|(?:tidak|tak) (?:dapat )?(?:ditemukan|ada)"
    r"|(?:wurde |konnte )?nicht gefunden(?: werden)?|(?:est )?(?:introuvable|non trouvée?)"
    r"|no (?:fue )?encontrad[ao]|não encontrad[ao]|non trovat[ao]|niet gevonden|не найдена?"
    r"|不存在|(?:が|は)?見つかりません(?:でした)?"
)
_A_PAGE = (
    r"page|article|file|content|story|post|url|document|seite|artikel|beitrag|halaman|laman|berita"
    r"|konten|p[aá]gina|art[ií]culo|artigo|articolo|страница|ページ|页面|頁面"
)
MISSING_TITLE = (
    r"(?i)(?:(?:sorry|oops|maaf)[,.!]* )?(?:(?:http )?(?:error|fehler|erreur|kesalahan)?:? ?404"
    r"(?: error)?|not found|nicht gefunden|tidak ditemukan|no encontrado|introuvable"
    rf"|(?:(?:http |error )*404)?[\s:.!-]*(?:(?:the|this|that|die|diese|cette|la|esta) )?"
    rf"(?:{_A_PAGE})"
    rf"s?(?: (?:you|that) .{{0,40}})? ?(?:{_NOT_FOUND})|404[\s:.!-]+(?:not found|error))"
    r"[\s.!]*(?:\(?404\)?)?[\s.!]*"
)

WALL_WORDS = (
    r"(?i)(?:subscribe|sign up|join|log ?in|sign in|register)\b.{0,60}\b(?:to|and)"
    r" (?:continue|keep|finish|unlock) (?:reading|(?:the|this) (?:full )?(?:article|story))"
    r"|to (?:continue|keep) reading\b.{0,60}\b(?:subscri|sign|log ?in|join|register)"
    r"|(?:continue|keep) reading (?:this article )?with (?:a|an|your)\b.{0,30}\bsubscription"
    r"|(?:article|story|content|post) (?:is )?(?:only |exclusively |reserved )?(?:available )?"
    r"(?:for|to) (?:our |paid |paying |premium )*(?:subscribers|members)(?: only)?\b"
    r"|(?:subscribers|members)[- ]only (?:article|story|content|post)"
    r"|(?:article|artikel|beitrag|text|inhalt)\b.{0,30}\b(?:nur |exklusiv )?(?:für|fuer) "
    r"(?:unsere )?(?:abonnent|plus-|premium-|digitalabo)"
    r"|weiterlesen mit\b.{0,40}(?:\babo|abo\b|\bplus\b|\+)|abonnieren und weiterlesen"
    r"|(?:um|zum) weiter(?:zu)?lesen\b.{0,60}(?:abo|anmeld|registrier)"
    r"|(?:article|contenu|suite)\b.{0,30}\b(?:est )?(?:réservée?|exclusive?(?:ment)?)"
    r" (?:à nos |aux |pour les )(?:abonn|adhérent)"
    r"|il vous reste\b.{0,20}%.{0,40}à (?:lire|découvrir)|abonnez-vous pour (?:lire|continuer)"
    r"|(?:contenido|art[íi]culo|nota|noticia|conteúdo|artigo|mat[ée]ria)\b.{0,20}\bexclusiv[oa]"
    r" (?:para|de) (?:nuestros |nossos )?(?:suscriptor|socio|assinante)"
    r"|suscr[íi]bete (?:para|y) (?:seguir|sigue|continuar|contin[úu]a) leyendo"
    r"|para (?:seguir|continuar) (?:leyendo|lendo)\b.{0,40}"
    r"(?:suscr|inicia|reg[íi]str|assin|cadastr)"
    r"|assine (?:para|e) (?:continue|continuar|ler)\b"
    r"|(?:contenuto|articolo)\b.{0,20}\b(?:riservat|esclusiv)o (?:agli|per gli) abbonati"
    r"|abbonati per (?:continuare|leggere)"
    r"|(?:lees|lezen)\b.{0,20}\bverder\b.{0,40}\babonn"
    r"|(?:artikel|verhaal) (?:is )?alleen voor abonnees"
    r"|artikel ini (?:khusus|hanya) (?:untuk|bagi) (?:pelanggan|anggota)"
    r"|berlangganan untuk (?:lanjut|melanjutkan|terus) (?:mem)?baca"
    r"|(?:artykuł|treść)\b.{0,30}\b(?:tylko )?dla (?:prenumerator|subskrybent)"
    r"|(?:материал|статья|текст)\b.{0,30}"
    r"(?:доступ\w+ (?:только )?(?:по подписке|подписчикам)|для подписчиков)"
    r"|有料会員(?:限定|の方)|この(?:記事|続き)は.{0,12}会員(?:限定|専用)"
    r"|(?:付费|付費|会员|會員)后?(?:可)?(?:阅读|閱讀)"
    r"|(?:이|본) (?:기사|콘텐츠)는.{0,20}(?:유료|구독)"
)
"""What a wall says where an article breaks off."""

OF_SOMETHING_ELSE = r"(?i)newsletter|e-?mail|comment|kommentar|komentar|podcast"
"""What else than an article such lines may offer."""
