"""Says how the page's dialogs are answered (alerts, questions, prompts, "leave this page?"), or waits for one.

Put an *answer* step before the step that makes the dialog appear: a dialog holds its page up until it is answered, so
it cannot be answered afterwards. Without an answer dialogs are dismissed. *Expect* comes after that step: it fails when
no such dialog came in time, and gives its message. A page that opens more than 50 dialogs within ten seconds is
closed and fails the step that acts on it with `browser.dialog_storm`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.browser.patterns import Pattern
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of
from flow_builder.nodes.text import Text

_LIKE = "With `*` for anything, or a regular expression between slashes. Empty: any."


class _Do(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    message: Pattern | None = Field(default=None, title="Message", description=_LIKE)
    type: Literal["alert", "confirm", "prompt", "beforeunload"] | None = Field(
        default=None, title="Type", description="Empty: any."
    )


class Answer(_Do):
    """How coming dialogs are answered."""

    kind: Literal["answer"] = "answer"
    answer: Literal["accept", "dismiss"] = Field(default="accept", title="Answer")
    text: Text | None = Field(default=None, title="Text", description="What is put into a prompt.")
    which: Literal["next", "all"] = Field(default="next", title="Which")

    @model_validator(mode="after")
    def _text_is_accepted(self) -> "Answer":
        if self.text is not None and self.answer == "dismiss":
            raise ValueError("a prompt that is dismissed takes no text")
        return self


class Expect(_Do):
    """A dialog that came since the last step that expected one, or comes in time."""

    kind: Literal["expect"]


class Config(PageConfig):
    """What to do about dialogs."""

    do: Annotated[Answer | Expect, Field(discriminator="kind")] = Field(title="Do")


class Output(PageOutput):
    """The expected dialog; null for an answer, which is about dialogs to come."""

    message: str | None = None
    dialog: dict[str, Any] | None = None


async def run(config: Config, ctx: Context) -> Output:
    """Prepares an answer, or waits; raises NodeError `browser.dialog_missing`."""
    from flow_builder.browser import dialogs

    session = session_of(config, ctx)
    do = config.do
    if isinstance(do, Expect):
        with session.acting("wait for a dialog"):
            seen = await session.dialogs.expect(do.message, do.type, config.timeout_s)
        return Output(url=session.url, message=seen.message, dialog=seen.as_json())
    answer = dialogs.Answer(do.answer == "accept", do.text, do.message, do.type, once=do.which == "next")
    session.dialogs.prepare(answer)
    return Output(url=session.url)


EXAMPLES = (
    Example(
        "Accept the next question",
        {"do": {"kind": "answer", "answer": "accept", "message": "*Sure*"}},
        input={"page": "/talk.html"},
        check=lambda output: output["dialog"] is None,
        needs="page",
    ),
    Example(
        "Fill in all prompts",
        {"do": {"kind": "answer", "answer": "accept", "text": "Ada", "type": "prompt", "which": "all"}},
        input={"page": "/talk.html"},
        check=lambda output: output["message"] is None,
        needs="page",
    ),
    Example(
        "One that does not come",
        {"do": {"kind": "expect", "message": "Saved*"}, "timeout_s": 0.2},
        input={"page": "/talk.html"},
        error="browser.dialog_missing",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.dialog",
    title="Dialogs",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="message-square-warning",
    examples=EXAMPLES,
)
