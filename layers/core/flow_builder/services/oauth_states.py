"""What is remembered while somebody is asked for consent elsewhere: for ten minutes, and for one coming back.

Keys: OAUTHSTATE#<hash of the state>  STATE   sealed; the state itself is in the browser only.
"""

import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256

from pydantic_core import from_json, to_json

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, NotFound
from flow_builder.services.app import App
from flow_builder.store.table import Absent, Delete, Item, Present, Put

_GOOD_S = 600
_STATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pending:
    """Who asks for access, to what, and the secret that proves it is the same one who comes back (PKCE)."""

    workspace: str
    principal: str
    credential: str
    verifier: str
    callback: str


async def write(app: App, pending: Pending) -> tuple[str, int]:
    """Remembers what is asked and returns (the state for the browser, until when it is good in milliseconds)."""
    state = secrets.token_urlsafe(_STATE_BYTES)
    until = now() + _GOOD_S * 1_000
    sealed = await app.vault.seal(pending.workspace, to_json(asdict(pending)), {"oauth": _hash(state)})
    doc = {"sealed": b64encode(sealed).decode(), "workspace": pending.workspace, "until": until}
    item = Item(f"OAUTHSTATE#{_hash(state)}", "STATE", doc, ttl=until // 1_000 + 1)
    await app.stores.credentials.table.write(Put(item, Absent()))
    return state, until


async def take(app: App, state: str) -> Pending:
    """Returns what was asked under a state, once; NotFound `oauth.state`."""
    table, pk = app.stores.credentials.table, f"OAUTHSTATE#{_hash(state)}"
    item = await table.get(pk, "STATE")
    if item is None or item.doc["until"] <= now():
        raise _unknown()
    try:
        await table.write(Delete(pk, "STATE", Present()))
    except Conflict as error:
        raise _unknown() from error  # another request has just taken it
    raw = await app.vault.open(item.doc["workspace"], b64decode(item.doc["sealed"]), {"oauth": _hash(state)})
    return Pending(**from_json(raw))


def _hash(state: str) -> str:
    return sha256(state.encode("utf-8", "surrogatepass")).hexdigest()


def _unknown() -> NotFound:
    return NotFound(
        "This way back is not known, was used already, or took too long.",
        code="oauth.state",
        hint="Connect the credential again.",
    )
