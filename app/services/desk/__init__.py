"""The work of the desk: forms, saving, reviewing, publishing, operations."""
