"""Templates: working flows to begin with, those that come with the product and those of a workspace."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.flow import Tags

Category = Literal["monitor", "collect", "content", "forms", "files", "quality", "connect", "control"]


class About(BaseModel):
    """What people say about a template."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(default="", max_length=300, description="One line.")
    description: str = Field(default="", max_length=20_000, description="Markdown: what it does, how to adapt it.")
    category: Category
    tags: Tags = ()
    input: Any = Field(default=None, description="An input to try it with.")
    outcome: str = Field(default="", max_length=1_000, description="What a run with that input leads to.")


class Template(About):
    """A template as listed; times are milliseconds since the epoch, 0 for those that come with the product."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    id: str
    origin: Literal["bundled", "workspace"]
    nodes: int = 0
    node_types: tuple[str, ...] = ()
    picture: str | None = Field(default=None, description="Names the picture's content; null without one.")
    created_at: int = 0
    updated_at: int = 0
    rev: int = 1


def fits(template: Template, text: str, category: str | None, tag: str | None) -> bool:
    """Tells whether a template is of a category, has a tag, and holds every word of a text, whatever its case."""
    said = (template.title, template.summary, template.description, template.category, *template.tags)
    shown = " ".join(said).casefold()
    return (
        (category is None or template.category == category)
        and (tag is None or tag in template.tags)
        and all(word in shown for word in text.casefold().split())
    )
