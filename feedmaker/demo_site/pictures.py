"""The demo's pictures: small harbour scenes in SVG, put together from a few shapes.

The same bytes each time; which page shows which is for `pages`.
"""

from __future__ import annotations

from collections.abc import Sequence

_SKIES = {  # above, at the horizon, sea, sun or moon: its colour and height
    "dawn": ("#f6b48f", "#fde7c3", "#7fb3b8", "#fff4d6", 190),
    "day": ("#8ec9ea", "#e4f4f7", "#3f8fa8", "#fffbe0", 80),
    "dusk": ("#4b4a7c", "#f0926b", "#35506f", "#ffd9a0", 205),
    "night": ("#0f1b34", "#2b4468", "#16273f", "#f4f1dc", 90),
    "rain": ("#7c8c97", "#c3ccce", "#5a7480", "#dfe5e4", 95),
}

_HULL = '<path d="M0 0h120l-18 26H20z" fill="#7a3b2e"/><path d="M0 0h120l-3 5H4z" fill="#f3ead7"/>'
_SAIL = '<path d="M58 -6V-96L14 -6z" fill="#fbf6ea"/><path d="M64 -6V-84l36 78z" fill="#e9dcc3"/>'
_WAVES = "".join(
    f'<path d="M{x} {y}q14 -7 28 0t28 0" fill="none" stroke="#fff" stroke-opacity=".3"/>'
    for x, y in ((40, 310), (170, 345), (330, 322), (470, 360), (560, 305), (90, 378), (380, 388))
)
_HOUSE = (
    '<path d="M0 0v-34h56V0z" fill="#c9a27a"/><path d="M-8 -34L28 -62l36 28z" fill="#8a4a3a"/>'
    '<path d="M12 0v-20h12V0z" fill="#5b3a2c"/><path d="M6 0v30m44 -30v30" stroke="#5b3a2c"/>'
)
_STALL = (
    '<path d="M0 0v-46m64 46v-46" stroke="#5b3a2c" stroke-width="4"/>'
    '<path d="M-6 -46h76l-10 -20H4z" fill="#d9574a"/><path d="M13 -46l4 -20h14l-2 20z'
    'M45 -46l-2 -20h14l5 20z" fill="#f7efe0"/><path d="M-2 0v-18h68V0z" fill="#b98b5e"/>'
)
_PALM = (
    '<path d="M0 0q6 -60 -4 -110" fill="none" stroke="#6b4f36" stroke-width="8"/>'
    '<path d="M-4 -112q-34 -18 -58 10q34 -10 58 -10q30 -26 58 4q-34 -6 -58 -4q-6 -32 -40 -34'
    'q30 8 40 34q10 -30 42 -28q-30 6 -42 28z" fill="#3f7d4e"/>'
)
_MANGROVE = (
    '<path d="M0 20q4 -30 0 -50m-14 50q10 -14 14 -34m14 34q-10 -14 -14 -34" fill="none" '
    'stroke="#5b4632" stroke-width="4"/><ellipse cy="-42" rx="30" ry="22" fill="#4a8a57"/>'
)


def _at(x: int, y: int, shape: str, scale: float = 1) -> str:
    return f'<g transform="translate({x} {y}) scale({scale})">{shape}</g>'


_THINGS = {
    "boat": _at(120, 300, _SAIL + _HULL, 1.2),
    "boat2": _at(400, 340, _SAIL + _HULL, 0.9),
    "ferry": _at(
        210,
        300,
        '<path d="M0 0h230l-24 34H22z" fill="#274b6d"/><path d="M24 0v-34h170V0z" fill="#f6f3ea"/>'
        '<path d="M60 -34v-26h84v26z" fill="#f6f3ea"/>'
        '<path d="M152 -34v-46h20v46z" fill="#d9574a"/>'
        '<path d="M36 -16h146m-110 -32h60" stroke="#ffd877" stroke-width="8" '
        'stroke-dasharray="14 10"/>',
    ),
    "lighthouse": _at(
        480,
        262,
        '<path d="M-70 20Q0 -30 90 20z" fill="#4d4a45"/><path d="M-18 0l6 -120h24L18 0z" '
        'fill="#f7efe0"/><path d="M-16 -36l2 -30h28l2 30zM-13 -92l2 -28h22l2 28z" fill="#c8463c"/>'
        '<path d="M-10 -122h20v-18h-20z" fill="#ffe08a"/><path d="M-14 -140h28L0 -156z" '
        'fill="#c8463c"/><path d="M-10 -131L-330 -170v70z" fill="#ffe9a8" fill-opacity=".35"/>',
    ),
    "houses": "".join(_at(x, 262, _HOUSE) for x in (60, 150, 232)),
    "stalls": '<path d="M0 338h640v62H0z" fill="#cdb48c"/>'
    + "".join(_at(x, 352, _STALL, 1.3) for x in (90, 260, 430)),
    "palms": '<path d="M430 310Q540 270 640 288v112H470q-60 -50 -40 -90z" fill="#e6cf9f"/>'
    + _at(560, 300, _PALM, 1.3)
    + _at(500, 290, _PALM),
    "mangroves": "".join(_at(x, 290 + x % 60, _MANGROVE) for x in range(250, 640, 62)),
    "hills": '<path d="M0 260Q90 150 200 232Q320 120 430 226Q540 170 640 250v12H0z" '
    'fill="#567a5a"/>',
    "kites": "".join(
        _at(
            x,
            y,
            f'<path d="M0 0l26 34L0 82l-26 -48z" fill="{colour}"/><path d="M0 82q18 60 -20 '
            '120" fill="none" stroke="#555"/>',
            0.8,
        )
        for x, y, colour in ((140, 60, "#d9574a"), (330, 30, "#f1b340"), (500, 90, "#3f7d9e"))
    ),
    "bridge": '<path d="M0 268h640v12H0z" fill="#8b6848"/>'
    + "".join(
        f'<path d="M{x} 268v80" stroke="#6b4f36" stroke-width="8"/>' for x in range(30, 640, 64)
    )
    + "".join(f'<path d="M{x} 268h30v12h-30z" fill="#d8b384"/>' for x in (96, 226, 258, 420)),
    "stars": "".join(
        f'<circle cx="{x}" cy="{y}" r="2" fill="#fff"/>'
        for x, y in ((60, 50), (130, 110), (210, 40), (300, 130), (380, 60), (560, 140), (610, 40))
    ),
}


def picture(sky: str, things: Sequence[str]) -> str:
    """Return a scene, 640 by 400: one of the skies, and things from the far to the near."""
    above, horizon, sea, light, height = _SKIES[sky]
    rain = "".join(f"M{x} {x * 7 % 90}l-14 60m-30 40l-14 60" for x in range(40, 720, 44))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400">'
        '<linearGradient id="sky" x2="0" y2="1">'
        f'<stop stop-color="{above}"/><stop offset="1" stop-color="{horizon}"/></linearGradient>'
        '<path d="M0 0h640v262H0z" fill="url(#sky)"/>'
        f'<circle cx="450" cy="{height}" r="34" fill="{light}"/>'
        f'<path d="M0 260h640v140H0z" fill="{sea}"/>{_WAVES}'
        + "".join(_THINGS[thing] for thing in things)
        + (f'<path d="{rain}" stroke="#fff" stroke-opacity=".5"/>' if sky == "rain" else "")
        + "</svg>\n"
    )
