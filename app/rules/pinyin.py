"""Pinyin: readings with our own phrase table, sort keys and initials, on pypinyin.

Importing this module teaches pypinyin our phrases, for the whole process.
"""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict

# Names and words that pypinyin 0.55 misreads, or reads right only by luck of their neighbours; compared with facts/glossary.csv.
PHRASES = {
    "什刹海": "shí chà hǎi",
    "什刹": "shí chà",
    "西什库": "xī shí kù",
    "大栅栏": "dà shí làn",  # Locally Dashilar.
    "厂甸": "chǎng diàn",
    "长椿寺": "cháng chūn sì",
    "长椿街": "cháng chūn jiē",
    "长安街": "cháng ān jiē",
    "南长街": "nán cháng jiē",
    "北长街": "běi cháng jiē",
    "妙应寺": "miào yìng sì",
    "一得阁": "yī dé gé",
    "广福观": "guǎng fú guàn",
    "白云观": "bái yún guàn",
    "都城隍庙": "dū chéng huáng miào",
    "都之始": "dū zhī shǐ",
    "设计之都": "shè jì zhī dū",
    "纪念阙": "jì niàn què",
    "便宜坊": "biàn yí fāng",
    "爆肚": "bào dǔ",
    "蒙藏": "měng zàng",
    "西藏": "xī zàng",
    "地藏": "dì zàng",
    "柏林寺": "bǎi lín sì",
    "校场口": "jiào chǎng kǒu",
    "校场": "jiào chǎng",
    "六铺炕": "liù pù kàng",
    "乐家": "yuè jiā",
    "重阳": "chóng yáng",
    "重修": "chóng xiū",
    "行会": "háng huì",
    "曲艺": "qǔ yì",
    "戏曲": "xì qǔ",
    "歙县": "shè xiàn",
    "单弦": "dān xián",
    "评弹": "píng tán",
    "弹词": "tán cí",
    "鼓曲": "gǔ qǔ",
    "中幡": "zhōng fān",
    "抖空竹": "dǒu kōng zhú",
}
WIDE = str.maketrans("（）：；，。！？【】《》、", "():;,.!?[]“”,")
RUNS = re.compile(r"([\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")
load_phrases_dict({word: [[syllable] for syllable in reading.split()] for word, reading in PHRASES.items()})


@lru_cache(maxsize=20_000)
def pinyin_of(text: str) -> str:
    """Give the reading of `text` with tone marks, syllables apart; what is not Chinese stays as it is."""
    words = " ".join(part.strip().translate(WIDE) for part in lazy_pinyin(text, style=Style.TONE))
    tidy = re.sub(r"\s+([):;,.!?\]”’])", r"\1", re.sub(r"([(\[“‘])\s+", r"\1", words))
    return re.sub(r"\s+", " ", tidy).strip()


@lru_cache(maxsize=20_000)
def toneless(text: str) -> str:
    """Give the reading of `text` without tones, in lowercase, syllables and words apart, punctuation left out; ü is u.

    Pinyin typed with tone marks comes out the same way: shí chà hǎi and 什刹海 are both shi cha hai.
    """
    return " ".join(re.findall(r"[^\W_]+", strip_tones(" ".join(lazy_pinyin(text, style=Style.TONE))).lower()))


def strip_tones(reading: str) -> str:
    """Give a reading without tone marks; ü becomes u, as visitors type it."""
    parts = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """Give the first letter of each syllable: sch for 什刹海; words and numbers that are not Chinese stay whole."""
    runs = RUNS.split(text)
    letters = ["".join(re.findall(r"[^\W_]", strip_tones(run))) for run in runs]
    letters[1::2] = ["".join(syllable[0] for syllable in lazy_pinyin(run)) for run in runs[1::2]]
    return "".join(letters).lower()


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """Give a key that sorts by reading, then tone, then text, when compared by code point.

    The parts are joined by tabs, which sort before a space: a name sorts before the longer names that begin with it.
    """
    tones = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return "\t".join((toneless(text), "".join(tone[-1] for tone in tones), unicodedata.normalize("NFC", text)))
