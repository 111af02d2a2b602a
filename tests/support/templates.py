"""Bundled templates, used and run on a real host."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from openpyxl import load_workbook

from flow_builder.templates import Bundled
from tests.support.host import Host

T = TypeVar("T")


@dataclass(frozen=True)
class Tried:
    """A template that was used and run as often as it asks for, `ends` being how its runs ended."""

    host: Host
    flow: str
    input: Any
    ends: list[dict[str, Any]]
    messages: list[dict[str, Any]]

    @property
    def output(self) -> dict[str, Any]:
        output: dict[str, Any] = self.ends[-1]["output"]
        return output

    @property
    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.output["rows"]
        return rows

    def truth(self, site: str, **params: Any) -> Any:
        return httpx.get(f"{self.host.url}/demo/{site}/api/truth", params=params).raise_for_status().json()

    def dataset(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.host.api("GET", f"/datasets/{name}", params={"limit": 1_000})["rows"]
        return found

    def file(self, artifact: dict[str, Any]) -> bytes:
        return self.host.client.get(f"/artifacts/{artifact['artifact']}").raise_for_status().content

    def sheet(self, artifact: dict[str, Any], name: str) -> list[list[Any]]:
        book = load_workbook(io.BytesIO(self.file(artifact)))
        return [list(row) for row in book[name].iter_rows(values_only=True)]

    def sent(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.messages if each["kind"] == kind]


def try_out(host: Host, template: Bundled, given: Any = None) -> Tried:
    """Uses a template and runs its flow, answering the approval that it may ask for."""
    about = template.template
    flow = host.api("POST", f"/templates/{about.id}/use")["id"]
    inbox = f"{host.url}/demo/inbox/api/truth"
    before = httpx.get(inbox).json()["count"]
    # Templates that show failures share the demo sites' host, and so its circuit, with all others.
    for circuit in host.api("GET", "/breakers")["items"]:
        host.client.post(f"/breakers/{quote(circuit['name'], safe='')}/reset").raise_for_status()
    ends = []
    for _ in range(template.making.get("runs", 1)):
        asked = about.input if given is None else given
        ended = host.api("POST", "/runs", json={"flow": flow, "input": asked})
        if "answer" in template.making and given is None:
            _answer(host, ended["id"], template.making["answer"])
        ended = host.api("GET", f"/runs/{ended['id']}", params={"wait": 60})
        assert ended["status"] == "succeeded", ended["error"]
        ends.append(ended)
    return Tried(host, flow, about.input, ends, httpx.get(inbox, params={"after": before}).json()["messages"])


def wait_for(look: Callable[[], T], seconds: float = 20) -> T:
    """Returns the first true result of `look`."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)
    return found


def _answer(host: Host, run: str, answer: dict[str, Any]) -> None:
    """Answers the approval that a run asks for, once it does."""
    after = 0
    while True:
        page = host.api("GET", f"/runs/{run}/events", params={"after": after, "wait": 30})
        assert page["items"], "the run asked nobody"
        if any(each["type"] == "run.waiting" for each in page["items"]):
            break
        after = page["after"]
    (token,) = (each["token"] for each in host.api("GET", "/approvals")["items"] if each["run"] == run)
    host.api("POST", f"/approvals/{token}", json=answer)
