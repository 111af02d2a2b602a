"""Whatever is sent, the API answers as its description says: no server errors, no unknown statuses, types or bodies.

Each night more is sent, and every kind of violation of every parameter; making those requests takes longer than all else here.
"""

import json
import os
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from flow_builder.domain.permissions import RULES
from tests.support.host import Host, running
from tests.support.machine import flow
from tests.support.operations import description

OWNER = {"email": "ada@example.com", "password": "a lantern that nobody else has"}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

schema = schemathesis.openapi.from_dict(description())
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "random"
schema.config.phases.coverage.enabled = NIGHTLY


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("schema"), "--browser-workers", "0") as started:
        started.api("POST", "/flows", json={**flow([{"key": "go", "type": "trigger.manual"}]), "id": "0"})
        yield started


@pytest.fixture(scope="module")
def proofs(host: Host) -> dict[str, dict[str, str]]:
    """The headers of the machine's own user, and of somebody with an account for what is about that."""
    token = json.loads((host.folder / "host.json").read_text())["token"]
    own = {"authorization": f"Bearer {token}"}
    granted = host.api("POST", "/auth/owner", json={**OWNER, "name": "Ada"}, headers=own)
    return {"host": own, "user": {"authorization": f"Bearer {granted['access_token']}"}}


def proof(case: schemathesis.Case, host: Host, proofs: dict[str, dict[str, str]]) -> dict[str, str]:
    """Returns the headers of who may do something; some request may well have replaced the key that tokens are signed with."""
    rule = RULES.get(case.operation.definition.raw["operationId"])
    if rule is None or rule.who != "user":
        return proofs["host"]
    if host.client.get("/account", headers=proofs["user"]).status_code != 200:
        granted = host.api("POST", "/auth/sign-in", json=OWNER)
        proofs["user"] = {"authorization": f"Bearer {granted['access_token']}"}
    return proofs["user"]


@schema.exclude(path_regex="/live").parametrize()
@settings(max_examples=12 if NIGHTLY else 4, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_described(case: schemathesis.Case, host: Host, proofs: dict[str, dict[str, str]]) -> None:
    headers = proof(case, host, proofs)
    answer = case.call_and_validate(base_url=host.url, checks=CHECKS, timeout=30, headers=headers)
    if headers is proofs["user"]:
        assert b"auth.user_only" not in answer.content
