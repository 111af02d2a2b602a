"""What a request to a service asks for: its actions and their resources, as the service authorization reference has them.

MiniStack has a mapping of its own, which lets through what it does not know, takes a cluster for what RunTask runs on, and
knows no iam:PassRole. This one knows what Flow Builder calls; all else is refused until somebody puts it here.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import asked_of_data as stored
import asked_of_work as work
from asks import Ask, Request, Unknown
from ministack.core.responses import get_account_id
from ministack.services import iam

Json = dict[str, Any]


def asked(request: Request) -> list[Ask]:
    """Returns all that a request asks for, empty for what anybody may; raises Unknown."""
    if request.service in _BY_PATH:
        return _BY_PATH[request.service](request)
    operation, data = _operation(request)
    return asked_of(request.service, operation, data)


def asked_of(service: str, operation: str, data: Json) -> list[Ask]:
    """Returns what a call of an operation asks for; raises Unknown."""
    if service not in _BY_NAME:
        raise Unknown(f"{service}:{operation}")
    return _BY_NAME[service](operation, data)


def _operation(request: Request) -> tuple[str, Json]:
    if target := request.headers.get("x-amz-target"):
        return target.rpartition(".")[2], json.loads(request.body or b"{}")
    data = {name: each[0] if isinstance(each, list) else each for name, each in request.query.items()}
    if "x-www-form-urlencoded" in request.headers.get("content-type", ""):
        data |= {name: each[0] for name, each in parse_qs(request.body.decode(), keep_blank_values=True).items()}
    return str(data.get("Action", f"{request.method} {request.path}")), data


# ---- Roles

_OF_ROLES = {
    "CreateRole", "DeleteRole", "DeleteRolePolicy", "GetRole", "GetRolePolicy", "ListRolePolicies", "PutRolePolicy",
    "TagRole", "UpdateAssumeRolePolicy",
}  # fmt: skip


def _iam(operation: str, data: Json) -> list[Ask]:
    if operation not in _OF_ROLES:
        raise Unknown(f"iam:{operation}")
    name = data["RoleName"]
    found = iam._roles.get(name)
    path = f"arn:aws:iam::{get_account_id()}:role{data.get('Path') or '/'}{name}"
    boundary = found.get("PermissionsBoundary") if found else data.get("PermissionsBoundary")
    asks = [Ask(f"iam:{operation}", found["Arn"] if found else path, dict(_limited(boundary)))]
    if operation == "CreateRole" and any(each.startswith("Tags.") for each in data):
        asks.append(Ask("iam:TagRole", path))
    return asks


def _limited(boundary: Any) -> Iterator[tuple[str, str]]:
    if boundary:
        yield "iam:permissionsboundary", boundary["PermissionsBoundaryArn"] if isinstance(boundary, dict) else boundary


def _sts(operation: str, data: Json) -> list[Ask]:
    if operation == "GetCallerIdentity":
        return []
    if operation != "AssumeRole":
        raise Unknown(f"sts:{operation}")
    return [Ask("sts:AssumeRole", data["RoleArn"])]


_BY_NAME: dict[str, Callable[[str, Json], list[Ask]]] = {
    "dynamodb": stored.dynamodb,
    "ecs": work.ecs,
    "events": work.events,
    "iam": _iam,
    "kms": stored.kms,
    "secretsmanager": stored.secrets,
    "sns": work.sns,
    "sqs": work.sqs,
    "states": work.states,
    "sts": _sts,
}
_BY_PATH: dict[str, Callable[[Request], list[Ask]]] = {
    "lambda": work.functions,
    "s3": stored.s3,
    "scheduler": work.scheduler,
    "ses": work.ses,
}
