"""Reading what a visitor typed: words and quoted phrases, nothing else; nothing in it is an order to the index."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.rules.pinyin import toneless
from app.services.search.analysis import HAN_ONLY, RUNS, STOP_CHARACTERS, STOP_WORDS, cut, keys, normal, runs
from app.services.search.synonyms import Entry, table

LONGEST_QUERY = 100
MOST_TERMS = 12
MOST_OTHERS = 20
QUOTES = str.maketrans("“”„«»「」『』＂", '""""""""""')
QUOTED = re.compile(r'"([^"]*)"|([^"]+)')
SHORTEST_PREFIX = 3


@dataclass(frozen=True)
class Term:
    """One word or phrase: a Chinese run, or Latin words; `is_open` when it may be the beginning of a word.

    `others` are other ways to say it, each some terms of which a page must have all.
    """

    words: tuple[str, ...]
    is_han: bool
    is_phrase: bool = False
    is_open: bool = False
    others: tuple[tuple["Term", ...], ...] = ()

    @property
    def text(self) -> str:
        """The term as one text."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Asked:
    """A query in the form the index is asked: its terms, and the keys by which it may be a whole name.

    `names` are the keys of all of it, and of what is left without words that say nothing; `is_idle` when it has no word
    that says what to search for.
    """

    text: str
    terms: tuple[Term, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_idle: bool = False


@dataclass(frozen=True)
class Span:
    """A piece of a normal text: where it stands, its Latin words or its Chinese run, and what the tables know of it."""

    start: int
    end: int
    words: tuple[str, ...]
    is_han: bool
    entry: Entry | None = None


def tidy(query: str) -> str:
    """Give a query in at most 100 characters, with single spaces."""
    return " ".join(query[: LONGEST_QUERY * 4].split())[:LONGEST_QUERY]


def parse(query: str) -> Asked:
    """Give what a query asks, in at most 100 characters and 12 terms; any text at all can be read."""
    text = tidy(query)
    parts: dict[str, list[Term]] = {"": [], "where": [], "noise": []}
    said: list[str] = []
    for quoted, loose in QUOTED.findall(text.translate(QUOTES)):
        parts[""] += phrase(quoted)
        for span in spans(normal(loose)):
            parts[use_of(span)] += terms_of(span)
            said += [] if use_of(span) == "noise" else span.words
    terms = next((found for use in ("", "where", "noise") if (found := wanted(parts[use]))), [*parts[""], *parts["noise"]])
    keys_of_all = whole_keys(text)
    keys_said = whole_keys(" ".join(said)) if parts["noise"] else []
    every_key = tuple(dict.fromkeys((*keys_of_all, *keys_said)))
    return Asked(text, open_last(terms[:MOST_TERMS]), every_key, (*keys_of_all[:1], *keys_said[:1]), not wanted(parts[""]))


def wanted(terms: list[Term]) -> list[Term]:
    """Give terms once each, without words that stand in every text."""
    return [term for term in dict.fromkeys(terms) if not set(term.words) <= STOP_WORDS and not (term.is_han and set(term.text) <= STOP_CHARACTERS)]


def use_of(span: Span) -> str:
    """Give whether a piece says nothing to search by (`noise`), only where the guide is (`where`), or something."""
    if span.entry is None or span.entry.filters:
        return ""
    return "noise" if span.entry.is_noise else "where" if span.entry.is_where else ""


def whole_keys(text: str) -> list[str]:
    """Give the keys by which a text may be a whole name; one in both scripts also by its reading, one with the Beijing ending 儿 without it."""
    found = [form for key in keys(text) for form in (key, without_er(key)) if form]
    scripts = {is_han for _word, is_han in runs(normal(text))}
    return [*found, toneless(normal(text)).replace(" ", "")] if len(scripts) > 1 else found


def without_er(run: str) -> str:
    """Give a Chinese run without the 儿 that Beijing puts at the end of names; empty when it has none."""
    return run[:-1] if len(run) > SHORTEST_PREFIX and run.endswith("儿") and HAN_ONLY.fullmatch(run) else ""


def spans(text: str) -> Iterator[Span]:
    """Give the pieces of a normal text in order: the forms that the tables know, and what stands between them."""
    latin: list[re.Match[str]] = []
    for found in RUNS.finditer(text):
        if found.group("han") is None:
            latin.append(found)
            continue
        yield from latin_spans(latin)
        latin = []
        yield from han_spans(found.group(), found.start())
    yield from latin_spans(latin)


def latin_spans(found: list[re.Match[str]]) -> Iterator[Span]:
    """Give the forms among neighbouring Latin words, and the single words between them."""
    words = [match.group() for match in found]
    at = 0
    for form in table().in_words(words):
        yield from (Span(match.start(), match.end(), (match.group(),), False) for match in found[at : form.start])
        yield Span(found[form.start].start(), found[form.end - 1].end(), tuple(words[form.start : form.end]), False, form.entry)
        at = form.end
    yield from (Span(match.start(), match.end(), (match.group(),), False) for match in found[at:])


def han_spans(run: str, start: int) -> Iterator[Span]:
    """Give the forms in a Chinese run, and what stands between them."""
    at = 0
    for form in table().in_run(run):
        if form.start > at:
            yield Span(start + at, start + form.start, (run[at : form.start],), True)
        yield Span(start + form.start, start + form.end, (run[form.start : form.end],), True, form.entry)
        at = form.end
    if at < len(run):
        yield Span(start + at, start + len(run), (run[at:],), True)


def terms_of(span: Span) -> list[Term]:
    """Give a piece as terms: one for a Chinese run or a form with other ways to say it, else one for each word."""
    same = span.entry.same if span.entry else []
    if same and not span.is_han:
        return [Term(span.words, False, others=others_of(same))]
    return [Term((word,), span.is_han, others=others_of([*same, *filter(None, [without_er(word)])])) for word in span.words]


def others_of(forms: list[str]) -> tuple[tuple[Term, ...], ...]:
    """Give other ways to say a thing, at most twenty."""
    found = (tuple(plain_terms(form)) for form in forms)
    return tuple(dict.fromkeys(terms for terms in found if terms))[:MOST_OTHERS]


def plain_terms(text: str) -> list[Term]:
    """Give each Chinese run and each Latin word as a term; words too common to be indexed are left out."""
    return [Term((word,), is_han) for word, is_han in runs(normal(text)) if word not in STOP_WORDS]


def phrase(text: str) -> list[Term]:
    """Give neighbouring Latin words as one term; a Chinese run within quotes is one term as well."""
    terms: list[Term] = []
    for word, is_han in runs(normal(text)):
        if not is_han and terms and not terms[-1].is_han:
            terms[-1] = Term((*terms[-1].words, word), False, is_phrase=True)
        else:
            terms.append(Term((word,), is_han, is_phrase=True))
    return terms


def open_last(terms: list[Term]) -> tuple[Term, ...]:
    """Give the terms, the last one open when it is one Latin word of three letters or more."""
    last = terms[-1] if terms else None
    if last and not last.is_han and not last.is_phrase and len(last.words) == 1 and len(last.words[0]) >= SHORTEST_PREFIX:
        return (*terms[:-1], replace(last, is_open=True))
    return tuple(terms)


def is_chinese(text: str) -> bool:
    """Whether a text is one Chinese run."""
    return HAN_ONLY.fullmatch(text) is not None


def loosened(asked: Asked) -> tuple[Term, ...]:
    """Give the terms of a query with Chinese runs taken apart into words, for when nothing has all that was asked for."""
    terms: list[Term] = []
    for term in asked.terms:
        words = [word for word in cut(term.words[0]) if word not in STOP_CHARACTERS] if term.is_han else []
        terms += [Term((word,), True) for word in words] if len(words) > 1 else [term]
    return tuple(dict.fromkeys(terms))
