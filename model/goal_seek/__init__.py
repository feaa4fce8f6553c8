"""What it would take: one lever, two levers or a package that meet a target."""
