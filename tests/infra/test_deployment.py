"""The programs behind `make deploy` and `make teardown`, as far as they need no AWS account."""

import importlib.util
import shutil
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import httpx
import pytest

from tests.support.standin.deployment import ROOT, Deployment
from tests.support.standin_server import CREDENTIALS, REGION, StandIn


def program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_answers_are_kept_for_the_stage_they_are_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    deploy = program("deploy")
    config = tmp_path / "samconfig.toml"
    shutil.copy(ROOT / "samconfig.toml", config)
    monkeypatch.setattr(deploy, "CONFIG", config)
    before = {each: deploy.settings(each) for each in ("dev", "staging", "prod")}
    name, overrides = before[stage]
    deploy.keep(stage, {**overrides, "Model": "standard", "AlarmEmail": ""})
    after = {each: deploy.settings(each) for each in before}
    assert after == {**before, stage: (name, {**overrides, "Model": "standard"})}
    assert tomllib.loads(config.read_text("utf-8"))["version"] == 0.1


class Bucket:
    """Notes what is put into a bucket."""

    def __init__(self) -> None:
        self.put: dict[str, dict[str, Any]] = {}

    def put_object(self, **given: Any) -> None:
        self.put[given["Key"]] = given


def test_the_page_of_the_web_app_comes_last_and_names_the_nonce(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a-1.js").write_text("1")
    (tmp_path / "index.html").write_text('<style nonce="__CSP_NONCE__">')
    (tmp_path / "robots.txt").write_text("")
    bucket = Bucket()
    program("deploy").publish_web(bucket, "web", tmp_path, "abc")
    assert list(bucket.put) == ["assets/a-1.js", "robots.txt", "index.html"]
    page = bucket.put["index.html"]
    assert (page["Body"], page["CacheControl"], page["ContentType"]) == (
        b'<style nonce="abc">',
        "no-cache",
        "text/html",
    )
    assert "immutable" in bucket.put["assets/a-1.js"]["CacheControl"]


@pytest.mark.nightly
@pytest.mark.standin
def test_a_teardown_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with StandIn() as standin:

        def client(service: str) -> Any:
            return boto3.client(service, region_name=REGION, endpoint_url=standin.url)

        stack = Deployment(standin, "gone")
        stack.update(environment={"FLOW_LOG_LEVEL": "debug"})
        guest = httpx.post(f"{stack.url}/api/v1/auth/guest", json={}, timeout=60).json()
        with httpx.Client(base_url=stack.url, headers={"authorization": f"Bearer {guest['access_token']}"}) as http:
            document = {"schema": 1, "name": "One", "nodes": [{"id": "n1", "key": "start", "type": "trigger.manual"}]}
            flow = http.post("/api/v1/flows", json=document, timeout=60).json()["id"]
            assert http.post(f"/api/v1/flows/{flow}/publish", json={}, timeout=60).status_code == 201
        assert client("stepfunctions").list_state_machines()["stateMachines"]
        program("teardown").Teardown("gone", client).run()
        assert client("stepfunctions").list_state_machines()["stateMachines"] == []
        assert client("dynamodb").list_tables()["TableNames"] == []
        left = [each["Name"] for each in client("s3").list_buckets()["Buckets"]]
        assert [name for name in left if name.startswith("gone")] == []
        assert client("lambda").list_functions()["Functions"] == []
        assert client("lambda").list_layers()["Layers"] == []
        assert client("ecs").list_task_definitions()["taskDefinitionArns"] == []
        assert client("sqs").list_queues().get("QueueUrls", []) == []
        keys = client("kms")
        states = [keys.describe_key(KeyId=each["KeyId"])["KeyMetadata"] for each in keys.list_keys()["Keys"]]
        assert {each["KeyState"] for each in states if each["KeyManager"] == "CUSTOMER"} == {"PendingDeletion"}
