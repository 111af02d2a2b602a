"""What an importer made of its input, and what it could not."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.document import FlowDocument


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ImportNote(_Part):
    """Something to know about one part of the input."""

    field: str | None = Field(default=None, description="JSON pointer into the input, or the option of a command.")
    message: str
    node: str | None = Field(default=None, description="Key of the node that it became.")


class NeededCredential(_Part):
    """A credential that the flow names and that has to be stored before it runs."""

    name: str
    type: str
    fields: list[str] = Field(description="The fields it needs; their values are in the input, not in the flow.")
    node: str = Field(description="Key of the node that uses it.")
    reason: str


class ImportReport(_Part):
    """How much of the input is in the flow."""

    format: str
    steps: int = Field(description="Parts of the input that do something.")
    imported: int = Field(description="Those that the flow does, too; the others are disabled nodes or left out.")
    notes: list[ImportNote] = Field(default=[], description="Whatever is not as it was, in the order of the input.")
    credentials: list[NeededCredential] = []


def credential_name(host: str, what: str) -> str:
    """Returns a name for a credential of a site, such as `shop.test-login`; without spaces, as references have none."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", f"{host or 'site'}-{what}")[:64].strip("-")


@dataclass(frozen=True, slots=True)
class Imported:
    """A flow made of something else."""

    document: FlowDocument
    report: ImportReport


@dataclass(frozen=True, slots=True)
class Exported:
    """A flow written for another tool, and what is not in it."""

    value: dict[str, Any]
    notes: tuple[ImportNote, ...]
