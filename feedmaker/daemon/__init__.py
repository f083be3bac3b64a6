"""feedmaker for years: `daemon` publishes and ends, `live_sites` is what it works on,
`http_server` serves the folder, `log` writes one event a line. While it runs, commands
reach it by `control_client`, it takes them at `control` and does them as `errands`;
`service_manager` tells systemd how it is.

Which site runs when is the scheduler's matter, and inner. What a run of one site does stands
in `update`.
"""
