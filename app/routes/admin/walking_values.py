"""Values of a form by their path: `stops.3.point`."""

from typing import Any


def at(values: Any, path: str) -> Any:
    """Give what stands at a path, None where nothing does."""
    for step in path.split("."):
        if isinstance(values, list):
            values = values[int(step)] if step.isdigit() and int(step) < len(values) else None
        elif isinstance(values, dict):
            values = values.get(step)
        else:
            return None
    return values


def put(values: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path whose steps before the last are there."""
    *steps, last = path.split(".")
    target = at(values, ".".join(steps)) if steps else values
    if isinstance(target, list) and last.isdigit() and int(last) < len(target):
        target[int(last)] = value
    elif isinstance(target, dict):
        target[last] = value
