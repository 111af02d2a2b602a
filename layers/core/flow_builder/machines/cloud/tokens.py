"""Tasks of a machine that are answered later, each by its token."""

from typing import Any, Protocol

from flow_builder.errors import Conflict
from flow_builder.store.runs import RunStore
from flow_builder.store.table import FieldIn, Update


class Tokens(Protocol):
    """Who takes the answers."""

    async def succeed(self, token: str, answer: dict[str, Any]) -> None:
        """Lets the task go on; a token whose task is over is fine."""
        ...


async def hold(runs: RunStore, tokens: Tokens, pause: dict[str, Any], token: str) -> None:
    """Notes which task waits for a pause; lets it go on at once if the pause has been answered meanwhile."""
    op = Update(
        f"PAUSE#{pause['token']}", "PAUSE", set={"task": token}, condition=FieldIn("status", ("open", "answered"))
    )
    if (await runs.table.update(op)).doc["status"] == "answered":
        await tokens.succeed(token, {})


async def answer(runs: RunStore, tokens: Tokens, pause: str, given: dict[str, Any]) -> dict[str, Any]:
    """Answers an open pause and lets its task go on; Conflict when it is answered already.

    Whichever comes second, this or `hold`, finds what the other has stored.
    """
    try:
        done = await runs.answer_pause(pause, given)
    except Conflict as error:
        raise Conflict("This has already been answered.", code="pause.answered") from error
    if task := done.get("task"):
        await tokens.succeed(task, {})
    return done
