"""The page about credentials: how they are kept, and a table of their types made of the code."""

from flow_builder.domain.credential_types import TYPES, CredentialType

ABOUT = """# Credentials

A credential is a set of typed fields that reach a node only through a field which names it, by id or by a name that no other
has. Its secret fields go in and never come out: not over the API, not into a run's record, log, error, file or picture.
What is no secret (a host, a user name) may be shown, and is not masked in data.

## Using them

* `POST /credentials` (or `flow credentials add NAME TYPE FIELD=VALUE…`) checks the fields against the type's JSON Schema;
  `GET /credential-types` gives all schemas. A field that is wrong is named by its JSON pointer, without its value.
* `PATCH` changes some fields, the name, or `rotate_days`; a field of `null` is dropped. `PUT` replaces all fields.
* `POST /credentials/{id}/rotate` takes new secrets. What proves webhooks (`hmac`, `bearer`) keeps the last one as `previous`
  until the next rotation, so that senders can follow.
* `POST /credentials/{id}/test` asks the service itself, through the network guard, something harmless; types for requests
  in general need a `url`. What cannot be tested is said to be so. A test changes nothing at the service.
* `GET /credentials/{id}/users` lists the flows and channels that name it. Deleting or renaming one that is in use is 409
  `credential.in_use`, unless `force=true`: what uses it fails from then on.
* `last_used_at` is right to half a minute. After `rotate_days` days there is a notification `credential_due`.
* Credentials of a type that is not known (kept by an earlier version) work as `generic`: all their fields are secret.

## OAuth 2 in somebody's name

Make a credential of the type `oauth2` with `grant: authorization_code`, `authorize_url`, `token_url`, `client_id` and, if the
service gave one, `client_secret`. `POST /credentials/oauth/start` answers with the `url` to open in a browser and the
`callback` that the service has to know. The way back (`/api/v1/oauth/callback`) holds for ten minutes, once, and for the browser that
began alone (it has a cookie); PKCE (S256) is always used. `flow credentials connect ID` prints the address and takes the one that the
browser ends at, since there it was the terminal that began.

Access tokens are renewed shortly before their end, or when the service refuses one. One caller at a time does so, over
all processes that share the store; a refresh token that replaces the last one is kept in the same write. When access was
withdrawn the credential says so in `problem`, there is a notification `credential_failed`, and nobody asks again until it
is connected anew. Nodes get the access token alone.

## How they are kept

Each secret has a key of its own (AES-256-GCM), wrapped by a master key; workspace and place are bound in, so a sealed secret
that is copied elsewhere does not open. On one machine the master keys are in `<data>/vault.key` (mode 0600): back it up, apart
from the data. In the cloud they are in KMS, or in one secret of Secrets Manager.

`flow vault rotate` adds a master key and moves everything sealed to it: credentials, sessions at rest, addresses of
webhooks, answers kept for repeated requests, keys of accounts. A host that dies meanwhile goes on at its next start, and until
then both keys open. `flow vault drop` removes the old ones once nothing needs them; backups from before need them still.
Keys that sign links are not exchanged by this.

## Types
"""


def credentials_text() -> str:
    """Returns the page."""
    return "\n".join([ABOUT, *map(_type, TYPES.values())])


def _type(kind: CredentialType) -> str:
    lines = [f"### `{kind.id}`: {kind.title}\n", f"{kind.help}\n"]
    if kind.fields:
        lines += ["| field | | |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {'secret' if field.secret else ''} | {_said(field.title, field.help)} |"
            for name, field in kind.fields.items()
        ]
    if kind.more:
        lines += (
            ["", "Takes further fields by any name; they are secret."]
            if kind.fields
            else ["Takes fields by any name; they are secret."]
        )
    needed = ", ".join(" or ".join(f"`{name}`" for name in each.split("|")) for each in kind.needs)
    lines += ["", f"Needs {needed}."] if needed else []
    lines += ["", f"Test: {kind.test}" if kind.test else f"Cannot be tested. {kind.untested}", ""]
    return "\n".join(lines)


def _said(title: str, text: str) -> str:
    return f"{title}. {text}".strip() if text else title
