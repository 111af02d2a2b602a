"""Takes what clients of the WebSocket API do: connect, send a frame, go away."""

from typing import Any

from flow_builder import lambdas
from flow_builder.cloud_app import the_sockets
from flow_builder.domain.caller import Caller


def handler(event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Does what one event asks for; a connection with a token that does not hold is refused."""
    return {"statusCode": lambdas.perform(_taken(event))}


async def _taken(event: dict[str, Any]) -> int:
    context = event["requestContext"]
    connection, host = str(context["connectionId"]), the_sockets()
    match context["eventType"]:
        case "CONNECT":
            return 200 if await host.connected(connection, _caller(event)) else 401
        case "DISCONNECT":
            await host.disconnected(connection)
        case _:
            await host.received(connection, event.get("body") or "")
    return 200


def _caller(event: dict[str, Any]) -> Caller:
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    kind, _, token = headers.get("authorization", "").partition(" ")
    workspace = (event.get("queryStringParameters") or {}).get("workspace") or headers.get("x-workspace")
    return Caller(token=token if kind.lower() == "bearer" and token else None, workspace=workspace)
