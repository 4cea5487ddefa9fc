"""What `flask content check --strict` asks of the guide beyond its types: that it is whole, well said and joined up.

`checking` has seen to types, links, points and the limits of every field; these rules look at the content as one book.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from app.documents.faults import faults_of
from app.services.checking import CheckedFile
from app.services.content_files import FileFault
from app.services.strict_checks import drawings, joins, lengths, names, repeats, wording
from app.services.strict_checks.guide import Guide, guide_of

PAGE_RULES: tuple[Callable[[CheckedFile, Guide], Iterator[str]], ...] = (
    lengths.missing_english,
    lengths.unfit_lengths,
    names.names_against_glossary,
    names.unfit_pinyin,
    wording.refused_words,
    wording.wrong_names,
    joins.unfit_dates,
    joins.story_without_subjects,
    joins.unfit_stops,
)
GUIDE_RULES: tuple[Callable[[Guide], Iterator[str]], ...] = (
    lengths.too_many_brief,
    names.shared_names,
    repeats.same_openings,
    repeats.same_sentences,
    joins.orphans,
    drawings.same_drawings,
)


def strict_faults(files: Sequence[CheckedFile], root: Path) -> list[str]:
    """Give what the strict rules find in files that are in order, each as `file: field: what is wrong`."""
    try:
        guide = guide_of(files, root)
    except FileFault as error:
        return [f"wording.yaml: {error}"]
    except ValidationError as error:
        return [f"wording.yaml: {fault.field}: {fault.message}" for fault in faults_of(error)]
    return [
        *(f"{file.address}.yaml: {fault}" for file in guide.files for rule in PAGE_RULES for fault in rule(file, guide)),
        *(fault for rule in GUIDE_RULES for fault in rule(guide)),
    ]
