"""Which texts are alike: TF-IDF vectors and their cosine, over an inverted index in memory.

A word weighs (1 + ln of how often it stands in the text) times ln((1 + texts) / (1 + texts that have it)) + 1.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")
_SHORTEST = 4
"""Letters of a word that stay when its ending goes."""
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "each",
        "every",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "that",
        "the",
        "then",
        "this",
        "to",
        "with",
        "you",
        "your",
    ]
)


def words_of(text: str) -> list[str]:
    """Returns the words of a text as they are compared: folded, without common ones and usual endings.

    >>> words_of("Watches the prices of a shop")
    ['watch', 'price', 'shop']
    """
    return [_stem(word) for word in _WORD.findall(text.casefold()) if word not in _COMMON]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


class Similarity:
    """An index over texts by key; a text is a sequence of (part, weight), such as a title that counts three times."""

    def __init__(self, texts: Mapping[str, Sequence[tuple[str, float]]]) -> None:
        counted = {key: _counted(parts) for key, parts in texts.items()}
        having = Counter(word for words in counted.values() for word in words)
        self._rarity = {word: log((1 + len(texts)) / (1 + number)) + 1 for word, number in having.items()}
        self._vectors = {key: self._vector(words) for key, words in counted.items()}
        self._places: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for key, vector in self._vectors.items():
            for word, weight in vector.items():
                self._places[word].append((key, weight))

    def to_text(self, text: str) -> dict[str, float]:
        """Returns how similar each text that shares a word with this one is, from 0 to 1."""
        return self._scores(self._vector(_counted([(text, 1.0)])))

    def to_key(self, key: str) -> dict[str, float]:
        """Returns how similar each other text is to one of the index."""
        found = self._scores(self._vectors.get(key, {}))
        found.pop(key, None)
        return found

    def _vector(self, words: Mapping[str, float]) -> dict[str, float]:
        weights = {
            word: (1 + log(number)) * self._rarity[word] for word, number in words.items() if word in self._rarity
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}

    def _scores(self, vector: Mapping[str, float]) -> dict[str, float]:
        scores: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for key, other in self._places.get(word, ()):
                scores[key] += weight * other
        return dict(scores)


def _counted(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Returns how often each word stands in a text, at least once."""
    counts: dict[str, float] = defaultdict(float)
    for text, weight in parts:
        for word in words_of(text):
            counts[word] += weight
    return {word: max(1.0, number) for word, number in counts.items()}
