import hashlib

import pytest

from app.services.covers.choosing import MOTIFS_OF_KIND, Cover, choose, cover, distinct
from app.services.covers.motifs import DRAWINGS, PALETTES_OF_MOTIF
from app.services.covers.palettes import RICE
from app.vocabulary import EventKind, PlaceKind


def test_seed_follows_the_look_sheet():
    slug, motifs = "changchun-temple", ("tower", "eaves", "pagoda", "bridge")
    seed = int(hashlib.sha256(slug.encode()).hexdigest()[:8], 16)

    chosen = choose(slug, motifs)

    motif = motifs[seed // 3 % 4]
    assert chosen == Cover(motif, seed % 3, PALETTES_OF_MOTIF[motif][seed % 3])


def test_a_slug_keeps_its_drawing_whatever_the_language():
    temple = MOTIFS_OF_KIND["temple"]

    assert [choose("a", temple), choose("fayuan-temple", temple)] == [cover("eaves", 2), cover("eaves", 1)]


def test_a_named_motif_comes_before_those_of_the_kind():
    chosen = choose("miaoying-temple", MOTIFS_OF_KIND["temple"], named="dagoba")

    assert (chosen.motif, chosen.variation) == ("dagoba", choose("miaoying-temple", ("eaves",)).variation)


def test_a_motif_nobody_has_drawn_is_refused():
    with pytest.raises(KeyError):
        choose("fair", ("fair",), named="unicorn")


def test_every_kind_of_place_and_event_has_drawn_motifs():
    kinds = [*PlaceKind, *EventKind]

    missing = [kind for kind in kinds if not set(MOTIFS_OF_KIND.get(kind, ("none",))) <= set(DRAWINGS)]

    assert (len(kinds), missing) == (26, [])


def test_every_motif_serves_some_kind_or_is_named_by_pages():
    served = {motif for motifs in MOTIFS_OF_KIND.values() for motif in motifs}

    assert set(DRAWINGS) - served == {"dagoba"}


def test_many_slugs_use_every_drawing_of_their_kind():
    chosen = {(found.motif, found.variation) for found in (choose(f"site-{n}", MOTIFS_OF_KIND["heritage_site"]) for n in range(300))}

    assert len(chosen) == 12


def test_palette_is_that_of_the_variation():
    assert cover("eaves", 5).palette == RICE


def test_neighbours_in_a_list_differ():
    shown = distinct([cover("fair", 2), cover("fair", 2), cover("fair", 2), cover("fair", 0), cover("fair", 0)])

    assert [drawn.variation for drawn in shown] == [2, 0, 2, 0, 1]


def test_a_list_of_different_drawings_stays_as_it_is():
    covers = [cover("fair", 0), cover("fish", 0), cover("fair", 0)]

    assert distinct(covers) == covers


def test_an_empty_list_has_no_covers():
    assert distinct([]) == []
