"""The templates that come with the product: a folder each, with a flow, what is said about it, and a picture.

<slug>/flow.yaml       the flow's document; it works on the demo sites, without accounts
<slug>/template.yaml   title, summary, description, category, tags, input, outcome; how its picture is made
<slug>/picture.webp    made from a real run by `make pictures`
pictures.json          what each picture was made from, to tell which are out of date
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import load_document
from flow_builder.domain.layout import laid_out
from flow_builder.domain.template import Template

FOLDER = Path(__file__).parent
_MAKING = frozenset({"picture", "runs", "answer"})
"""What template.yaml says for the script that makes the picture, and for tests."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """One template; `making` is how it is tried out: `runs`, an `answer` to its approval, the page of its `picture`."""

    template: Template
    document: FlowDocument
    making: dict[str, Any]

    @property
    def picture(self) -> Path:
        """The file of the picture."""
        return FOLDER / self.template.id / "picture.webp"


@cache
def bundled() -> dict[str, Bundled]:
    """Returns the templates by id, in order of their title; their nodes are laid out."""
    found = [_read(path.parent) for path in FOLDER.glob("*/flow.yaml")]
    return {each.template.id: each for each in sorted(found, key=lambda each: each.template.title)}


def made_from(slug: str) -> str:
    """Returns a digest of what a template's picture depends on: its flow, its input, how it is tried out."""
    known = bundled()[slug]
    rest = json.dumps([known.template.input, known.making], sort_keys=True)
    return sha256((FOLDER / slug / "flow.yaml").read_bytes() + rest.encode()).hexdigest()


def _read(folder: Path) -> Bundled:
    import yaml

    document = laid_out(load_document((folder / "flow.yaml").read_text("utf-8")))
    said = yaml.safe_load((folder / "template.yaml").read_text("utf-8"))
    picture = folder / "picture.webp"
    template = Template(
        **{name: value for name, value in said.items() if name not in _MAKING},
        id=folder.name,
        origin="bundled",
        nodes=len(document.nodes),
        node_types=types_of(document),
        picture=sha256(picture.read_bytes()).hexdigest()[:16] if picture.exists() else None,
    )
    return Bundled(template, document, {name: said[name] for name in _MAKING & said.keys()})


def types_of(document: FlowDocument) -> tuple[str, ...]:
    """Returns the types of a document's nodes, each once, in order of first use."""
    return tuple(dict.fromkeys(node.type for node in document.nodes))
