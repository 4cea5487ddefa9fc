"""Tests of the page cache, each trap by its name."""
