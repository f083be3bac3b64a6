"""Frames: which become a link, to where, and which are dropped."""

from __future__ import annotations

import pytest

from feedmaker.clean.embeds import PLAYERS
from feedmaker.clean.steps import clean

URL = "https://news.example/story"
STILL = "https://i.ytimg.com/vi/AbCdEfGhIjK/hqdefault.jpg"
WATCH = "https://www.youtube.com/watch?v=AbCdEfGhIjK"


def framed(attributes: str, tag: str = "iframe") -> str:
    return clean(f"<p>x</p><{tag} {attributes}></{tag}>", base=URL, url=URL).removeprefix(
        "<p>x</p>"
    )


@pytest.mark.parametrize(
    "src",
    [
        "https://www.youtube.com/embed/AbCdEfGhIjK",
        "//www.youtube.com/embed/AbCdEfGhIjK?feature=oembed&amp;rel=0",
        "https://www.youtube-nocookie.com/embed/AbCdEfGhIjK/",
        "http://youtube.com/v/AbCdEfGhIjK&amp;hl=en_US&amp;fs=1",
        "https://www.youtube.com/shorts/AbCdEfGhIjK",
        "https://www.youtube.com/watch?v=AbCdEfGhIjK&amp;t=4s",
        "https://youtu.be/AbCdEfGhIjK?si=x",
    ],
)
def test_a_youtube_frame_becomes_its_preview_picture_linked(src: str) -> None:
    html = framed(f'src="{src}" title="Low tide"')
    assert html.startswith(f'<p><a href="{WATCH}"><img src="{STILL}" alt="YouTube: Low tide"')


@pytest.mark.parametrize(
    ("src", "href", "name"),
    [
        ("https://www.youtube.com/embed/videoseries?list=PL-1", "https://www.youtube.com/playlist?list=PL-1", "YouTube"),
        ("https://player.vimeo.com/video/123?h=a", "https://vimeo.com/123", "Vimeo"),
        ("https://player.twitch.tv/?channel=port", "https://player.twitch.tv/?channel=port", "Twitch"),
        ("https://w.soundcloud.com/player/?url=x", "https://w.soundcloud.com/player/?url=x", "SoundCloud"),
        ("https://open.spotify.com/embed/track/0123456789ab?si=1", "https://open.spotify.com/track/0123456789ab", "Spotify"),
        ("https://embed.podcasts.apple.com/us/podcast/a/id1?i=2", "https://podcasts.apple.com/us/podcast/a/id1", "Apple Podcasts"),
        ("https://www.facebook.com/plugins/video.php?href=x", "https://www.facebook.com/plugins/video.php?href=x", "Facebook"),
        ("https://platform.twitter.com/embed/Tweet.html?id=12", "https://x.com/i/status/12", "X"),
        ("https://www.instagram.com/p/AbC-dE_f/embed/captioned/", "https://www.instagram.com/p/AbC-dE_f/", "Instagram"),
        ("https://www.tiktok.com/embed/v2/123456", "https://www.tiktok.com/embed/v2/123456", "TikTok"),
        ("https://datawrapper.dwcdn.net/AbCdE/1/", "https://datawrapper.dwcdn.net/AbCdE/1/", "Datawrapper"),
        ("https://flo.uri.sh/visualisation/1/embed", "https://flo.uri.sh/visualisation/1/embed", "Flourish"),
        ("https://www.google.com/maps/embed?pb=1", "https://www.google.com/maps/embed?pb=1", "Google Maps"),
        ("https://codepen.io/ann/embed/xYz", "https://codepen.io/ann/embed/xYz", "CodePen"),
    ],
)  # fmt: skip
def test_a_players_frame_becomes_a_link_with_its_name(src: str, href: str, name: str) -> None:
    assert framed(f'src="{src}"') == f'<p><a href="{href}">{name}</a></p>'


