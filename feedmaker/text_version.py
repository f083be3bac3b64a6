"""Which feedmaker made a text of what a page says: one number, stored beside each text.

Where it differs, the text was found or cleaned otherwise, and another text is no news: readers are
told nothing. The program's own version does not tell that. How texts are made does not belong here.
"""

from __future__ import annotations

TEXT_VERSION = 1
"""One more with every change of `extract` or `clean` that makes another text of the same page;
`tests/extract/test_text_version.py` holds the texts of known pages and says when. 0: of a
feedmaker that did not note it."""
