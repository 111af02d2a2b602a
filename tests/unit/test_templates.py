"""Bundled templates are whole: flows that compile, words that fit them, pictures of what they are now."""

import io
import json
import re
from itertools import combinations
from typing import get_args

import pytest
from PIL import Image

from flow_builder.compiler import compile_flow
from flow_builder.demo.credentials import demo_credentials
from flow_builder.domain.document import Node, Position
from flow_builder.domain.template import Category
from flow_builder.nodes import CATALOGUE
from flow_builder.templates import FOLDER, bundled, made_from

SLUGS = sorted(bundled())
ELSEWHERE = {"Run", "Amazon SES", "SMTP", "Datasets", "Load more", "Paging", "on error: branch", "S3: put object"}
"""What texts set in italics that is neither a step nor a node type: words of the app, settings, nodes to come."""
USES = {
    "price watch", "lead list", "news digest", "form", "report", "stock alert", "site change monitor", "sitemap audit",
    "api to sheet", "smoke test", "approv", "fall back", "error flow",
}  # fmt: skip


def test_the_use_cases_have_templates() -> None:
    titles = " / ".join(each.template.title.casefold() for each in bundled().values())
    assert [use for use in USES if use not in titles] == []
    assert {each.template.category for each in bundled().values()} == set(get_args(Category))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_flow_compiles_with_nothing_to_say_against_it(slug: str) -> None:
    found = compile_flow(bundled()[slug].document, CATALOGUE).diagnostics
    assert [each for each in found if each.severity != "info"] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_flow_needs_the_demo_sites_and_no_account(slug: str) -> None:
    text = (FOLDER / slug / "flow.yaml").read_text("utf-8")
    assert set(re.findall(r"https?://[^/\s\"']+", text)) == set()
    assert set(re.findall(r"credential: ([\w-]+)", text)) <= set(demo_credentials(""))
    assert set(re.findall(r"env\.(\w+)", text)) <= {"DEMO"}


@pytest.mark.parametrize("slug", SLUGS)
def test_texts_are_there_and_name_steps_that_exist(slug: str) -> None:
    template, document = bundled()[slug].template, bundled()[slug].document
    assert template.summary.endswith(".")
    assert template.outcome.endswith(".")
    assert "**To make it yours**" in template.description
    assert (len(template.tags) >= 3, document.description.endswith("."), bool(document.notes)) == (True, True, True)
    assert all(node.name for node in document.nodes)
    known = {node.name for node in document.nodes} | {each.title for each in CATALOGUE.values()} | ELSEWHERE
    texts = "\n".join((template.description, *(note.text for note in document.notes)))
    named = set(re.findall(r"(?<![\w*])\*([A-Z\d][^*\n]+|on error[^*]+)\*(?![\w*])", texts))
    assert named - known == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_on_the_canvas_covers_anything_else(slug: str) -> None:
    document = bundled()[slug].document
    scopes: dict[str | None, list[Node]] = {}
    for node in document.nodes:
        scopes.setdefault(node.parent, []).append(node)
    for nodes in scopes.values():
        assert [(a.id, b.id) for a, b in combinations(nodes, 2) if _overlap(a.position, b.position)] == []
    top = [each.position for each in scopes[None]]
    notes = [each.position for each in document.notes]
    assert not any(_overlap(a, b) for a, b in combinations(notes, 2))
    inside = {each.id for each in document.nodes if each.parent is not None}
    outer = [each.position for each in document.notes if each.id.removesuffix("_note") not in inside]
    assert not any(_overlap(a, b) for a in outer for b in top)


def _overlap(a: Position, b: Position) -> bool:
    width_a, width_b = a.width or 220, b.width or 220
    height_a, height_b = a.height or 72, b.height or 72
    return a.x < b.x + width_b and b.x < a.x + width_a and a.y < b.y + height_b and b.y < a.y + height_a


@pytest.mark.parametrize("slug", SLUGS)
def test_a_picture_is_small_and_of_the_flow_as_it_is_now(slug: str) -> None:
    made = json.loads((FOLDER / "pictures.json").read_text("utf-8"))
    assert made[slug] == made_from(slug), "stale: run `make pictures`"
    data = bundled()[slug].picture.read_bytes()
    assert len(data) <= 40_000
    assert Image.open(io.BytesIO(data)).size == (880, 550)
    assert bundled()[slug].template.picture


def test_no_picture_is_left_of_a_template_that_is_gone() -> None:
    assert set(json.loads((FOLDER / "pictures.json").read_text("utf-8"))) == set(SLUGS)
    assert {path.parent.name for path in FOLDER.glob("*/picture.webp")} == set(SLUGS)
