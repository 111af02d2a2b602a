"""Gives files to a page: to a file field (hidden ones, too), through the chooser that a button opens, or dropped.

Files are artifacts of the run, loaded from an address, or made here from a text, a value (JSON) or rows (CSV). All
files of one step together are at most 50 MB. A drop zone that does not take the files fails the step.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of
from flow_builder.nodes.text import Text

if TYPE_CHECKING:
    from flow_builder.browser.uploads import Payload


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Input(_Part):
    """A file field; it may be hidden."""

    kind: Literal["input"] = "input"
    target: Targets = Field(title="File field")


class Chooser(_Part):
    """What opens a file chooser when it is clicked."""

    kind: Literal["chooser"]
    target: Targets = Field(title="Button")


class Drop(_Part):
    """An area that takes files dropped onto it."""

    kind: Literal["drop"]
    target: Targets = Field(title="Drop zone")


class ArtifactFile(_Part):
    """A file of the run."""

    kind: Literal["artifact"]
    artifact: Any = Field(title="File", description="Such as `{{ steps.report.file }}`.")
    name: Text | None = Field(default=None, title="File name", description="Empty: its own.")


class UrlFile(_Part):
    """A file from an address, loaded without the session's cookies."""

    kind: Literal["url"]
    url: str = Field(min_length=1, title="Address")
    name: Text | None = Field(default=None, title="File name", description="Empty: as the server suggests.")


class TextFile(_Part):
    """A text."""

    kind: Literal["text"] = "text"
    name: Text = Field(title="File name")
    text: Text = Field(title="Text")


class JsonFile(_Part):
    """A value as JSON."""

    kind: Literal["json"]
    name: Text = Field(default="data.json", title="File name")
    value: Any = Field(title="Value")


class CsvFile(_Part):
    """Rows as CSV: objects, whose fields are the columns."""

    kind: Literal["csv"]
    name: Text = Field(default="data.csv", title="File name")
    rows: list[dict[str, Any]] = Field(title="Rows")


Source = Annotated[ArtifactFile | UrlFile | TextFile | JsonFile | CsvFile, Field(discriminator="kind")]


class Config(PageConfig):
    """Which files, and where to."""

    to: Annotated[Input | Chooser | Drop, Field(discriminator="kind")] = Field(title="To")
    files: tuple[Source, ...] = Field(min_length=1, max_length=50, title="Files")


class Given(BaseModel):
    """A file as it was given to the page."""

    name: str
    content_type: str
    bytes: int


class Output(PageOutput):
    """The files that the page got."""

    files: list[Given]


async def run(config: Config, ctx: Context) -> Output:
    """Gives the files.

    Raises NodeError `browser.target_unfit`, `browser.upload_ignored`, LimitExceeded `browser.upload_size`, and what
    loading an artifact or an address raises.
    """
    from flow_builder.browser import uploads

    session = session_of(config, ctx)
    payloads = await _payloads(config, ctx)
    session.touched()
    timeout_ms = milliseconds(config)
    match config.to:
        case Input(target=target):
            await uploads.to_input(session, target, payloads, timeout_ms)
        case Chooser(target=target):
            await uploads.by_chooser(session, target, payloads, timeout_ms)
        case Drop(target=target):
            await uploads.drop(session, target, payloads, timeout_ms)
    files = [Given(name=each.name, content_type=each.content_type, bytes=len(each.data)) for each in payloads]
    return Output(url=session.url, files=files)


async def _payloads(config: Config, ctx: Context) -> "list[Payload]":
    from flow_builder.browser.uploads import check_sizes
    from flow_builder.nodes.browser.upload_files import payload

    payloads: list[Payload] = []
    for source in config.files:
        payloads.append(await payload(source, ctx, config.timeout_s))
        check_sizes(payloads)
    return payloads


EXAMPLES = (
    Example(
        "A text and rows into a hidden field",
        {
            "to": {"kind": "input", "target": "#hidden"},
            "files": [
                {"kind": "text", "name": "note.txt", "text": "Hello"},
                {"kind": "csv", "name": "rows.csv", "rows": [{"a": 1, "b": "x"}]},
            ],
        },
        input={"page": "/upload.html"},
        check=lambda output: (
            output["files"]
            == [
                {"name": "note.txt", "content_type": "text/plain", "bytes": 5},
                {"name": "rows.csv", "content_type": "text/csv", "bytes": 10},
            ]
        ),
        needs="page",
    ),
    Example(
        "Through a chooser",
        {
            "to": {"kind": "chooser", "target": "#choose"},
            "files": [{"kind": "json", "value": {"a": 1}}],
        },
        input={"page": "/upload.html"},
        check=lambda output: output["files"][0]["name"] == "data.json",
        needs="page",
    ),
    Example(
        "Onto a drop zone",
        {"to": {"kind": "drop", "target": "#zone"}, "files": [{"kind": "text", "name": "a.txt", "text": "x"}]},
        input={"page": "/upload.html"},
        check=lambda output: output["files"][0]["bytes"] == 1,
        needs="page",
    ),
    Example(
        "A heading takes no files",
        {"to": {"kind": "drop", "target": "h1"}, "files": [{"kind": "text", "name": "a.txt", "text": "x"}]},
        input={"page": "/upload.html"},
        error="browser.upload_ignored",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.upload",
    title="Upload",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    icon="upload",
    timeout_s=600,
    examples=EXAMPLES,
)
