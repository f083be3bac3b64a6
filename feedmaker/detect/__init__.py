"""A page -> the rules that a person would have written for it.

`listing` finds the list that looks like stories; the rest is inner. Pure, and run in the sandbox.
"""
