"""A page -> the rules that a person would have written for it.

`listing` finds the list that looks like stories, or that examples are of; the rest is
inner. Pure, and run in the sandbox.
"""
