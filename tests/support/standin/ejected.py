"""An ejected flow deployed on the stand-in: its own template, with code of its folder found by path."""

import json
from pathlib import Path
from typing import Any

import boto3

from tests.support.standin.deployment import Deployment, _sam, _zipped
from tests.support.standin_server import CREDENTIALS, StandIn

_PLACES = {
    "BrowserImage": "000000000000.dkr.ecr.us-east-1.amazonaws.com/flow-builder-browser:1",
    "Vpc": "vpc-1",
    "Subnets": "subnet-1,subnet-2",
    "PublicAddress": "ENABLED",
}
"""What whoever deploys a flow with pages says."""


class Application(Deployment):
    """The stack of an ejected flow; its layers are this tree's packages and the code in its folder."""

    def __init__(self, standin: StandIn, name: str, folder: Path) -> None:
        self.standin = standin
        self.name = name
        template = self._stored(folder)
        self._parameters = {key: _PLACES[key] for key in template.get("Parameters", {})}
        asked = {"template": template, "parameters": self._parameters}
        self._send("create", _sam("transform", json.dumps(asked)))
        described = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
        self.outputs = {each["OutputKey"]: each["OutputValue"] for each in described["Outputs"]}

    def _stored(self, folder: Path) -> dict[str, Any]:
        template: dict[str, Any] = json.loads(_sam("parse", (folder / "template.yaml").read_text("utf-8")))
        everywhere = template["Globals"]["Function"]
        everywhere["Runtime"], everywhere["Handler"] = "python3.11", "begin.handler"
        more = {"FLOW_ENDPOINT": self.standin.url, "FLOW_ALLOW_PRIVATE_NETWORK": "true", **CREDENTIALS}
        everywhere["Environment"]["Variables"] |= more
        for logical, each in template["Resources"].items():
            properties = each.get("Properties", {})
            if each["Type"] == "AWS::Serverless::Function":
                paths = [folder / properties["CodeUri"], folder / "layers" / "core", Path(boto3.__file__).parents[1]]
                text = f"import sys\nsys.path[:0] = {[*map(str, paths)]!r}\nfrom app import handler\n"
                properties["CodeUri"] = self.put(f"{logical}.zip", _zipped("begin.py", text))
            elif each["Type"] == "AWS::Serverless::LayerVersion":
                properties["ContentUri"] = self.put(f"{logical}.zip", _zipped("python/README", "nothing"))
                properties["CompatibleRuntimes"] = ["python3.11"]
            elif each["Type"] == "AWS::ECS::TaskDefinition":
                [container] = properties["ContainerDefinitions"]
                container["Environment"] += [{"Name": name, "Value": value} for name, value in more.items()]
            elif each["Type"] == "AWS::Serverless::StateMachine":
                machine = (folder / properties["DefinitionUri"]).read_bytes()
                properties["DefinitionUri"] = self.put(f"{logical}.json", machine)
        return template
