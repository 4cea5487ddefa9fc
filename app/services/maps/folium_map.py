"""Interactive maps (stub)."""
