"""Names: in English as the glossary has them, in pinyin as they are read, and each for one page only."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from app.rules.pinyin import pinyin_of, strip_tones
from app.services.checking import CheckedFile
from app.services.strict_checks.guide import Guide, Term
from app.vocabulary import Family

BRACKETS = re.compile(r"\s*\(([^)]*)\)")
LATIN = re.compile(r"[A-Za-z0-9]")
# Words and offices may be said in several ways; a place, a shop or a festival has one name.
SAID_IN_SEVERAL_WAYS = {"term", "admin"}
NAMED = {Family.PLACE, Family.SERIES, Family.TRAIL}


def names_against_glossary(file: CheckedFile, guide: Guide) -> Iterator[str]:
    """Give every word of a name that the glossary has and that the English name says in another way."""
    chinese, english = file.document.name.zh, folded(file.document.name.en)
    for term in guide.glossary:
        if term.zh not in chinese:
            continue
        chinese = chinese.replace(term.zh, "·")
        if not any(form in english for form in forms(term)):
            yield f"name.en: {term.zh} is “{term.en}” in the glossary; the name is “{file.document.name.en}”"


def forms(term: Term) -> set[str]:
    """Give the English forms of a term that a name may have, folded: without brackets, or what stands in them."""
    said = [term.en, *(term.others if term.kind in SAID_IN_SEVERAL_WAYS else ())]
    bare = [BRACKETS.sub("", form) for form in said] + [found for form in said for found in BRACKETS.findall(form)]
    return {folded(form.removesuffix(" of ...")).removesuffix("s") for form in bare} - {""}


def folded(name: str) -> str:
    """Give a name as it is compared: straight apostrophes, no capitals."""
    return name.replace("’", "'").casefold()


def unfit_pinyin(file: CheckedFile, _guide: Guide) -> Iterator[str]:
    """Give a reading without tones, or one that is not read as the name's characters are.

    A reading may leave out the end of a long name, soften a syllable, and end one in r.
    """
    given, made = file.document.pinyin, pinyin_of(file.document.name.zh)
    if not given:
        return
    if any(len(word) > 3 and strip_tones(word) == word.replace("ü", "u") for word in re.findall(r"[^\W\d_]+", given) if not word.isupper()):
        yield f"pinyin: {given} has a word without tones"
    elif not LATIN.search(file.document.name.zh) and not read_alike(letters(given), letters(made)):
        yield f"pinyin: {given} is not how the characters are read: {made}; a reading of our own belongs into app/rules/pinyin.py"


def letters(reading: str) -> str:
    """Give the letters of a reading, with their tones and without a final r after n."""
    found = "".join(re.findall(r"[^\W\d_]", unicodedata.normalize("NFC", reading).lower()))
    return found.replace("nr", "n")


def read_alike(given: str, made: str) -> bool:
    """Are these the same letters as far as `given` goes, with the same tones where both have one?"""
    if len(given) > len(made):
        return False
    pairs = ((a, b) for a, b in zip(given, made, strict=False) if a != b)
    return all(strip_tones(a) == strip_tones(b) and (a == strip_tones(a) or b == strip_tones(b)) for a, b in pairs)


def shared_names(guide: Guide) -> Iterator[str]:
    """Give every name that two places, series or trails claim, as their own or as another name.

    Stories are left out: what people type may well be told by more than one.
    """
    holders: dict[tuple[str, str], list[CheckedFile]] = defaultdict(list)
    for file in (file for file in guide.pages if file.family in NAMED):
        document = file.document
        for name in dict.fromkeys(map(folded, (document.name.zh, document.name.en, *document.also_known_as))):
            holders[file.family, name].append(file)
    for (_, name), files in holders.items():
        for file in files[1:]:
            yield f"{file.address}.yaml: also_known_as: “{name}” is a name of {files[0].address} too"
