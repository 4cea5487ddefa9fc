"""No two pages begin alike, and no sentence stands on two pages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from app.rules.text import CHINESE, WORD, plain
from app.services.checking import CheckedFile
from app.services.strict_checks.guide import Guide

OPENING_ZH = 6
OPENING_EN = 4
# Shorter ones are a note such as “门票另收” or “The end is not known”, which no page can say in another way.
SENTENCE_ZH = 10
SENTENCE_EN = 7
END_ZH = re.compile(r"[。！？；\n]")
END_EN = re.compile(r"(?<=[.!?;])\s+|\n")


def same_openings(guide: Guide) -> Iterator[str]:
    """Give every page whose text begins as another's does."""
    chinese = ((file, "".join(CHINESE.findall(file.document.body.zh)[:OPENING_ZH])) for file in guide.pages)
    english = ((file, " ".join(WORD.findall(file.document.body.en)[:OPENING_EN]).casefold()) for file in guide.pages)
    yield from alike("body.zh: begins", chinese)
    yield from alike("body.en: begins", english)


def same_sentences(guide: Guide) -> Iterator[str]:
    """Give every sentence that another page says too."""
    yield from alike("zh: says", ((file, sentence) for file in guide.files for sentence in sentences_zh(file)))
    yield from alike("en: says", ((file, sentence) for file in guide.files for sentence in sentences_en(file)))


def sentences_zh(file: CheckedFile) -> set[str]:
    """Give the Chinese sentences of a page, without their marks."""
    words = f"{file.document.summary.zh}\n{file.document.body.zh}"
    found = {"".join(re.findall(r"\w", sentence)) for sentence in END_ZH.split(words)}
    return {sentence for sentence in found if len(sentence) >= SENTENCE_ZH}


def sentences_en(file: CheckedFile) -> set[str]:
    """Give the English sentences of a page, without their marks and capitals."""
    words = f"{plain(file.document.summary.en)}\n{plain(file.document.body.en)}"
    found = (WORD.findall(sentence) for sentence in END_EN.split(words))
    return {" ".join(sentence).casefold() for sentence in found if len(sentence) >= SENTENCE_EN}


def alike(what: str, said: Iterable[tuple[CheckedFile, str]]) -> Iterator[str]:
    """Give a fault for every file that says what a file before it says."""
    by_words: dict[str, list[CheckedFile]] = defaultdict(list)
    for file, words in said:
        by_words[words].append(file)
    for words, files in by_words.items():
        for file in files[1:]:
            yield f"{file.address}.yaml: {what} “{words}” like {files[0].address}"
