"""Museum (鼎): bronzes and other old things on show."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, band, beads, circle, line, path, placed, rect, ring


def _ding() -> str:
    """A bronze vessel on three legs, standing on the origin, 100 high."""
    ears = path("M-44-76v-24h20v24h-6v-17h-8v17zM24-76v-24h20v24h-6v-17h-8v17z", MAIN)
    bowl = path("M-56-80h112v9h-5q2 40-26 46h-50q-28-6-26-46h-5z", MAIN)
    legs = path("M-40-32l26 6-6 26h-14zM40-32l-26 6 6 26h14zM-8-28h16l-3 28h-10z", MAIN)
    thunder = line("M-40-60h26v18h-18v-10h9M40-60h-26v18h18v-10h-9", GROUND, 2.4)
    return ears + bowl + legs + thunder + rect(-3, -66, 6, 30, ACCENT)


def on_a_plinth() -> str:
    """One bronze on its plinth before a round window."""
    plinth = rect(98, 150, 124, 50, ACCENT) + rect(90, 146, 140, 7, MAIN) + rect(138, 166, 44, 16, GROUND) + line("M144 172h32M144 177h20", MAIN, 1.6)
    return circle(160, 88, 76, SOFT) + plinth + placed(_ding(), 160, 146, scale=1.12)


def chime_bells() -> str:
    """A rack of bronze bells in falling sizes."""
    bell = line("M0-8v10", MAIN, 3) + path("M-9 0h18l7 42q-16-8-32 0z", MAIN) + beads("M-5 10h12M-6 18h14", GROUND, 3, 5.5)
    great = ((66, 0.8), (102, 0.94), (144, 1.1), (192, 1.26), (246, 1.42))
    bells = "".join(placed(bell, x, 44, scale=scale) for x, scale in great)
    small = "".join(placed(bell, x, 128, scale=0.7) for x in (68, 98, 128, 158, 188))
    rack = path("M24 26h272v10h-272zM34 36h9v134h-9zM277 36h9v134h-9zM43 114h234v7h-234z", MAIN)
    caps = path("M30 26q-14-2-16-16q16 0 24 16zM290 26q14-2 16-16q-16 0-24 16z", ACCENT)
    feet = path("M24 176q0-16 14.5-16t14.5 16zM267 176q0-16 14.5-16t14.5 16z", ACCENT)
    bronze = path("M222 129h36l8 34q-26-12-52 0z", ACCENT) + line("M240 120v10", MAIN, 3)
    return circle(160, 92, 78, SOFT) + rack + caps + bells + small + bronze + feet + band(174, 26, SOFT) + band(173, 4, MAIN)


def three_treasures() -> str:
    """A jade disc, a vase and a wine vessel in a row."""
    disc = ring(78, 112, 30, MAIN, 25) + beads("M78 82a30 30 0 1 1-.1 0", GROUND, 3, 9.4) + path("M62 158h32l6 8h-44z", ACCENT)
    vase = path("M156 166q-30-40-4-66q10-10 6-34h-6v-6h36v6h-6q-4 24 6 34q26 26-4 66z", ACCENT) + line(
        "M144 124q26 10 52 0M147 132q23 9 46 0", GROUND, 2
    )
    gu = path("M222 62h60q-18 16-19 46h4v8h-3v16h3v8h-4q1 16 13 26h-48q12-10 13-26h-4v-8h3v-16h-3v-8h4q-1-30-19-46z", MAIN)
    gu += line("M240 98h24M243 124h18M240 150h24", GROUND, 2) + path("M246 112h12v8h-12z", ACCENT)
    return circle(220, 76, 56, SOFT) + band(166, 34, SOFT) + band(165, 4, MAIN) + disc + vase + gu


DRAWINGS = (on_a_plinth, chime_bells, three_treasures)
