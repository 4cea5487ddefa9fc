"""Readings of names: pinyin without tones, syllables joined and apart, other readings, and initials."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from app.rules.pinyin import initials, toneless
from app.services.search.analysis import normal, runs

# Names that are read in more than one way; the usual reading comes from app.rules.pinyin.
OTHER_READINGS = {
    "大栅栏": (("da", "shi", "lan"), ("da", "shi", "lar"), ("da", "shi", "lanr"), ("da", "zha", "lan"), ("da", "shan", "lan")),
    "什刹海": (("shi", "cha", "hai"), ("shi", "sha", "hai")),
    "厂甸": (("chang", "dian"), ("chang", "dianr")),
}
LONGEST = 4
MOST = 8


def syllables(run: str) -> list[tuple[str, ...]]:
    """Give the readings of a Chinese run, each as its syllables; the usual reading is the first."""
    for name, others in OTHER_READINGS.items():
        if name in run:
            before, _, after = run.partition(name)
            ways = product(syllables(before) if before else [()], others, syllables(after) if after else [()])
            return [left + middle + right for left, middle, right in islice(ways, MOST)]
    return [tuple(toneless(run).split())]


def readings(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Give every reading of every Chinese run in some names."""
    for name in names:
        for run, is_han in runs(normal(name)):
            if is_han:
                yield from syllables(run)


def joined(names: Iterable[str]) -> list[str]:
    """Give two to four neighbouring syllables written together, and whole readings."""
    found: dict[str, None] = {}
    for reading in readings(names):
        for start in range(len(reading)):
            found |= dict.fromkeys("".join(reading[start:end]) for end in range(start + 2, min(start + LONGEST, len(reading)) + 1))
        found["".join(reading)] = None
    return list(found)


def apart(names: Iterable[str]) -> list[str]:
    """Give the single syllables of some names."""
    return list(dict.fromkeys(syllable for reading in readings(names) for syllable in reading))


def whole(names: Iterable[str]) -> list[str]:
    """Give the keys by which a name is known when it is typed as pinyin: all of it together, or its initials."""
    found: dict[str, None] = {}
    for name in names:
        words = [syllables(run) if is_han else [(run,)] for run, is_han in runs(normal(name))]
        found |= dict.fromkeys("".join(syllable for reading in way for syllable in reading) for way in islice(product(*words), MOST))
        short = initials(normal(name))
        if len(short) > 1:
            found[short] = None
    return [key for key in found if key]
