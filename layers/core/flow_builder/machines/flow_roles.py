"""Roles of flows in IAM, and keys of them from STS.

A role has a permissions boundary that the stack declares, so that a host can hand out no more than that whatever it
writes into a policy; only the stack's own hosts may take it.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from flow_builder.domain.flow_role import Policy
from flow_builder.errors import NodeError, StorageError
from flow_builder.store import aws_calls

_NAME = "flow"
_KNOWN = frozenset({"EntityAlreadyExists"})
_GONE = frozenset({"NoSuchEntity"})
_SESSION_SECONDS = 900
"""The shortest that AWS gives."""
_RENEWED_SECONDS = 300
"""Keys that end sooner are not handed out any more."""
_KEPT = 200
_UNFIT = re.compile(r"[^\w+=,.@-]", re.ASCII)


def connect(service: str, region: str, endpoint_url: str | None = None) -> Any:
    """Returns a client of `iam` or `sts` with credentials from the environment."""
    return aws_calls.connect(service, region, endpoint_url)


class FlowRoleMaker:
    """Implements machines.cloud.roles.RoleMaker; calls block, so each runs in a thread.

    Args:
        connect: Makes a client of `iam` or `sts`, when it is first needed.
        prefix: What names of roles begin with.
        path: Path of the roles, with a slash before and behind it.
        boundary: ARN of their permissions boundary.
        takers: ARNs of the roles that may take them.
        region: Where the flows are.
        endpoint: Where AWS is for nodes, if that is not where they look.
    """

    def __init__(
        self,
        connect: Callable[[str], Any],
        *,
        prefix: str,
        path: str,
        boundary: str,
        takers: Sequence[str],
        region: str,
        endpoint: str | None = None,
    ) -> None:
        self._connect = cache(connect)
        self._prefix = prefix
        self._path = path
        self._boundary = boundary
        self._takers = sorted(takers)
        self._region = region
        self._endpoint = endpoint
        self._sessions: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}

    @property
    def _iam(self) -> Any:
        return self._connect("iam")

    async def put(self, workspace: str, flow: str, policy: Policy) -> str:
        """Lets the role of a flow do what a policy says and nothing else, made if there is none; returns its ARN."""
        name = self.name(workspace, flow)
        trust = json.dumps(self._trust())
        made = await self._ask(
            self._iam.create_role,
            fine=_KNOWN,
            RoleName=name,
            Path=self._path,
            AssumeRolePolicyDocument=trust,
            PermissionsBoundary=self._boundary,
            Description=f"The flow {flow} of the workspace {workspace}"[:1_000],
            Tags=[{"Key": "workspace", "Value": workspace}, {"Key": "flow", "Value": flow}],
        )
        if made is None:  # what the stack's own roles are called may have changed
            await self._ask(self._iam.update_assume_role_policy, RoleName=name, PolicyDocument=trust)
        text = json.dumps(self._filled(policy), separators=(",", ":"))
        await self._ask(self._iam.put_role_policy, RoleName=name, PolicyName=_NAME, PolicyDocument=text)
        _, partition, _, _, account, _ = self._boundary.split(":", 5)
        return f"arn:{partition}:iam::{account}:role{self._path}{name}"

    async def remove(self, workspace: str, flow: str) -> None:
        """Removes the role of a flow; one that is gone is fine."""
        name = self.name(workspace, flow)
        await self._ask(self._iam.delete_role_policy, fine=_GONE, RoleName=name, PolicyName=_NAME)
        await self._ask(self._iam.delete_role, fine=_GONE, RoleName=name)

    async def keys(self, role: str, session: str) -> dict[str, Any]:
        """Returns temporary keys of a role, as a credential of the type `aws`; NodeError `aws.role_refused`, StorageError.

        A role that was just made may be refused for some seconds, so the error is retryable.
        """
        ends, found = self._sessions.get((role, session), (0.0, {}))
        if ends - time.time() < _RENEWED_SECONDS:
            ends, found = await self._taken(role, session)
            if len(self._sessions) >= _KEPT:
                self._sessions.clear()
            self._sessions[role, session] = ends, found
        return dict(found)

    async def _taken(self, role: str, session: str) -> tuple[float, dict[str, Any]]:
        named = _UNFIT.sub("-", session)[:64]
        try:
            given = await aws_calls.ask(
                "STS",
                self._connect("sts").assume_role,
                RoleArn=role,
                RoleSessionName=named,
                DurationSeconds=_SESSION_SECONDS,
            )
        except StorageError as error:
            if error.code != "store.denied":
                raise
            raise NodeError(
                "AWS does not let this host take the flow's role.",
                code="aws.role_refused",
                retryable=True,
                hint="A role that was just made takes some seconds. If it stays so, publish the flow again.",
                details={"role": role, "reason": error.message},
            ) from error
        keys = (given or {})["Credentials"]
        found = {
            "type": "aws",
            "access_key_id": keys["AccessKeyId"],
            "secret_access_key": keys["SecretAccessKey"],
            "session_token": keys["SessionToken"],
            "region": self._region,
        }
        if self._endpoint is not None:
            found["endpoint_url"] = self._endpoint
        return keys["Expiration"].timestamp(), found

    def name(self, workspace: str, flow: str) -> str:
        """Returns what the role of a flow is called: 64 characters at most; regions share the names of an account."""
        digest = sha256(f"{self._region}#{workspace}#{flow}".encode()).hexdigest()
        return f"{self._prefix[:43]}-{digest[:20]}"

    def _trust(self) -> dict[str, Any]:
        # The account, on condition: so the stack's own roles need leave of their own, which an operator can withdraw.
        _, partition, _, _, account, _ = self._boundary.split(":", 5)
        allowed = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
            "Action": "sts:AssumeRole",
            "Condition": {"ArnEquals": {"aws:PrincipalArn": self._takers}},
        }
        return {"Version": "2012-10-17", "Statement": [allowed]}

    def _filled(self, policy: Policy) -> Policy:
        """Returns a policy with this account and region in its ARNs."""
        _, partition, _, _, account, _ = self._boundary.split(":", 5)
        known = {"AWS::Partition": partition, "AWS::Region": self._region, "AWS::AccountId": account}

        def filled(text: str) -> str:
            for name, value in known.items():
                text = text.replace(f"${{{name}}}", value)
            return text

        statements = [{**each, "Resource": [filled(one) for one in each["Resource"]]} for each in policy["Statement"]]
        return {**policy, "Statement": statements}

    async def _ask(self, call: Any, *, fine: frozenset[str] = frozenset(), **given: Any) -> dict[str, Any] | None:
        return await aws_calls.ask("IAM", call, fine=fine, **given)
