"""Nearest: the pages nearest to a query of which nothing fits, when nobody knows what was meant."""

from dataclasses import replace
from itertools import islice

from app.services.search import asking
from app.services.search.correcting import syllables
from app.services.search.matched import Matched
from app.services.search.matching import Matcher
from app.services.search.meaning import Meaning
from app.services.search.page_sets import at_least
from app.services.search.parsing import Term, parse
from app.services.search.postings import Postings
from app.services.search.ranking import Step
from app.services.search.spelling import Speller

NEAREST = 3


def likest(postings: Postings, speller: Speller, word: str) -> list[str]:
    """Give the words likest to an unknown one: those not too far away, else those that begin with the same letters."""
    near = [other for _far, other in speller.near(word, most=NEAREST, count=2)]
    begun = (other for size in (5, 4, 3) if len(word) > size for field in ("names", "aka", "text") for other in postings.begun(field, word[:size], 2))
    return near or list(islice(begun, 2))


def nearest(matcher: Matcher, speller: Speller, query: str) -> Matched | None:
    """Give the pages nearest to a query of which nothing fits: with half of its characters or syllables in a name or else the text, or with any."""
    asked = parse(query)
    latin = [word for term in asked.terms if not term.is_han for word in likest(matcher.postings, speller, term.text)]
    characters = dict.fromkeys(character for term in asked.terms if term.is_han for character in term.words[0])
    spoken = [] if latin or characters else next(syllables("".join(term.text for term in asked.terms), matcher.postings), ())
    terms = [*(Term((word,), False) for word in (*latin, *spoken)), *(Term((character,), True) for character in characters)]
    fits = [asking.fit(matcher.postings, term, apart=bool(spoken)) for term in terms]
    half = max(1, (len(characters) + len(spoken) + 1) // 2)
    in_names, in_texts = [fit.begun for fit in fits], [fit.text for fit in fits]
    for sets, least in ((in_names, half), (in_texts, half), (in_names, 1)):
        counts = [at_least(sets, count) for count in range(len(fits), least - 1, -1)]
        steps = tuple(Step("nearest", pages) for pages in counts if pages)
        if steps:
            break
    else:
        return None
    near = replace(asked, terms=tuple(terms))
    return Matched(Meaning(asked.text, asked.text), near, fits, steps, steps[-1].pages, is_widened=True)
