"""feedmaker for years: `daemon` publishes and ends, `scheduler` says which site when,
`http_server` serves the folder, `log` writes one event a line. What a run of one site does
stands in `update`.
"""
