"""What an operator may choose when deploying, on the stand-in: roles of flows, exported audit logs; and large answers."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.domain.audit import Fact
from flow_builder.domain.ids import now
from flow_builder.store import audit
from tests.support.machine import flow
from tests.support.standin.deployment import Deployment
from tests.support.standin_server import REGION, StandIn

pytestmark = [pytest.mark.standin, pytest.mark.nightly]

HOUR = 3_600_000
TEXT = flow(
    [{"key": "tell", "type": "notify.sms", "config": {"via": {"kind": "sns"}, "to": "+4915112345678", "text": "Hi"}}]
)
LARGE = flow(
    [
        {"key": "make", "type": "core.merge", "config": {"value": "{{ 'x'.repeat(5_000_000) }}"}},
        {
            "key": "keep",
            "type": "storage.file_write",
            "config": {"name": "large.txt", "content": {"kind": "text", "text": "{{ steps.make }}"}},
        },
    ],
    ["make>keep"],
)


@pytest.fixture(scope="module")
def stack(standin: StandIn) -> Deployment:
    environment = {"FLOW_RATE_LIMITS": "off", "FLOW_ALLOW_PRIVATE_NETWORK": "true"}
    chosen = {"FlowRoles": "*", "FlowActions": "sns:Publish", "AuditDays": "1"}
    return Deployment(standin, "chosen", parameters=chosen, environment=environment)


@pytest.fixture(scope="module")
def guest(stack: Deployment) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{stack.url}/api/v1", timeout=60, follow_redirects=True) as http:
        token = ok(http.post("/auth/guest", json={}))["access_token"]
        http.headers["authorization"] = f"Bearer {token}"
        yield http


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.request.url}: {answer.status_code} {answer.text[:2_000]}"
    return answer.json() if answer.content else None


def run(guest: httpx.Client, document: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Publishes a document, and returns the flow and its run at its end."""
    made = ok(guest.post("/flows", json=document))["id"]
    ok(guest.post(f"/flows/{made}/publish", json={}))
    started = ok(guest.post("/runs", json={"flow": made}))["id"]
    while (found := ok(guest.get(f"/runs/{started}", params={"wait": 20})))["finished_at"] is None:
        pass
    return made, found


def test_a_flow_works_in_its_own_role_which_goes_with_it(guest: httpx.Client, stack: Deployment) -> None:
    made, ended = run(guest, TEXT)
    access = ok(guest.get(f"/flows/{made}/access"))
    assert (ended["status"], access["problem"]) == ("succeeded", None), ended["error"]
    assert f":role/flow-builder/{REGION}/{stack.name}/" in access["role"]
    iam, name = stack.client("iam"), access["role"].rpartition("/")[2]
    role = iam.get_role(RoleName=name)["Role"]
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == stack.resource("FlowBoundary")
    for purge in ("false", "true"):
        ok(guest.delete(f"/flows/{made}", params={"purge": purge}))
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.get_role(RoleName=name)


def test_a_file_that_no_function_can_answer_with_is_fetched_from_the_bucket(guest: httpx.Client) -> None:
    _, ended = run(guest, LARGE)
    assert ended["status"] == "succeeded", ended["error"]
    file = ended["output"]["artifact"]
    answer = guest.get(f"/artifacts/{file['artifact']}")
    assert [each.status_code for each in answer.history] == [303]
    assert (len(answer.content), answer.headers["content-type"]) == (5_000_000, "text/plain; charset=utf-8")
    part = guest.get(f"/artifacts/{file['artifact']}", headers={"range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"xxxxx")
    exported = guest.get(f"/runs/{ended['id']}/export", params={"format": "json", "outputs": True})
    assert exported.is_success


async def test_audit_logs_are_in_the_bucket_when_their_hour_is_over(
    guest: httpx.Client, stack: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = stack.client("lambda").get_function_configuration(FunctionName=f"{stack.name}-sweep")
    cloud = Cloud(load_cloud_settings({"FLOW_REGION": REGION, **told["Environment"]["Variables"]}))
    monkeypatch.setattr(audit, "now", lambda: now() // HOUR * HOUR - 1)
    entry = await cloud.stores.audit.write("w_early", Fact(kind="user", actor="u", operation="flows_save"))
    answer = stack.client("lambda").invoke(FunctionName=f"{stack.name}-sweep", Payload=b"{}")
    said = json.loads(answer["Payload"].read())
    assert (said["archive"], said["roles"]) == (1, 0), stack.standin.logs()
    s3, bucket = stack.client("s3"), stack.resource("AuditLogs")
    [found] = s3.list_objects_v2(Bucket=bucket, Prefix="w_early/")["Contents"]
    assert json.loads(s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read()) == entry.model_dump()
