"""Decides who may connect for live events."""

from typing import Any

from flow_builder import lambdas
from flow_builder.cloud_app import the_app
from flow_builder.domain.caller import Caller
from flow_builder.services.connecting import may_connect


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Answers with a policy for one connection, as API Gateway wants it."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    allowed = lambdas.perform(may_connect(the_app(), _caller(event, headers), headers.get("origin")))
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow" if allowed else "Deny",
        "Resource": event["methodArn"],
    }
    return {"principalId": "connection", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}


def _caller(event: dict[str, Any], headers: dict[str, str]) -> Caller:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return Caller(
        token=token if kind.lower() == "bearer" and token else None,
        workspace=(event.get("queryStringParameters") or {}).get("workspace") or headers.get("x-workspace"),
        address=event["requestContext"]["identity"]["sourceIp"],
    )
