"""Words that the guide does not use: filler, American spellings, old and wrong names."""

import re
from collections.abc import Iterator

from app.services.checking import CheckedFile
from app.services.strict_checks.guide import Guide, texts_of

GAP = "…"
GAP_IN_CHINESE = "[^。！？\\n]{0,12}"
QUOTED = re.compile(r"“[^“”]*”")


def refused_words(file: CheckedFile, guide: Guide) -> Iterator[str]:
    """Give every filler word, and every American spelling that is not part of an official name."""
    wording = guide.wording
    for path, text in texts_of(file.document):
        for words in wording.filler_zh:
            if re.search(GAP_IN_CHINESE.join(map(re.escape, words.split(GAP))), text.zh):
                yield f"{path}.zh: says {words}; say something instead"
        english = text.en
        for name in wording.official_names:
            english = english.replace(name, "")
        yield from (f"{path}.en: says “{words}”; say something instead" for words in wording.filler_en if has(english, words))
        yield from (f"{path}.en: has {wrong}; British English writes {right}" for wrong, right in wording.spellings.items() if has(english, wrong))


def wrong_names(file: CheckedFile, guide: Guide) -> Iterator[str]:
    """Give every old or wrong English name, unless it stands in quotation marks, where it is spoken of and not used."""
    for path, text in texts_of(file.document):
        english = QUOTED.sub("", text.en)
        yield from (f"{path}.en: has “{wrong}”; the name is {right}" for wrong, right in guide.wording.wrong_names.items() if has(english, wrong))


def has(text: str, words: str) -> bool:
    """Does `text` have these words, whole, whatever their capitals?"""
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE) is not None
