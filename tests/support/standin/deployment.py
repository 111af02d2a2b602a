"""The template deployed through CloudFormation on the stand-in, with the code of this tree or with built layers."""

import io
import json
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

import flow_builder
from tests.support.standin_server import CREDENTIALS, PYTHON, REGION, StandIn

ROOT = Path(__file__).parents[3]
_ARTIFACTS = "deployment-artifacts"
_DEPLOY_SECONDS = 120.0
_LEAST_FUNCTION_SECONDS = 120
"""What a function may take at least: this machine starts all processes of a stack, and tests besides."""
_TRANSLATE = Path(__file__).with_name("translate.py")


@dataclass(frozen=True, slots=True)
class Built:
    """Layers as `sam build` makes them, for this machine's Python: folders with a folder `python` each."""

    core: Path
    deps: Path


class Deployment:
    """A stack on the stand-in; `outputs` are those of the template.

    `edit` changes the template before it is deployed.
    """

    def __init__(
        self,
        standin: StandIn,
        name: str,
        *,
        built: Built | None = None,
        parameters: Mapping[str, str] | None = None,
        environment: Mapping[str, Any] | None = None,
        edit: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        self.standin = standin
        self.name = name
        self._built = built
        self._parameters = {"WebApp": "none", "PublicUrl": "http://localhost", **(parameters or {})}
        self._environment = {**self._places(), **CREDENTIALS, **(environment or {})}
        self._edit = edit or (lambda _: None)
        self.outputs: dict[str, str] = {}
        self._deploy("create")

    def update(
        self, *, parameters: Mapping[str, str] | None = None, environment: Mapping[str, Any] | None = None
    ) -> None:
        """Deploys the template once more, with other parameters and another environment of all functions and workers."""
        self._parameters |= parameters or {}
        self._environment |= environment or {}
        self._deploy("update")

    def _deploy(self, what: str) -> None:
        template = _prepared(self, self._built, self._environment)
        self._edit(template)
        defaults = {key: str(each.get("Default", "")) for key, each in template["Parameters"].items()}
        asked = {"template": template, "parameters": {**defaults, **self._parameters}}
        self._send(what, _sam("transform", json.dumps(asked)))
        described = self.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"][0]
        self.outputs = {each["OutputKey"]: each["OutputValue"] for each in described["Outputs"]}

    def _places(self) -> dict[str, Any]:
        """Returns where functions find AWS, which is not where the template says."""
        sockets = f"{self.standin.url}/_aws/execute-api/${{SocketApi}}/live"
        return {"FLOW_ENDPOINT": self.standin.url, "FLOW_SOCKETS": {"Fn::Sub": sockets}}

    @property
    def url(self) -> str:
        """Where the HTTP API is."""
        return f"{self.standin.url}/_aws/execute-api/{self.resource('HttpApi')}/$default"

    @property
    def live_url(self) -> str:
        """Where the WebSocket API is."""
        return f"{self.standin.url}/_aws/execute-api/{self.resource('SocketApi')}/live".replace("http", "ws", 1)

    def client(self, service: str) -> Any:
        """Returns a client of a service of the stand-in."""
        return boto3.client(service, region_name=REGION, endpoint_url=self.standin.url)

    def put(self, key: str, packed: bytes) -> dict[str, str]:
        """Stores code and returns where it is, as functions and layers name it."""
        s3 = self.client("s3")
        s3.create_bucket(Bucket=_ARTIFACTS)
        s3.put_object(Bucket=_ARTIFACTS, Key=f"{self.name}/{key}", Body=packed)
        return {"Bucket": _ARTIFACTS, "Key": f"{self.name}/{key}"}

    def resource(self, logical: str) -> str:
        """Returns the physical id of a resource."""
        found = self.client("cloudformation").describe_stack_resource(StackName=self.name, LogicalResourceId=logical)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def delete(self) -> None:
        """Deletes the stack, and waits until it is gone."""
        self.client("cloudformation").delete_stack(StackName=self.name)
        self._wait("DELETE_COMPLETE")

    def _send(self, what: str, body: str) -> None:
        s3, cloudformation = self.client("s3"), self.client("cloudformation")
        s3.create_bucket(Bucket=_ARTIFACTS)
        s3.put_object(Bucket=_ARTIFACTS, Key=f"{self.name}/template.json", Body=body.encode())
        send = cloudformation.create_stack if what == "create" else cloudformation.update_stack
        send(
            StackName=self.name,
            TemplateURL=f"{self.standin.url}/{_ARTIFACTS}/{self.name}/template.json",
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in self._parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        self._wait(f"{what.upper()}_COMPLETE")

    def _wait(self, wanted: str) -> None:
        cloudformation = self.client("cloudformation")
        deadline = time.monotonic() + _DEPLOY_SECONDS
        while time.monotonic() < deadline:
            try:
                status = cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"]
            except cloudformation.exceptions.ClientError:
                status = "DELETE_COMPLETE"
            if status == wanted:
                return
            if not status.endswith("IN_PROGRESS"):
                break
            time.sleep(0.1)
        pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=self.name)
        events = [each for page in pages for each in page["StackEvents"]]
        failed = [each for each in events if each["ResourceStatus"].endswith("FAILED")]
        said = [f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason')}" for each in failed]
        raise RuntimeError(f"The stack {self.name} is {status}, not {wanted}: {said}")


def _prepared(deployment: Deployment, built: Built | None, environment: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the template with code that is stored already, for this machine's Python and on the stand-in's address."""
    template: dict[str, Any] = json.loads(_sam("parse", (ROOT / "template.yaml").read_text("utf-8")))
    everywhere = template["Globals"]["Function"]
    everywhere["Runtime"] = "python3.11"
    everywhere["Environment"]["Variables"] |= environment
    (worker,) = template["Resources"]["BrowserTask"]["Properties"]["ContainerDefinitions"]
    worker["Image"] = "flow-builder-browser:latest"
    told = {each["Name"]: each["Value"] for each in worker["Environment"]} | dict(environment)
    worker["Environment"] = [{"Name": name, "Value": value} for name, value in told.items()]
    for name, each in template["Resources"].items():
        properties = each.get("Properties", {})
        if each["Type"] == "AWS::Serverless::Function":
            folder = ROOT / properties["CodeUri"]
            properties["CodeUri"] = deployment.put(f"{name}.zip", _packed(folder) if built else _pointing(folder))
            properties["Timeout"] = max(properties["Timeout"], _LEAST_FUNCTION_SECONDS)
            if built is None:
                properties["Handler"] = "begin.handler"
        elif each["Type"] == "AWS::Serverless::LayerVersion":
            layer = b"" if built is None else _packed(built.core if name == "CoreLayer" else built.deps)
            properties["ContentUri"] = deployment.put(f"{name}.zip", layer or _empty())
            properties["CompatibleRuntimes"] = ["python3.11"]
            properties.pop("CompatibleArchitectures", None)
    return template


def _sam(what: str, text: str) -> str:
    """Returns what the translator of SAM templates makes of a text."""
    done = subprocess.run(
        [PYTHON, _TRANSLATE, what], input=text, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The template cannot be translated:\n{done.stderr[-4_000:]}")
    return done.stdout


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(folder))
    return packed.getvalue()


def _pointing(folder: Path) -> bytes:
    """Returns code that takes a function's from this tree, since building layers takes a minute."""
    paths = [str(Path(flow_builder.__path__[0]).parent), str(folder), str(Path(boto3.__file__).parents[1])]
    return _zipped("begin.py", f"import sys\nsys.path[:0] = {paths!r}\nfrom app import handler\n")


def _empty() -> bytes:
    return _zipped("python/README", "nothing")


def _zipped(name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    return packed.getvalue()
