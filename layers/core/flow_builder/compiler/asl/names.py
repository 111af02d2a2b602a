"""Names of states: the user's own, unique in the whole machine, at most 80 characters."""

LONGEST = 80


class Names:
    """Gives each name once; a second one like it gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, wanted: str, suffix: str = "") -> str:
        """Returns `wanted` and the suffix, shortened and numbered until nobody else has it."""
        clean = " ".join(wanted.split()) or "Step"
        number = 1
        while True:
            end = suffix if number == 1 else f" {number}{suffix}"
            found = _shortened(clean, LONGEST - len(end)) + end
            if found not in self._taken:
                self._taken.add(found)
                return found
            number += 1


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
