"""The fields of a credential, as a node needs them."""

from collections.abc import Mapping
from typing import Any

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context


async def credential_fields(
    ctx: Context, reference: str, *types: str, needs: tuple[str, ...] = (), field: str = "/credential"
) -> Mapping[str, Any]:
    """Returns a credential's fields; NodeError `credential.unfit` unless it is of one of `types` and has all of `needs`.

    `field` is the JSON pointer of the config value that names the credential. Messages hold no values.
    """
    fields = await ctx.credential(reference)
    if fields.get("type") not in types:
        raise unfit(f"A credential of the type {fields.get('type')!r} does not fit; it takes {_listed(types)}.", field)
    for name in needs:
        if fields.get(name) in (None, ""):
            raise unfit(f"The credential {reference!r} lacks the field {name!r}.", field)
    return fields


async def aws_fields(
    ctx: Context, reference: str | None, *, needs: tuple[str, ...] = (), field: str = "/credential"
) -> Mapping[str, Any]:
    """Returns a credential of the type `aws`: the named one, or keys of the flow's own role.

    NodeError `credential.*`; `aws.no_role` when none is named and the flow has no role.
    """
    if reference is not None:
        return await credential_fields(ctx, reference, "aws", needs=needs, field=field)
    keys = await ctx.backend.aws_keys()
    ctx.redact(keys["secret_access_key"])
    ctx.redact(keys["session_token"])
    return keys


def no_role() -> NodeError:
    """Returns the error of a flow on a host whose flows have no roles."""
    return NodeError(
        "The flow has no role in AWS: this host makes none.",
        code="aws.no_role",
        hint="Choose a credential of the type aws.",
    )


def unfit(message: str, field: str = "/credential") -> NodeError:
    """Returns the error of a credential that cannot be used."""
    return NodeError(message, code="credential.unfit", field=field)


def _listed(types: tuple[str, ...]) -> str:
    return " or ".join(repr(each) for each in types)
