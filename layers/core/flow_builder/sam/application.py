"""The files of an ejected flow."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from flow_builder import __path__ as _package
from flow_builder.compiler import Target, compile_or_raise, lower
from flow_builder.compiler.asl.write import machine_text
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document
from flow_builder.domain.plan import Call, Plan, walk
from flow_builder.errors import InvalidInput
from flow_builder.nodes.base import NodeType
from flow_builder.sam.template import has_pages, template_of
from flow_builder.services.credential_uses import names_credentials

_CODE = Path(_package[0])
_ROOT = _CODE.parents[2]
_UNBUILT = shutil.ignore_patterns("__pycache__", "*.egg-info")

_START = '''"""Starts runs of the flow, and says how they are."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from flow_builder import lambdas
from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.sam.starting import start


_FLOW = json.loads(Path(__file__).with_name("flow.json").read_text("utf-8"))


@cache
def _cloud() -> Cloud:
    return Cloud(load_cloud_settings({"FLOW_RUN_STEP": "-", **os.environ}))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Starts a run and returns its id; with `run` in the event, returns how that run is."""
    return lambdas.perform(start(_cloud(), _FLOW, os.environ["FLOW_MACHINE"], event))
'''


def eject(document: FlowDocument, catalogue: Mapping[str, NodeType], folder: Path) -> None:
    """Writes a flow as a stand-alone SAM application into a folder, which must be empty or missing.

    Raises CompileFailed, InvalidInput `export.subflow` for a flow that calls others, `export.folder`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InvalidInput(f"{folder} is not empty.", code="export.folder", hint="Name a new folder.")
    if not (_ROOT / "layers" / "deps" / "Makefile").exists():
        raise InvalidInput(
            "An application can be ejected from a checkout of the project only.",
            code="export.source",
            hint="Its layers are built from there.",
        )
    texts = texts_of(document, catalogue)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    _copy_code(folder, pages="BrowserImage" in texts["template.yaml"])


def texts_of(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> dict[str, str]:
    """Returns the files that are made for the flow, by path; the same flow always gives the same ones."""
    import yaml

    plan = compile_or_raise(document, catalogue)
    for node in walk(plan.root):
        if isinstance(node, Call):
            raise InvalidInput(
                f"The flow calls another one in `{node.step.key}`, which would not be there.",
                code="export.subflow",
                hint="Put the steps of that flow into this one.",
            )
    pages = has_pages(plan)
    target = Target(public_address="${PublicAddress}") if pages else Target()  # type: ignore[arg-type]
    template = yaml.safe_dump(template_of(plan, catalogue), sort_keys=False, width=120, allow_unicode=True)
    return {
        "template.yaml": template,
        "statemachine/flow.asl.json": machine_text(lower(plan, target)),
        "functions/start/app.py": _START,
        "functions/start/flow.json": json.dumps(dump_document(document), indent=2, ensure_ascii=False) + "\n",
        "README.md": _readme(document, plan, names_credentials(catalogue)(document), pages=pages),
    }


def _copy_code(folder: Path, *, pages: bool) -> None:
    shutil.copytree(_CODE, folder / "layers" / "core" / "flow_builder", ignore=_UNBUILT)
    shutil.copytree(_ROOT / "layers" / "deps", folder / "layers" / "deps", ignore=_UNBUILT)
    shutil.copytree(_ROOT / "functions" / "run_step", folder / "functions" / "run_step", ignore=_UNBUILT)
    if pages:
        shutil.copytree(_ROOT / "containers" / "browser", folder / "containers" / "browser", ignore=_UNBUILT)


def _readme(document: FlowDocument, plan: Plan, credentials: list[str], *, pages: bool) -> str:
    parts = [f"# {document.name}\n", f"{document.description}\n" if document.description else "", _USE]
    if pages:
        parts.append(_PAGES)
    if credentials:
        listed = ", ".join(f"`{each}`" for each in credentials)
        example = ", ".join(f'"{each}": {{"type": "…"}}' for each in credentials)
        parts.append(_CREDENTIALS.format(listed=listed, example=example))
    parts.append(_REST.format(durability=plan.settings.durability))
    return "\n".join(part for part in parts if part)


_USE = """A flow as an application of its own, for the AWS Serverless Application Model.

```console
sam build
sam deploy --guided
aws lambda invoke --function-name START --cli-binary-format raw-in-base64-out --payload '{"input": {}}' /dev/stdout
aws lambda invoke --function-name START --cli-binary-format raw-in-base64-out --payload '{"run": "ID"}' /dev/stdout
```

The first call starts a run and prints its id, the second one says how it is; START is the output `StartFunction`. With
`"idempotency_key"` the same key gives the same run.
"""
_PAGES = """## Browser workers

The flow has steps with a page. Build their image, store it in a registry and give it to the deployment as `BrowserImage`,
beside `Vpc` and two `Subnets` in it:

```console
docker build --platform linux/arm64 -f containers/browser/Dockerfile -t REPOSITORY .
docker push REPOSITORY
```
"""
_CREDENTIALS = """## Credentials

The flow names {listed}. Put their fields into the secret of the output `CredentialsSecret`, by these names:

```console
aws secretsmanager put-secret-value --secret-id SECRET --secret-string '{{{example}}}'
```

Credentials of the type `aws` may name the role `WorkRole`, which allows what the flow's nodes call and nothing else.
"""
_REST = """## What is where

| file | |
|---|---|
| `template.yaml` | the stack: table, bucket, keys, functions, machine |
| `statemachine/flow.asl.json` | the machine of the flow (durability `{durability}`) |
| `functions/start/flow.json` | the flow; it and the machine belong together, so export both anew when it changes |
| `functions/run_step`, `layers` | what executes parts of runs |

Webhooks, forms and approvals by mail need a host and do not come along; schedules do. `sam delete` removes the stack; the
table, the bucket, the keys and the secret stay until you delete them.
"""
