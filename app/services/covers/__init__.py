"""Covers (封面): a drawing for every page, made by our own code from its kind and its slug."""
