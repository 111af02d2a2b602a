"""The reference pages say what the code says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flow_builder.api.app import ROUTERS, module_of
from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE
from flow_builder.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]


def test_generated_pages_are_current() -> None:
    ran = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", ""), "run `make docs`"


def test_every_setting_is_explained() -> None:
    text = (ROOT / "docs/operations.md").read_text()
    wanted = [f"`{PREFIX}{name.upper()}`" for name in Settings.model_fields]
    assert [name for name in wanted if f"| {name} |" not in text] == []


def test_every_noun_of_the_api_is_explained() -> None:
    text = (ROOT / "docs/api.md").read_text()
    nouns = {module_of(name).router.prefix for name in ROUTERS}
    assert nouns
    assert [noun for noun in nouns if not re.search(rf" {noun}[`/]", text)] == []


def test_the_index_of_the_node_reference_lists_every_type() -> None:
    text = (ROOT / "docs/nodes/README.md").read_text()
    listed = re.findall(r"\[`(.+)`\]\((.+)\.md#(\w+)\)", text)
    assert listed == [(node.id, node.folder, node.id.replace(".", "")) for node in CATALOGUE.values()]
    for type_id, page, _ in listed:
        assert f"\n## {type_id}\n" in (ROOT / f"docs/nodes/{page}.md").read_text()


@pytest.mark.parametrize("page", ["README.md", "docs/concepts.md"])
def test_flows_in_the_docs_compile(page: str) -> None:
    flows = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
    assert flows
    assert [compile_flow(load_document(text), CATALOGUE).errors for text in flows] == [()] * len(flows)


def test_links_in_the_docs_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", page.read_text())]
    assert links
    dead = [(str(page), link) for page, link in links if "://" not in link and not (page.parent / link).exists()]
    assert dead == []
