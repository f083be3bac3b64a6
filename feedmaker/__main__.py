"""`python -m feedmaker` is the command `feedmaker`."""

import sys

from feedmaker.cli import main

sys.exit(main())
