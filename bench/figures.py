"""Figures: CPU time of a call, and what most of many figures do not exceed."""

from collections.abc import Callable
from time import process_time_ns
from typing import Any


def cpu_ms(call: Callable[[], Any]) -> float:
    """Give the CPU milliseconds of one call."""
    began = process_time_ns()
    call()
    return (process_time_ns() - began) / 1e6


def p95(figures: list[float]) -> float:
    """Give the value that 95 of a hundred figures do not exceed."""
    return sorted(figures)[int(len(figures) * 0.95)]
