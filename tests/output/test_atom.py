"""Atom alone: its links."""

from __future__ import annotations

from feed_rules import ATOM
from gazette import GAZETTE, TIDE
from rendered import atom_entry


def test_atom_says_the_rel_the_type_and_the_length_of_each_enclosure() -> None:
    links = [dict(node.attrib) for node in atom_entry(GAZETTE).iterfind(f"{ATOM}link")]
    assert links == [
        {"rel": "alternate", "href": TIDE.url},
        {
            "rel": "enclosure",
            "href": "https://gazette.example/tide.mp3",
            "type": "audio/mpeg",
            "length": "48213",
        },
        {
            "rel": "enclosure",
            "href": "https://gazette.example/table.pdf",
            "type": "application/pdf",
        },
    ]
