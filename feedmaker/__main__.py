"""`python -m feedmaker` is the command `feedmaker`: for where scripts are not on the path.
Nothing is decided here; see `cli`.
"""

import sys

from feedmaker.cli import main

sys.exit(main())
