"""Comments of workspaces.

Keys (W = workspace, F = flow id, C = comment id, which sorts by time):

    COMMENT#W  F#C    a comment
"""

from flow_builder.domain.comment import Comment
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Present, Put, RevIs, Table, Update, Write

_PAGE = 90


class CommentStore:
    """The repository of comments; every method is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, comment: Comment) -> None:
        """Stores a comment; an answer in one transaction with its thread. NotFound when the thread is gone."""
        ops: list[Write] = [Put(_item(comment), Absent())]
        if comment.thread is not None:
            counted = Update(
                _pk(comment.workspace), f"{comment.flow}#{comment.thread}", add={"replies": 1}, condition=Present()
            )
            ops.append(counted)
        try:
            await self.table.write(*ops)
        except Conflict as error:
            raise missing(comment.thread or comment.id) from error

    async def get(self, workspace: str, flow: str, comment: str) -> Comment:
        """Returns a comment; NotFound if the flow has none with this id."""
        item = await self.table.get(_pk(workspace), f"{flow}#{comment}")
        if item is None:
            raise missing(comment)
        return Comment(**{**item.doc, "rev": item.rev})

    async def save(self, before: Comment, **changes: object) -> Comment:
        """Changes a comment that is still of its revision; Conflict `comment.changed`."""
        after = before.model_copy(update=changes)
        fields = after.model_dump(mode="json", include=set(changes))
        try:
            item = await self.table.update(
                Update(_pk(before.workspace), _sk(before), set=fields, condition=RevIs(before.rev))
            )
        except Conflict as error:
            raise Conflict(
                "The comment was changed by somebody else.", code="comment.changed", hint="Load it again."
            ) from error
        return Comment(**{**item.doc, "rev": item.rev})

    async def find(
        self, workspace: str, flow: str, limit: int, cursor: str | None = None
    ) -> tuple[list[Comment], str | None]:
        """Returns a flow's comments, the oldest first, and the cursor of the next page."""
        page = await self.table.query(_pk(workspace), prefix=f"{flow}#", limit=limit, cursor=cursor)
        return [Comment(**{**item.doc, "rev": item.rev}) for item in page.items], page.cursor

    async def delete(self, comment: Comment) -> None:
        """Removes a comment that is still of its revision; Conflict `comment.changed`."""
        try:
            await self.table.write(Delete(_pk(comment.workspace), _sk(comment), RevIs(comment.rev)))
        except Conflict as error:
            raise Conflict(
                "The comment was changed or answered meanwhile.", code="comment.changed", hint="Load it again."
            ) from error

    async def forget(self, workspace: str, flow: str, thread: str | None = None) -> None:
        """Removes all comments of a flow, or the answers of one of its threads."""
        cursor: str | None = None
        while True:
            found, cursor = await self.find(workspace, flow, _PAGE, cursor)
            gone = [Delete(_pk(workspace), _sk(each)) for each in found if thread is None or each.thread == thread]
            if gone:
                await self.table.write(*gone)
            if cursor is None:
                return


def missing(comment: str) -> NotFound:
    """Returns the error for a comment that is not there."""
    return NotFound(f"There is no comment {comment!r} on this flow.", code="comment.not_found")


def _item(comment: Comment) -> Item:
    doc = comment.model_dump(mode="json", exclude={"rev"})
    return Item(_pk(comment.workspace), _sk(comment), doc)


def _pk(workspace: str) -> str:
    return f"COMMENT#{workspace}"


def _sk(comment: Comment) -> str:
    return f"{comment.flow}#{comment.id}"
