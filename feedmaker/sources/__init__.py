"""What is no page of HTML -> what an HTML listing would give: `feed`, for `source: feed`.

And `published`: feedmaker's own files, read back. Pages of HTML are `extract`'s.
"""
