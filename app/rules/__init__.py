"""How things are reckoned: pure functions on plain values, without Flask, database or clock."""
