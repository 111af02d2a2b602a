"""Whose an item is: how everything of a workspace is found, without a list of what there can be.

Keys name the workspace right after what kind of thing it is (`F#<workspace>#<flow>`, `W#<workspace>#RUNS`), or the
document says it. A marker says it in its sort key, and the address of a flow names the flow alone.
"""

from collections.abc import Collection

from flow_builder.store.table import Item

_BY_SORT_KEY = ("ACTIVE", "AUDITING")
_MEMBER = "MEMBER#"
_GUEST, _USER = "GUEST#", "USER#"
"""Records of people, which name a workspace but go after all else: whoever removes them goes on by them."""


def belongs(item: Item, owners: Collection[str]) -> bool:
    """Tells whether an item is of one of these workspaces (or of people and flows that go with them)."""
    if item.pk.startswith(_USER):
        return False
    if item.pk.startswith(_GUEST):
        return item.doc.get("user") in owners
    if item.doc.get("workspace") in owners:
        return True
    if item.pk in _BY_SORT_KEY or item.pk.startswith(_MEMBER):
        return any(part in owners for part in item.sk.split("#")) or _named(item.pk, owners)
    return any(_named(key, owners) for key in (item.pk, item.gsi1pk, item.gsi2pk) if key)


def flow_of(item: Item) -> str | None:
    """Returns the flow that an item is the record of, or None; addresses of flows name the flow and nothing else."""
    kind, _, rest = item.pk.partition("#")
    return rest.rpartition("#")[2] if kind == "F" and item.sk == "FLOW" else None


def _named(key: str, owners: Collection[str]) -> bool:
    _, _, rest = key.partition("#")
    name = rest.partition("#")[0]
    return name in owners or name.partition(":")[2] in owners
