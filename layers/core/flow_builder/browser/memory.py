"""What a flow's elements were like when their steps last found them; kept between runs, read once per region."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from pydantic import ValidationError

from flow_builder.browser.identity import Fingerprint, fingerprint, score
from flow_builder.browser.targets import Target
from flow_builder.errors import FlowBuilderError

_STATE = "browser.elements"
_MOST = 300
"""Elements remembered per flow; the ones seen last are kept."""
_DRIFTED = 0.98
"""An element less alike than this to what is remembered of it is remembered anew."""


_FRESH_S = 86_400.0
"""How long what is known of an element serves where looking at it again is dear (Playwright's engines: 30 ms)."""


class Keeper(Protocol):
    """Where a flow keeps values between runs; part of `nodes.base.Backend`."""

    async def state_get(self, key: str) -> Any:
        """Returns a value, or None."""
        ...

    async def state_set(self, key: str, value: Any) -> None:
        """Keeps a value."""
        ...


def key_of(node: str, target: Target) -> str:
    """Returns the name under which a step's target is remembered; another target starts anew."""
    written = json.dumps(target.dump(), sort_keys=True)
    return f"{node}/{sha256(written.encode()).hexdigest()[:16]}"


def _as_it_is(value: Any) -> Any:
    return value


@dataclass
class Memory:
    """One region's memory of elements; `keeper` and `masked` are set by the steps as they come."""

    keeper: Keeper | None = None
    masked: Callable[[Any], Any] = _as_it_is
    """Takes secrets out of what is kept: pages may show around an element what was typed into them."""
    healed: list[dict[str, Any]] = field(default_factory=list)
    """What the current step healed; taken by `take_healed`."""
    found: dict[str, Target] = field(default_factory=dict)
    """Where elements were found that no target named any more, so that a loop need not search again."""
    _known: dict[str, dict[str, Any]] | None = None
    _seen: set[str] = field(default_factory=set)
    _changed: bool = False

    def wants(self, key: str) -> bool:
        """Tells whether a look at the element may teach something: not twice in a region, nor twice a day."""
        if self.keeper is None or key in self._seen:
            return False
        return self._known is None or not _is_fresh(self._known.get(key))

    async def is_fresh(self, key: str) -> bool:
        """Tells whether the element was looked at within a day, in this run or another."""
        return _is_fresh((await self._load()).get(key))

    async def recall(self, key: str) -> Fingerprint | None:
        """Returns what the element was like, or None."""
        entry = (await self._load()).get(key)
        try:
            return Fingerprint.model_validate(entry["is"]) if entry else None
        except (KeyError, ValidationError):
            return None  # kept by another version

    async def learn(self, key: str, looks: Mapping[str, Any]) -> None:
        """Remembers what an element is like that its first target found."""
        self._seen.add(key)
        now, before = fingerprint(looks), await self.recall(key)
        if before is not None and score(before, now) >= _DRIFTED and await self.is_fresh(key):
            return
        known = await self._load()
        known.pop(key, None)
        known[key] = {"at": round(time.time()), "is": now.model_dump(exclude_defaults=True)}
        self._changed = True

    async def keep(self) -> None:
        """Stores what was learned, if anything was."""
        if self._changed and self.keeper is not None and self._known is not None:
            self._changed = False
            self._known = dict(list(self._known.items())[-_MOST:])
            with suppress(FlowBuilderError):  # a full store, say: the next run learns it again
                await self.keeper.state_set(_STATE, self.masked(self._known))

    def take_healed(self) -> list[dict[str, Any]]:
        """Returns what was healed since the last call."""
        healed, self.healed = self.healed, []
        return healed

    async def _load(self) -> dict[str, dict[str, Any]]:
        if self._known is None:
            kept = await self.keeper.state_get(_STATE) if self.keeper is not None else None
            self._known = dict(kept) if isinstance(kept, dict) else {}
        return self._known


def _is_fresh(entry: Mapping[str, Any] | None) -> bool:
    return entry is not None and time.time() - entry.get("at", 0) < _FRESH_S
