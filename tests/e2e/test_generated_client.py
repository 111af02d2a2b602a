"""A client that a generator made of `openapi.json`, and nothing else, drives the golden flows end to end."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from flow_builder.api.app import described_api
from tests.support.host import Host, document, running

pytestmark = pytest.mark.nightly

GENERATOR = "openapi-python-client==0.29.1"
"""Run in an environment of its own: it pins older versions of packages that this one has."""
PACKAGE = "generated_flow_client"
PAYMENTS = {
    "payments": [
        {"id": "p1", "amount": 10, "currency": "EUR"},
        {"id": "p2", "amount": 10, "currency": "XXX"},
        {"id": "p3", "amount": 10, "currency": "GBP"},
    ]
}


class Client:
    """Functions of the generated package by operation id, with what every call needs filled in."""

    def __init__(self, url: str) -> None:
        self.http = importlib.import_module(f"{PACKAGE}.client").Client(base_url=url, raise_on_unexpected_status=True)
        self.models = importlib.import_module(f"{PACKAGE}.models")

    def __call__(self, operation: str, *place: str, **given: Any) -> Any:
        """Returns the parsed answer, which must be one that the description calls a success."""
        noun = operation.partition("_")[0]
        module: ModuleType = importlib.import_module(f"{PACKAGE}.api.{noun}.{operation}")
        answer = module.sync_detailed(*place, client=self.http, **given)
        assert answer.status_code < 300, answer.content
        return answer.parsed


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("generated"), "--browser-workers", "0") as started:
        yield started


@pytest.fixture(scope="module")
def client(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(described_api().openapi()), "utf-8")
    # A document may be sent as YAML, too, which the generator only knows as bytes.
    (folder / "config.json").write_text(
        json.dumps({"content_type_overrides": {"application/yaml": "application/octet-stream"}}), "utf-8"
    )
    command = [sys.executable, "-m", "uv", "tool", "run", "--from", GENERATOR, "openapi-python-client", "generate"]
    options = ["--path", "openapi.json", "--config", "config.json", "--meta", "none", "--output-path", PACKAGE]
    made = subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    if not (folder / PACKAGE / "client.py").exists():
        pytest.skip(f"the generator could not be run: {made.stderr[-300:]}")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        made_client = Client(host.url)
        with made_client.http:
            yield made_client


def published(client: Client, name: str) -> str:
    """Stores and publishes one of the golden documents and returns the flow's id."""
    body = client.models.FlowDocument.from_dict(document(name))
    made = client("flows_create", body=body)
    assert [each for each in made.diagnostics if each.severity == "error"] == []
    version = client("flows_publish", made.id, body=client.models.Publish(message="golden"))
    assert version.number == 1
    return str(made.id)


def started(client: Client, flow: str, input_: Any, wait: float = 30) -> Any:
    return client("runs_start", body=client.models.StartBody(flow=flow, input_=input_), wait=wait)


def test_a_loop_with_failing_items(client: Client) -> None:
    run = started(client, published(client, "failing_items"), PAYMENTS)
    assert run.status == "succeeded"
    steps = client("runs_steps", run.id, limit=100).items
    assert {each.key for each in steps} == {"start", "payments", "known", "converted", "total"}
    total = next(each for each in steps if each.key == "total")
    assert total.output == client("runs_output", run.id, "total")
    assert client("runs_read", run.id).output == total.output
    iterations = client("runs_iterations", run.id, "payments").items
    assert [each.status for each in iterations] == ["succeeded", "failed", "succeeded"]
    inside = client("runs_steps", run.id, parent="payments", path="2").items
    assert {each.key for each in inside} == {"known", "converted"}


def test_an_approval(client: Client, host: Host) -> None:
    flow = published(client, "approval")
    run = started(client, flow, {"customer": "Ann", "amount": 1_000}, wait=0)
    while not (open_ := [each for each in client("approvals_find").items if each.run == run.id]):
        assert client("runs_read", run.id).status in {"queued", "running", "waiting"}
    decision = client.models.Decision(decision="approve", by="ann@example.com", form={"note": "fine"})
    client("approvals_decide", open_[0].token, body=decision)
    ended = client("runs_read", run.id, wait=30)
    assert ended.status == "succeeded", ended.error
    by_hand = host.api("GET", f"/runs/{run.id}")
    assert ended.output == by_hand["output"] or ended.output.to_dict() == by_hand["output"]


def test_the_life_of_a_flow(client: Client) -> None:
    flow = published(client, "webhook")
    assert client("flows_read", flow).document.name == document("webhook")["name"]
    copy = client("flows_duplicate", flow, body=client.models.Duplicate(name="A copy"))
    assert {flow, copy.id} <= {each.id for each in client("flows_find").items}
    client("flows_delete", copy.id)
    assert copy.id not in {each.id for each in client("flows_find").items}
    assert client("flows_restore", copy.id).id == copy.id
    assert client("webhooks_read", flow).url.startswith("http")
    assert client("host_health").status == "ok"
