"""Imports: a list from outside becomes drafts, as a whole or not at all, and can be undone as a whole."""
