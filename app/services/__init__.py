"""Doing: what the guide does with pages, files and pictures."""
