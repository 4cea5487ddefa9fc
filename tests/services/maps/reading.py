"""Reading a drawn map back: its links, its signs and the room of its labels."""

import re
from itertools import combinations
from math import dist
from xml.etree import ElementTree

from app.services.maps.labels import Rect, square, width_of

SPACE = "{http://www.w3.org/2000/svg}"
SIZES = {"place-name": 13.5, "name": 12.0, "water": 13.0}


def read(svg):
    return ElementTree.fromstring(str(svg))


def links(svg):
    return [(link.get("href"), link.find(f"{SPACE}title").text) for link in read(svg).iter(f"{SPACE}a")]


def sign_dots(svg):
    turns = [link.find(f"{SPACE}g").get("transform") for link in read(svg).iter(f"{SPACE}a")]
    return [tuple(map(float, re.search(r"translate\((\S+) (\S+?)\)", turn).groups())) for turn in turns]


def sign_boxes(svg):
    return [square(dot, 9.5) for dot in sign_dots(svg)]


def least_distance(svg):
    return min(dist(a, b) for a, b in combinations(sign_dots(svg), 2))


def label_boxes(svg):
    boxes = []
    for text in read(svg).iter(f"{SPACE}text"):
        kinds = set((text.get("class") or "").split())
        size = next((SIZES[kind] for kind in SIZES if kind in kinds), None)
        if size is None or text.get("transform") or kinds & {"v", "c"}:
            continue
        lines = [text.text or "", *(span.text or "" for span in text)]
        wide, x, y = max(width_of(line, size) for line in lines), float(text.get("x")), float(text.get("y"))
        left = x - wide if "e" in kinds else x - wide / 2 if "m" in kinds else x
        boxes.append(Rect(left, y - size * 0.98, left + wide, y + size * (1.25 * len(lines) - 0.98)))
    return boxes


def shrunk(box, by=0.6):
    return Rect(box.left + by, box.top + by, box.right - by, box.bottom - by)


def overlapping(svg):
    labels, signs = [shrunk(box) for box in label_boxes(svg)], sign_boxes(svg)
    among = [(a, b) for i, a in enumerate(labels) for b in labels[i + 1 :] if a.overlaps(b)]
    return among + [(label, sign) for label in labels for sign in signs if label.overlaps(sign)]
