"""What an element is like, beyond how it was found: enough to tell whether another run's element is the same one."""

import re
from difflib import SequenceMatcher

from pydantic import BaseModel, ConfigDict, Field

SAME = 0.6
"""From this score on, what a lower-ranked target finds is taken for the element that was meant."""
SURE = 0.85
"""From this score on, an element that no target names is taken for the one that was meant."""
AHEAD = 0.1
"""How much better than all others such an element has to be."""

_DIGITS = re.compile(r"\d+")
_NAMED_LIKE = 0.5
"""Elements whose names are less alike than this are different ones, whatever else they share."""


class Fingerprint(BaseModel):
    """One element's looks and place. Holds no values of fields, which may be secret."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    tag: str = Field(max_length=100)
    role: str = Field(default="", max_length=100, description="ARIA role, given or of the tag.")
    name: str = Field(default="", max_length=200, description="Accessible name, or the text it shows.")
    attributes: dict[str, str] = Field(
        default_factory=dict, max_length=20, description="Those that tell elements apart."
    )
    heading: str = Field(default="", max_length=200, description="The heading above it.")
    around: tuple[str, ...] = Field(default=(), max_length=10, description="Its neighbours and the elements around it.")

    def describe(self) -> str:
        """Returns the element as people would name it: `button "Save" under "Address"`."""
        said = self.role or self.tag
        if self.name:
            said += f' "{self.name}"'
        return f'{said} under "{self.heading}"' if self.heading else said


def score(one: Fingerprint, other: Fingerprint) -> float:
    """Returns how alike two fingerprints are, 0 to 1; what neither of them has does not count."""
    parts = [
        (0.2, _kinds(one, other)),
        (0.4, _texts(one.name, other.name)),
        (0.2, _attributes(one.attributes, other.attributes)),
        (0.1, _texts(one.heading, other.heading)),
        (0.1, _lists(one.around, other.around)),
    ]
    known = [(weight, part) for weight, part in parts if part is not None]
    total = sum(weight * part for weight, part in known) / sum(weight for weight, _ in known)
    named = _texts(one.name, other.name)
    if named is not None and named < _NAMED_LIKE:
        total = min(total, SAME - 0.1)
    return round(total, 3)


def _kinds(one: Fingerprint, other: Fingerprint) -> float:
    if one.role != other.role:
        return 0.5 if {one.role, other.role} <= {"button", "link"} else 0.0
    return 1.0 if one.role or one.tag == other.tag else 0.0


def _plain(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.casefold().split()))


def _texts(one: str, other: str) -> float | None:
    """Returns how alike two texts are; numbers in them may change."""
    if not one and not other:
        return None
    left, right = _plain(one), _plain(other)
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()


def _attributes(one: dict[str, str], other: dict[str, str]) -> float | None:
    names = one.keys() | other.keys()
    if not names:
        return None
    return sum(one.get(name) == other.get(name) for name in names) / len(names)


def _lists(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    if not one and not other:
        return None
    left, right = {_plain(each) for each in one}, {_plain(each) for each in other}
    return len(left & right) / len(left | right)


def best(wanted: Fingerprint, candidates: list[Fingerprint]) -> tuple[int, float] | None:
    """Returns (index, score) of the one candidate that surely is the wanted element, or None.

    It has the same role and a name or, for nameless elements, attributes in common; and no other comes close.
    """
    scored = sorted(((score(wanted, each), index) for index, each in enumerate(candidates)), reverse=True)
    if not scored or scored[0][0] < SURE:
        return None
    value, index = scored[0]
    if candidates[index].role != wanted.role or (len(scored) > 1 and scored[1][0] > value - AHEAD):
        return None
    return index, value
