"""Records of sites: their pages as they once were, and what should come of them.

`folders` says where they lie, `offline` builds a site from one, `outcome` is what comes of it and
the file that keeps it, `compare` names each difference, `warc` exports one. Nothing here asks the
network or touches the state.
"""
