"""Whatever is sent, the API answers as its description says: no server errors, no unknown statuses, types or bodies."""

import json
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

from flow_builder.api.app import described_api
from tests.support.host import Host, running
from tests.support.machine import flow

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

schema = schemathesis.openapi.from_dict(described_api().openapi())


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("schema"), "--browser-workers", "0") as started:
        started.api("POST", "/flows", json={**flow([{"key": "go", "type": "trigger.manual"}]), "id": "0"})
        yield started


def proof(host: Host) -> dict[str, str]:
    """Returns the header of the machine's own user: some request may well create the owner's account."""
    token = json.loads((host.folder / "host.json").read_text())["token"]
    return {"authorization": f"Bearer {token}"}


@schema.exclude(path_regex="/live").parametrize()
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_described(case: schemathesis.Case, host: Host) -> None:
    case.call_and_validate(base_url=host.url, checks=CHECKS, timeout=30, headers=proof(host))
