"""Reading: functions that give a statement or a plain list."""
