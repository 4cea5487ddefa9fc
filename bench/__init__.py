"""Ratios of CPU time, measured side by side in one run."""
