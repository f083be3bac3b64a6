"""What a page hides under other tabs is shown where it is text; lists and forms under them are not.

What stands behind "Read more" is tested with articles, what hides an element in `test_shown_text`.
"""

from __future__ import annotations

import pytest

from feedmaker.page.document import Document
from feedmaker.page.folds import open_folds
from feedmaker.page.shown_text import shown_text

TABS = (
    "<div role=tablist><button role=tab>Ash</button><button role=tab>Oak</button></div>"
    "<section role=tabpanel><p>Soak the ash overnight.</p></section>"
    "<section role=tabpanel hidden>OTHER</section>"
)


def _shown(html: str) -> str:
    document = Document(f"<body>{html}", "https://www.example.org/")
    open_folds(document.root)
    return shown_text(document.root)


def test_text_under_other_tabs_is_shown_in_its_place() -> None:
    page = TABS.replace("OTHER", "<p>Oak wants steam.</p><pre>steam --hours 4</pre>")
    shown = _shown(page + "<p>Then bend it.</p>")
    assert shown.index("Soak the ash") < shown.index("Oak wants steam.") < shown.index("steam --h")
    assert shown.index("steam --hours 4") < shown.index("Then bend it.")


@pytest.mark.parametrize(
    "other",
    [
        "<ul><li><a href=/a>Most read</a></li><li><a href=/b>Most sent</a></li></ul>",
        "<p>Tell us:</p><form><input name=mail></form>",
    ],
)
def test_lists_of_links_and_forms_under_other_tabs_stay_hidden(other: str) -> None:
    assert "Most" not in _shown(TABS.replace("OTHER", other))
    assert "Tell us" not in _shown(TABS.replace("OTHER", other))


def test_a_hidden_panel_that_stands_alone_stays_hidden() -> None:
    page = "<p>Bend it.</p><section role=tabpanel hidden><p>Not yet.</p></section>"
    assert "Not yet" not in _shown(page)


def test_what_was_sent_behind_a_page_stands_in_its_place() -> None:
    shown = _shown(
        "<p>First.</p><!--$?--><template id=B:0></template><p>Wait</p><!--/$--><p>Last.</p>"
        "<div hidden id=S:0><p>Second,</p><!--$?--><template id=B:a></template><!--/$--></div>"
        "<div hidden id=S:a>and <b>third.</b></div><div hidden id=S:7><p>Of no place.</p></div>"
    )
    assert " ".join(shown.split()) == "First. Second, and third. Last."
