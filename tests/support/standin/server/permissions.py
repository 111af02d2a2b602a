"""Who may do what: MiniStack's evaluator of policies, asked for each thing that a request or a service does.

A decision is noted once per role, action and resource in the file `STANDIN_PERMISSIONS`, refused ones each time, so that
a test can say what was missing, and what nobody needed. The root of the account, which tests are, may do everything.
"""

import hashlib
import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from asks import Ask
from ministack.core import iam_evaluator as evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, sts

_FILE = os.environ.get("STANDIN_PERMISSIONS")
_noted: set[str] = set()
_noting = threading.Lock()
_enforce = evaluator.enforce


class Refused(Exception):
    """Somebody may not do something; its text is what AWS says."""

    def __init__(self, principal: str, ask: Ask, *, explicit: bool = False, why: str = "") -> None:
        self.ask = ask
        because = f"because no identity-based policy allows the {ask.action} action"
        reason = why or ("with an explicit deny in a policy" if explicit else because)
        super().__init__(
            f"User: {principal} is not authorized to perform: {ask.action} on resource: {ask.resource} {reason}"
        )
        _note(principal, ask, "refused", str(self))


def demand(key: str, ask: Ask) -> None:
    """Returns when the holder of an access key may do something; raises Refused."""
    service = ask.action.partition(":")[0]
    found = _enforce(key, ask.action, service, get_region(), ask.resource, dict(ask.keys))
    if isinstance(found, evaluator.AuthError):
        raise Refused(key, ask, why=found.message)
    principal = evaluator.resolve_principal(key, get_account_id())
    if found is not None:
        raise Refused(found.principal_arn, ask, explicit=found.decision == "Deny")
    if principal.policies is not None:
        _note(principal.arn, ask, "allowed")


def decide(
    key: str, action: str, service: str, region: str, resource_arn: str = "*", service_context: Any = None
) -> Any:
    """Decides as MiniStack does where it asks by itself, for WebSocket connections, and has it noted."""
    ask = Ask(action, resource_arn, service_context or {})
    with suppress(Refused):
        demand(key or "", ask)
    return _enforce(key, action, service, region, resource_arn, service_context)


def demand_of_policy(policy: Any, service: str, ask: Ask) -> None:
    """Returns when a resource's own policy lets a service of AWS do something to it; raises Refused."""
    context = evaluator.EvalContext(
        principal_arn=service,
        principal_type="Service",
        principal_account=get_account_id(),
        action=ask.action,
        resource_arn=ask.resource,
        region=get_region(),
        service_context={"aws:sourceaccount": get_account_id(), **ask.keys},
    )
    if evaluator.evaluate_resource_policy(policy, context, service).decision != "Allow":
        raise Refused(service, ask, why=f"because no policy of the resource allows it for {ask.keys}")
    _note(service, ask, "allowed")


def session(role: str, service: str, name: str) -> dict[str, str]:
    """Returns the environment of credentials with which a service of AWS does something in a role; raises Refused."""
    ask = Ask("sts:AssumeRole", role)
    found = iam._roles.get(role.rpartition("/")[2])
    if found is None or found["Arn"] != role:
        raise Refused(service, ask, why="because there is no such role")
    demand_of_policy(found["AssumeRolePolicyDocument"], service, ask)
    digest = hashlib.sha256(f"{role} {service} {name}".encode()).hexdigest()
    key = f"ASIA{digest[:16].upper()}"
    short = role.rpartition("/")[2]
    given = {
        "Arn": f"arn:aws:sts::{role.split(':')[4]}:assumed-role/{short}/{name[:64]}",
        "UserId": f"{short}:{name[:64]}",
        "SecretAccessKey": digest[16:48],
        "SessionToken": digest[48:],
    }
    sts.register_session(key, given)
    return {
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
        "AWS_SESSION_TOKEN": given["SessionToken"],
    }


def demand_of_role(role: str, service: str, name: str, *asks: Ask) -> None:
    """Returns when a role, taken on by a service, may do several things; raises Refused."""
    key = session(role, service, name)["AWS_ACCESS_KEY_ID"]
    for ask in asks:
        demand(key, ask)


def _note(principal: str, ask: Ask, decision: str, said: str = "") -> None:
    role = principal.partition(":assumed-role/")[2].partition("/")[0] or principal
    noted = {"role": role, "action": ask.action, "resource": ask.resource, "decision": decision, "said": said}
    line = json.dumps(noted)
    if _FILE is None or (decision == "allowed" and line in _noted):
        return
    with _noting:
        _noted.add(line)
        with Path(_FILE).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
