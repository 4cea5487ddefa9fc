"""The work of the desk, below its pages."""
