"""How far apart two words are as people mistype them: letters left out, added, changed or swapped, and syllables that sound alike."""

# What sounds alike to many speakers, or is written differently: zh/z, ch/c, sh/s, ng/n, v for ü.
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u"))
SOUND = 0.5


def most_for(word: str) -> int:
    """Give how many typing errors a word of its length may have."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def most_for_name(key: str) -> int:
    """Give how many typing errors a whole name of its length may have."""
    return most_for(key) if len(key) < 14 else 3


def typing_distance(one: str, other: str, most: int) -> int:
    """Give how many letters are left out, added, changed or swapped between two words; more than `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, facing in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]


def sound_of(word: str) -> str:
    """Give a word of pinyin in the form in which what sounds alike is the same."""
    for letters, plain in ALIKE:
        word = word.replace(letters, plain)
    return word


def letters_of(word: str) -> int:
    """Give which of the letters a to z a word has, as a set of bits."""
    found = 0
    for letter in word:
        if "a" <= letter <= "z":
            found |= 1 << (ord(letter) - 97)
    return found


def distance(one: str, other: str, most: int) -> float:
    """Give how far apart two words are; more than `most` is too far."""
    return float(typing_distance(one, other, most))
