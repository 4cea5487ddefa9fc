"""Readings of names: pinyin without tones, syllables joined and apart, other readings, and initials."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from app.rules.pinyin import initials, toneless
from app.services.search.analysis import normal, runs

# Names that are read in more than one way, rightly or wrongly; the usual reading comes from app.rules.pinyin.
OTHER_READINGS = {
    "大栅栏": (("da", "shi", "lan"), ("da", "shi", "lar"), ("da", "shi", "lanr"), ("da", "zha", "lan"), ("da", "shan", "lan"), ("da", "zha", "lar")),
    "什刹海": (("shi", "cha", "hai"), ("shi", "sha", "hai"), ("shen", "cha", "hai"), ("shen", "sha", "hai")),
    "西什库": (("xi", "shi", "ku"), ("xi", "shen", "ku")),
    "厂甸": (("chang", "dian"), ("chang", "dianr")),
}
# Characters that are often misread, with the other readings that people type.
MISREAD = {
    **{"栅": ("zha", "shan"), "刹": ("sha", "cha"), "什": ("shen",), "长": ("zhang", "chang"), "藏": ("cang", "zang"), "乐": ("le", "yue")},
    **{"行": ("xing", "hang"), "重": ("zhong", "chong"), "都": ("dou", "du"), "单": ("shan", "dan"), "便": ("pian", "bian"), "校": ("xiao", "jiao")},
    **{"弹": ("dan", "tan"), "朝": ("zhao", "chao"), "歙": ("xi", "she"), "萃": ("cu",), "祠": ("si",), "饽": ("bei",), "庵": ("yan",)},
    **{"柏": ("bo", "bai"), "尉": ("wei", "yu"), "悯": ("wen",), "阜": ("bu",), "砚": ("jian",), "沫": ("mei",), "宛": ("yuan",), "应": ("yin",)},
}
LONGEST = 4
MOST = 8
MOST_WHOLE = 24


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
    """Give the keys by which a name is known when it is typed as pinyin: all of it together, one syllable perhaps misread, or its initials."""
    found: dict[str, None] = {}
    for name in names:
        cut = list(runs(normal(name)))
        words = [syllables(run) if is_han else [(run,)] for run, is_han in cut]
        ways = ["".join(syllable for reading in way for syllable in reading) for way in islice(product(*words), MOST)]
        found |= dict.fromkeys((*ways, *islice(misread(cut), MOST_WHOLE)))
        short = initials(normal(name))
        if len(short) > 1:
            found[short] = None
    return [key for key in found if key]


def misread(cut: list[tuple[str, bool]]) -> Iterator[str]:
    """Give the readings of a name with one character misread."""
    parts = [syllable for run, is_han in cut for syllable in (syllables(run)[0] if is_han else (run,))]
    characters = [character for run, is_han in cut for character in (run if is_han else (run,))]
    if len(parts) != len(characters):
        return
    for place, character in enumerate(characters):
        for other in MISREAD.get(character, ()):
            if other != parts[place]:
                yield "".join((*parts[:place], other, *parts[place + 1 :]))


def shuffled(names: Iterable[str]) -> list[str]:
    """Give the keys by which names are known when their syllables are typed in another order."""
    return list(dict.fromkeys(shuffled_key(reading) for reading in readings(names) if 1 < len(reading) <= MOST))


def shuffled_key(parts: Iterable[str]) -> str:
    """Give the key of some syllables in any order."""
    return "-".join(sorted(parts))
