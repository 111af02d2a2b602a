"""Names of states: the user's own, unique in the whole machine, at most 80 characters."""

LONGEST = 80


class Names:
    """Gives each name once; a second one like it gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        """How far names that look alike are numbered."""

    def claim(self, wanted: str, suffix: str = "") -> str:
        """Returns `wanted` and the suffix, shortened and numbered until nobody else has it."""
        clean = " ".join(wanted.split()) or "Step"
        alike = _shortened(clean, LONGEST - len(suffix)) + suffix
        number = self._numbers.get(alike, 0)
        while True:
            number += 1
            end = suffix if number == 1 else f" {number}{suffix}"
            found = _shortened(clean, LONGEST - len(end)) + end
            if found not in self._taken:
                self._taken.add(found)
                self._numbers[alike] = number
                return found


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
