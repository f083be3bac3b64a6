"""What is right and wrong with a set-up: a room for each thing that is looked at.

In each file a thin probe looks, and a pure judgement makes `Line`s of what it found. Nothing
is made, changed or mended here; who looks at what, in which order, is the command's to say.
"""
