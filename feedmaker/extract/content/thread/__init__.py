"""The posts of a page where people talk, and what of them was written by people.

`threads` finds the posts, `openings` what they answer, `apart` sets answers within answers
beside them; `posts` tells bodies, names, signatures and ranks, `signed` who wrote what. Whether a
page's content is a thread's is decided by `content.choose`.
"""
