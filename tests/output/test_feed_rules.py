"""The checker of feeds finds what it is there to find: each rule, broken once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from feed_rules import check

RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:media="http://search.yahoo.com/mrss/" version="2.0"><channel>
<title>Gazette</title><link>https://g.example/</link><description>About</description>
<atom:link href="https://f.example/g.rss" rel="self" type="application/rss+xml"/>
<image><url>https://g.example/l.png</url><title>Gazette</title><link>https://g.example/</link></image>
<language>en</language><ttl>60</ttl>
<item><title>One</title><link>https://g.example/1</link><description>Short</description>
<content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>
<guid isPermaLink="true">https://g.example/1</guid><category>Sea</category>
<enclosure url="https://g.example/1.mp3" length="5" type="audio/mpeg"/><dc:creator>Mira</dc:creator>
<pubDate>Mon, 23 Nov 2026 00:55:00 GMT</pubDate><media:thumbnail url="https://g.example/1.jpg"/></item>
<item><description>Two</description><guid isPermaLink="false">tag:g.example,2026:2</guid></item>
</channel></rss>"""

ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:uuid:0f1d9bbd-5a0e-5a5c-8d6e-6c1a1c2f4f10</id>
<title>Gazette</title><updated>2026-11-23T06:00:00+00:00</updated><author><name>Gazette</name></author>
<link href="https://f.example/g.atom" rel="self" type="application/atom+xml"/><link href="https://g.example/"/>
<entry><id>https://g.example/1</id><title>One</title><updated>2026-11-23T06:00:00Z</updated>
<author><name>Mira</name></author><content type="html">&lt;p&gt;Long&lt;/p&gt;</content><category term="Sea"/>
<link href="https://g.example/1" rel="alternate"/>
<link href="https://g.example/1.mp3" rel="enclosure" type="audio/mpeg" length="5"/></entry>
<entry><id>https://g.example/2</id><title>Two</title><updated>2026-11-22T06:00:00Z</updated>
<summary>Short</summary><link href="https://g.example/2" rel="alternate"/></entry></feed>"""

JSON = """{"version":"https://jsonfeed.org/version/1.1","title":"Gazette",
"home_page_url":"https://g.example/","feed_url":"https://f.example/g.json","language":"en",
"authors":[{"name":"Gazette"}],
"items":[{"id":"1","url":"https://g.example/1","title":"One","content_html":"<p>Long</p>",
"date_published":"2026-11-23T06:00:00Z","tags":["Sea"],
"attachments":[{"url":"https://g.example/1.mp3","mime_type":"audio/mpeg"}]},
{"id":"2","content_text":"Two"}]}"""

OPML = """<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0"><head><title>Feeds</title></head><body><outline text="Sea">
<outline type="rss" text="Gazette" xmlUrl="https://f.example/g.atom" htmlUrl="https://g.example/"/>
</outline></body></opml>"""

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(("name", "feed"), [("g.rss", RSS), ("g.atom", ATOM), ("g.json", JSON), ("feeds.opml", OPML)])  # fmt: skip
def test_a_good_feed_has_no_findings(name: str, feed: str) -> None:
    assert check(name, feed.encode(), now=NOW) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("</item>", "", "SAXError"),
        ("<channel>", "<channel><![CDATA[ ]]>", "DTDOrCDATA"),
        ("About", "Ab\x85out", "BadCharacters"),
        ("encoding='UTF-8'", "encoding='ISO-8859-1'", "EncodingMismatch"),
        ('version="2.0"', 'version="0.91"', "UndefinedElement"),
        ("<language>", "<speech/><language>", "UndefinedElement"),
        ("<link>https://g.example/</link><description>", "<description>", "MissingLink"),
        ("<description>About</description>", "", "MissingDescription"),
        ("<title>Gazette</title><link>https://g.example/</link><d", "<link>https://g.example/</link><d", "MissingTitle"),
        ("<title>One</title>", "<title> </title>", "NotBlank"),
        ("<title>One</title>", "<title>One &amp; two</title>", "CharacterData"),
        ("<title>One</title>", "<title>One &#x3C;b>two&#x3C;/b></title>", "ContainsHTML"),
        ("<title>One</title>", "<title>One</title><title>1</title>", "DuplicateElement"),
        ('rel="self"', 'rel="hub"', "MissingAtomSelfLink"),
        ('type="application/rss+xml"', 'type="text/html"', "SelfNotAtom"),
        ("<language>en</language>", "", "MissingDCLanguage"),
        ("<language>en</language>", "<language>English!</language>", "InvalidLanguage"),
        ("<ttl>60</ttl>", "<ttl>0</ttl>", "InvalidPositiveInteger"),
        ("l.png</url><title>Gazette", "l.png</url><title>Other", "ImageTitleDoesntMatch"),
        ("</title><link>https://g.example/</link></image>", "</title><link>https://x.example/</link></image>", "ImageLinkDoesntMatch"),
        ("l.png", "l.webp", "ImageUrlFormat"),
        ("<item><description>Two</description>", "<item>", "ItemMustContainTitleOrDescription"),
        ("<description>Short</description>\n", "", "NeedDescriptionBeforeContent"),
        ('<guid isPermaLink="false">tag:g.example,2026:2</guid>', "", "MissingGuid"),
        ('isPermaLink="false">tag:g.example,2026:2', 'isPermaLink="true">tag:g.example,2026:2', "InvalidFullLink"),
        ("tag:g.example,2026:2", "tag:2", "InvalidTAG"),
        ('"false">tag:g.example,2026:2', '"false">12', "NotSufficientlyUnique"),
        ('"false">tag:g.example,2026:2', '"no">tag:g.example,2026:2', "InvalidBooleanAttribute"),
        ('"false">tag:g.example,2026:2', '"true">https://g.example/1', "DuplicateValue"),
        ("<link>https://g.example/1<", "<link>https://g.example/a b<", "InvalidUriChar"),
        ("<link>https://g.example/1<", "<link>javascript:alert(1)<", "InvalidLink"),
        ("<dc:creator>Mira</dc:creator>", "<author>Mira</author>", "InvalidContact"),
        ("<dc:creator>Mira</dc:creator>", "<dc:creator/>", "NotBlank"),
        ("<category>Sea</category>", "<category/>", "NotBlank"),
        (' length="5"', "", "MissingAttribute"),
        ('type="audio/mpeg"', 'type="audio"', "InvalidMIMEAttribute"),
        ('type="audio/mpeg"/>', 'type="audio/mpeg"/><enclosure url="https://g.example/2.mp3" length="0" type="audio/mpeg"/>', "DuplicateEnclosure"),
        ("Mon, 23 Nov", "Tue, 23 Nov", "IncorrectDOW"),
        ("Mon, 23 Nov 2026", "2026-11-23", "InvalidRFC2822Date"),
        ("Mon, 23 Nov 2026", "Tue, 23 Nov 2027", "ImplausibleDate"),
        ("<media:thumbnail url", "<media:thumbnail href", "MissingHref"),
        ("<media:thumbnail", '<media:content medium="book" url="https://g.example/1.jpg"/><media:thumbnail', "InvalidMediaMedium"),
        ("&lt;p&gt;Long&lt;/p&gt;", "&lt;p&gt;Long&lt;/b&gt;", "NotHtml"),
        ("&lt;p&gt;Long", "&lt;iframe src='https://x.example/'&gt;&lt;/iframe&gt;&lt;p&gt;Long", "SecurityRisk"),
        ("&lt;p&gt;Long", "&lt;p onclick='x()'&gt;Long", "SecurityRiskAttr"),
        ("&lt;p&gt;Long", "&lt;p style='position:fixed'&gt;Long", "DangerousStyleAttr"),
        ("&lt;p&gt;Long", "&lt;p&gt;&lt;a href='/x'&gt;Long&lt;/a&gt;", "ContainsRelRef"),
    ],
)  # fmt: skip
def test_a_broken_rule_of_rss_is_found(old: str, new: str, code: str) -> None:
    assert old in RSS
    findings = check("g.rss", RSS.replace(old, new, 1).encode(), now=NOW)
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<feed ", "<feed", "SAXError"),
        ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "UndefinedElement"),
        (' xml:lang="en"', "", "MissingDCLanguage"),
        ("<id>https://g.example/1</id>", "", "MissingElement"),
        ("<title>One</title>", "", "MissingElement"),
        ("<updated>2026-11-23T06:00:00Z</updated>", "", "MissingElement"),
        ("<author><name>Gazette</name></author>", "", "MissingElement"),
        ("<name>Mira</name>", "<name> </name>", "NotBlank"),
        ("<title>One</title>", "<title/>", "NotBlank"),
        ("<title>One</title>", "<title>&lt;b&gt;One&lt;/b&gt;</title>", "ContainsUndeclaredHTML"),
        ("<title>One</title>", '<title type="markdown">One</title>', "InvalidTextType"),
        ("<title>One</title>", "<title>One</title><title>1</title>", "DuplicateElement"),
        ("<id>https://g.example/1<", "<id>https://G.example/1<", "NonCanonicalURI"),
        ("<id>https://g.example/1<", "<id>https://g.example:443/1<", "NonCanonicalURI"),
        ("<id>https://g.example/1<", "<id>https://g.example<", "NonCanonicalURI"),
        ("<id>https://g.example/1<", "<id>urn:x:1<", "InvalidURN"),
        ("urn:uuid:0f1d9bbd", "urn:uuid:0f1d", "InvalidURN"),
        ("<id>https://g.example/1<", "<id>https://g.example/2<", "DuplicateEntries"),
        ("2026-11-22T06:00:00Z", "2026-11-23T06:00:00Z", "DuplicateUpdated"),
        ("2026-11-22T06:00:00Z", "2026-11-22", "InvalidRFC3339Date"),
        ("2026-11-22T06:00:00Z", "1970-01-01T00:00:00Z", "ImplausibleDate"),
        ('rel="self"', 'rel="via"', "MissingSelf"),
        ('rel="enclosure"', 'rel="sound"', "UnregisteredAtomLinkRel"),
        (' rel="enclosure" type="audio/mpeg"', "", "DuplicateAtomLink"),
        ('<link href="https://g.example/"/>', '<link href="https://g.example/"/><link href="https://x.example/"/>', "DuplicateAtomLink"),
        ('type="audio/mpeg"', 'type="sound"', "InvalidMIMEType"),
        ('length="5"', 'length="-1"', "InvalidNonNegativeInteger"),
        ('term="Sea"', 'label="Sea"', "MissingAttribute"),
        ("<summary>Short</summary>", "", "MissingTextualContent"),
        ('<link href="https://g.example/2" rel="alternate"/>', "", "MissingContentOrAlternate"),
        ("</entry></feed>", "</entry><icon>https://g.example/i.png</icon></feed>", "MisplacedMetadata"),
        ('href="https://g.example/2"', 'href="https://g.example/ü"', "InvalidUriChar"),
        ("&lt;p&gt;Long", "&lt;svg&gt;&lt;/svg&gt;Long", "NotHtml"),
    ],
)  # fmt: skip
def test_a_broken_rule_of_atom_is_found(old: str, new: str, code: str) -> None:
    assert old in ATOM
    findings = check("g.atom", ATOM.replace(old, new, 1).encode(), now=NOW)
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"version"', "version", "JsonUnreadable"),
        ("version/1.1", "version/2", "JsonVersion"),
        ('"title":"Gazette"', '"title":""', "JsonText"),
        ('"title":"One"', '"title":"On\\u0000e"', "BadCharacters"),
        ('"home_page_url":"https://g.example/",', "", "JsonMissing"),
        ('"https://f.example/g.json"', '"g.json"', "InvalidUriChar"),
        ('"items"', '"_items"', "JsonItems"),
        ('"id":"2",', "", "JsonText"),
        ('"id":"2"', '"id":"1"', "JsonDuplicateId"),
        ('"content_text":"Two"', '"summary":"Two"', "JsonContent"),
        ('"<p>Long</p>"', '"<p>Long</i>"', "NotHtml"),
        ("2026-11-23T06:00:00Z", "yesterday", "InvalidRFC3339Date"),
        ('["Sea"]', '[""]', "JsonTags"),
        ('"mime_type":"audio/mpeg"', '"mime_type":""', "JsonAttachment"),
        ('"name":"Gazette"', '"url":"https://g.example/"', "JsonText"),
        ('"language":"en"', '"language":"?"', "InvalidLanguage"),
        ('"tags"', '"keywords"', "JsonUnknown"),
    ],
)
def test_a_broken_rule_of_json_feed_is_found(old: str, new: str, code: str) -> None:
    assert old in JSON
    findings = check("g.json", JSON.replace(old, new, 1).encode(), now=NOW)
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('version="2.0"', 'version="1.0"', "UndefinedElement"),
        ('text="Gazette" ', "", "MissingAttribute"),
        ('xmlUrl="https://f.example/g.atom"', 'xmlUrl="g.atom"', "InvalidUriChar"),
        ('type="rss" ', "", "MissingAttribute"),
    ],
)
def test_a_broken_rule_of_opml_is_found(old: str, new: str, code: str) -> None:
    assert old in OPML
    findings = check("feeds.opml", OPML.replace(old, new, 1).encode())
    assert code in {finding.code for finding in findings}
