"""What is remembered while somebody is asked for consent elsewhere: for ten minutes, and for one coming back.

Keys: OAUTHSTATE#<hash of the state>  STATE   sealed; the state itself is in the browser only.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256

from pydantic_core import from_json, to_json

from flow_builder.domain.ids import now
from flow_builder.domain.principal import Kind
from flow_builder.errors import Conflict, Forbidden, NotFound
from flow_builder.services.app import App
from flow_builder.store.table import Absent, Delete, Item, Present, Put

GOOD_S = 600
_STATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pending:
    """Who asks for access, to what, and what proves that it is the same one who comes back."""

    workspace: str
    kind: Kind
    principal: str
    user: str
    """Who that is, of an API key who made it."""
    credential: str
    verifier: str
    """To the token server (PKCE)."""
    proof: str
    """To this host: hash of what the browser has that began."""
    callback: str


async def write(app: App, pending: Pending) -> tuple[str, int]:
    """Remembers what is asked and returns (the state for the browser, until when it is good in milliseconds)."""
    state = secrets.token_urlsafe(_STATE_BYTES)
    until = now() + GOOD_S * 1_000
    sealed = await app.vault.seal(pending.workspace, to_json(asdict(pending)), {"oauth": digest(state)})
    doc = {"sealed": b64encode(sealed).decode(), "workspace": pending.workspace, "until": until}
    item = Item(f"OAUTHSTATE#{digest(state)}", "STATE", doc, ttl=until // 1_000 + 1)
    await app.stores.credentials.table.write(Put(item, Absent()))
    return state, until


async def take(app: App, state: str, proof: str) -> Pending:
    """Returns what was asked under a state, once; NotFound `oauth.state`, Forbidden `oauth.browser` for who did not begin."""
    table, pk = app.stores.credentials.table, f"OAUTHSTATE#{digest(state)}"
    item = await table.get(pk, "STATE")
    if item is None or item.doc["until"] <= now():
        raise _unknown()
    raw = await app.vault.open(item.doc["workspace"], b64decode(item.doc["sealed"]), {"oauth": digest(state)})
    pending = Pending(**from_json(raw))
    if not hmac.compare_digest(digest(proof), pending.proof):
        raise _elsewhere()
    try:
        await table.write(Delete(pk, "STATE", Present()))
    except Conflict as error:
        raise _unknown() from error  # another request has just taken it
    return pending


def digest(text: str) -> str:
    """Returns the hash that is kept of a secret of the browser's."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _elsewhere() -> Forbidden:
    """Returns the error for who did not begin: whoever did could have them agree, and get at what is theirs."""
    return Forbidden(
        "The connection was not started in this browser.",
        code="oauth.browser",
        hint="Connect the credential, and agree in the same browser. Did you begin with `flow credentials connect`? Paste "
        "this page's address there. If you began nothing, somebody wants your access: give this address to nobody.",
    )


def _unknown() -> NotFound:
    return NotFound(
        "This consent is not known, was already used, or took too long.",
        code="oauth.state",
        hint="Connect the credential again.",
    )
