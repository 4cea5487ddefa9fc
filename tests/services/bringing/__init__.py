"""Imports and exports of lists."""
