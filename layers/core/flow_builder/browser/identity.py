"""What an element is like, beyond how it was found: enough to tell whether another run's element is the same one."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.text import well_formed

SAME = 0.7
"""From this score on, what a lower-ranked target finds is taken for the element that was meant."""
SURE = 0.85
"""From this score on, an element that no target names is taken for the one that was meant."""
AHEAD = 0.1
"""How much better than all others such an element has to be."""

_WORDS = re.compile(r"\w+")
_COUNTER = re.compile(r"[(\[]\s*\d+\s*[)\]]")
_ALIKE = 0.5
"""Elements whose names or headings have fewer words in common than this are different ones, whatever else they share."""


class Fingerprint(BaseModel):
    """One element's looks and place. Holds no values of fields, which may be secret."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    tag: str = Field(max_length=100, description="Its HTML tag.")
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


def fingerprint(looks: Mapping[str, Any]) -> Fingerprint:
    """Returns what `identity.js` found of an element."""
    return Fingerprint.model_validate(well_formed(dict(looks)))


def score(one: Fingerprint, other: Fingerprint) -> float:
    """Returns how alike two fingerprints are, 0 to 1; what neither of them has does not count."""
    name, heading = _texts(one.name, other.name), _texts(one.heading, other.heading)
    parts = [
        (0.2, _kinds(one, other)),
        (0.4, name),
        (0.1, _attributes(one.attributes, other.attributes)),
        (0.15, heading),
        (0.15, _lists(one.around, other.around)),
    ]
    known = [(weight, part) for weight, part in parts if part is not None]
    total = sum(weight * part for weight, part in known) / sum(weight for weight, _ in known)
    if any(text is not None and text < _ALIKE for text in (name, heading)):
        total = min(total, SAME - 0.1)
    return round(total, 3)


def _kinds(one: Fingerprint, other: Fingerprint) -> float:
    if one.role != other.role:
        return 0.5 if {one.role, other.role} <= {"button", "link"} else 0.0
    return 1.0 if one.role or one.tag == other.tag else 0.0


def _words(text: str) -> frozenset[str]:
    """Returns a text's words; counters such as `(3)` come and go."""
    return frozenset(_WORDS.findall(_COUNTER.sub(" ", text).casefold()))


def _texts(one: str, other: str) -> float | None:
    """Returns how many of their words two texts share; a half when only one of them has any."""
    left, right = _words(one), _words(other)
    if not left and not right:
        return None
    return len(left & right) / len(left | right) if left and right else 0.5


def _attributes(one: dict[str, str], other: dict[str, str]) -> float | None:
    """Returns how many attributes agree; one that only one element has counts as a half."""
    names = one.keys() | other.keys()
    if not names:
        return None
    both = one.keys() & other.keys()
    return (sum(one[name] == other[name] for name in both) + 0.5 * len(names - both)) / len(names)


def _lists(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    if not one or not other:
        return None  # whatever is in a page has a place there; it was left out
    return len({*one} & {*other}) / len({*one} | {*other})


def best(wanted: Fingerprint, candidates: list[Fingerprint]) -> tuple[int, float] | None:
    """Returns (index, score) of the one candidate that surely is the wanted element, or None.

    It has the same role, the same name if it has one, and the same heading; and no other comes close.
    """
    scored = sorted(((score(wanted, each), -index) for index, each in enumerate(candidates)), reverse=True)
    if not scored or scored[0][0] < SURE:
        return None
    value, index = scored[0][0], -scored[0][1]
    found = candidates[index]
    same = found.role == wanted.role and _words(found.name) == _words(wanted.name)
    if not same or _words(found.heading) != _words(wanted.heading):
        return None
    if len(scored) > 1 and scored[1][0] > value - AHEAD:
        return None
    return index, value
