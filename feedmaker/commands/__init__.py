"""A file for each command, and nothing else; `cli` calls its `run(options)`."""