def test_every_player_has_a_case_here() -> None:
    named = {"YouTube", "Vimeo", "Twitch", "SoundCloud", "Spotify", "Apple Podcasts", "Facebook"}
    named |= {"X", "Instagram", "TikTok", "Datawrapper", "Flourish", "Google Maps", "CodePen"}
    assert {player.name for player in PLAYERS} == {*named, "Dailymotion"}


@pytest.mark.parametrize(
    "src",
    [
        "https://www.dailymotion.com/embed/video/x8abc",
        "https://geo.dailymotion.com/player.html?video=x8abc",
    ],
)
def test_a_dailymotion_frame_has_a_preview_too(src: str) -> None:
    html = framed(f'src="{src}"')
    assert '<a href="https://www.dailymotion.com/video/x8abc"><img' in html
    assert 'src="https://www.dailymotion.com/thumbnail/video/x8abc"' in html


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'src=""',
        'src="about:blank"',
        'src="javascript:x()"',
        'srcdoc="x"',
        'src="https://evil.example/"',
        'src="https://www.youtube.com.evil.example/embed/AbCdEfGhIjK"',
        'src="https://www.youtube.com@evil.example/embed/AbCdEfGhIjK"',
        r'src="https://evil.example\@www.youtube.com/embed/AbCdEfGhIjK"',
        'src="https://evil.example/?https://www.youtube.com/"',
        'src="https://www.facebook.com/plugins/like.php?href=x"',
        'src="https://news.example/x" width="1" height="1"',
        'src="https://127.0.0.1/x"',
        'src="https://www.youtube.com/embed/AbCdEfGhIjK" style="display:none"',
    ],
)
def test_other_frames_are_dropped(attributes: str) -> None:
    assert framed(attributes) == ""


def test_a_frame_of_the_articles_own_site_becomes_a_link() -> None:
    own = "https://charts.news.example/tides"
    assert framed(f'src="{own}"') == f'<p><a href="{own}">charts.news.example</a></p>'
    assert framed(f'src="{own}" title="Tides"') == f'<p><a href="{own}">Tides</a></p>'


def test_a_frame_that_waits_for_a_script_counts_as_loaded() -> None:
    assert WATCH in framed('src="about:blank" data-src="//www.youtube.com/embed/AbCdEfGhIjK"')


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [("lite-youtube", "videoid=AbCdEfGhIjK"), ("amp-youtube", "data-videoid=AbCdEfGhIjK")],
)
def test_a_players_own_element_is_known(tag: str, attributes: str) -> None:
    assert WATCH in framed(attributes, tag)


def test_the_title_of_the_player_itself_is_not_told() -> None:
    html = framed('src="https://player.vimeo.com/video/1" title="vimeo-player"')
    assert html == '<p><a href="https://vimeo.com/1">Vimeo</a></p>'


def test_a_frame_in_a_link_is_no_second_link() -> None:
    html = clean(
        '<a href="/a"><iframe src="https://player.vimeo.com/video/1"></iframe></a>', base=URL
    )
    assert html == '<a href="https://news.example/a">Vimeo</a>'


def test_each_of_alike_frames_becomes_what_fits_where_it_stands() -> None:
    frame = '<iframe src="https://player.vimeo.com/video/1"></iframe>'
    html = f'<p>{frame}<a href="/a"><b>{frame}</b></a></p><center>{frame}<p>x</p></center>{frame}'
    link = '<a href="https://vimeo.com/1">Vimeo</a>'
    assert clean(html, base=URL) == (
        f'<p>{link}<a href="https://news.example/a"><b>Vimeo</b></a></p>'
        f"<p>{link}</p><p>x</p><p>{link}</p>"
    )


def test_what_looks_like_an_old_element_in_an_attribute_is_left_there() -> None:
    html = '<p title="<tt>x</tt>">So <tt>x</tt></p><pre>a\n  b <strike>c</strike></pre>'
    assert clean(html, base=URL) == "<p>So <code>x</code></p><pre>a\n  b <s>c</s></pre>"
