"""What a run's outcome tells a person: `problems`, in words. Pure; nothing is logged or
kept here.
"""
