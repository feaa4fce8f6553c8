"""What would it take: one lever, two levers or a package that meet a target, now or later?

Entries: `solve` (goal_seek.py), `two_lever_map` (lever_map.py), `package` (package.py),
`cost_of_waiting` (waiting.py).
"""
