"""Comments on flows: write, answer, edit, resolve, delete; who is mentioned is told."""

from flow_builder.domain.comment import Author, Comment
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.notification import Notice
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Conflict, Forbidden, InvalidInput, NotFound
from flow_builder.services import notifications
from flow_builder.services.app import App
from flow_builder.services.membership import role_of
from flow_builder.services.searching import search

_LONGEST_QUOTE = 500


async def list_comments(
    app: App,
    workspace: str,
    flow: str,
    *,
    node: str | None = None,
    resolved: bool | None = None,
    limit: int = 100,
    cursor: str | None = None,
) -> tuple[list[Comment], str | None]:
    """Returns a flow's comments, the oldest first, and the cursor of the next page; NotFound.

    `node` keeps those on one node; `resolved` those of first comments that are resolved, or open.
    """
    await app.stores.flows.get(workspace, flow)

    def fits(comment: Comment) -> bool:
        if node is not None and comment.node != node:
            return False
        return resolved is None or (comment.thread is None and (comment.resolved_at is not None) == resolved)

    return await search(lambda size, place: app.stores.comments.find(workspace, flow, size, place), fits, limit, cursor)


async def write_comment(
    app: App,
    principal: Principal,
    flow: str,
    text: str,
    *,
    node: str | None = None,
    thread: str | None = None,
    mentions: tuple[str, ...] = (),
) -> Comment:
    """Comments on a flow, one of its nodes, or answers a first comment; tells those who are mentioned.

    Raises NotFound, InvalidInput `comment.node`, `comment.mention`, Conflict `comment.nested`.
    """
    workspace = principal.workspace
    found = await app.stores.flows.get(workspace, flow)
    if thread is not None:
        first = await app.stores.comments.get(workspace, flow, thread)
        if first.thread is not None:
            raise Conflict(
                "An answer cannot be answered itself.", code="comment.nested", hint="Answer the thread's first comment."
            )
        node = first.node
    elif node is not None:
        await _check_node(app, workspace, flow, node)
    told = await _members(app, workspace, mentions)
    at = now()
    comment = Comment(
        id=new_id("com", at), workspace=workspace, flow=flow, node=node, thread=thread, text=text, mentions=told,
        author=author_of(principal), created_at=at,
    )  # fmt: skip
    await app.stores.comments.create(comment)
    await _tell(app, comment, found.name, told)
    return comment


async def edit_comment(
    app: App, principal: Principal, flow: str, comment: str, text: str, mentions: tuple[str, ...], rev: int | None
) -> Comment:
    """Gives one's own comment another text; tells those who were not mentioned before. NotFound, Forbidden, Conflict."""
    workspace = principal.workspace
    found = await app.stores.flows.get(workspace, flow)
    before = _at(await app.stores.comments.get(workspace, flow, comment), rev)
    if before.author != author_of(principal):
        raise Forbidden("Only the person who wrote a comment can edit it.", code="comment.not_yours")
    told = await _members(app, workspace, mentions)
    after = await app.stores.comments.save(before, text=text, mentions=told, edited_at=now())
    await _tell(app, after, found.name, tuple(each for each in told if each not in before.mentions))
    return after


async def resolve_comment(app: App, principal: Principal, flow: str, comment: str, *, resolved: bool) -> Comment:
    """Resolves a thread by its first comment, or opens it again; one that is already so is fine. NotFound, Conflict."""
    await app.stores.flows.get(principal.workspace, flow)
    before = await app.stores.comments.get(principal.workspace, flow, comment)
    if before.thread is not None:
        raise Conflict(
            "An answer cannot be resolved on its own.",
            code="comment.nested",
            hint="Resolve the thread's first comment.",
        )
    if (before.resolved_at is not None) == resolved:
        return before
    by = author_of(principal).id
    return await app.stores.comments.save(
        before, resolved_at=now() if resolved else None, resolved_by=by if resolved else None
    )


async def delete_comment(app: App, principal: Principal, flow: str, comment: str) -> None:
    """Removes one's own comment; admins remove any, with its answers. NotFound, Forbidden, Conflict `comment.answered`."""
    workspace = principal.workspace
    await app.stores.flows.get(workspace, flow)
    found = await app.stores.comments.get(workspace, flow, comment)
    admin = principal.role.covers(Role.ADMIN)
    if not admin and found.author != author_of(principal):
        raise Forbidden("Only the person who wrote a comment, or an admin, can delete it.", code="comment.not_yours")
    if not admin and found.replies:
        raise Conflict(
            "Others have answered this comment.", code="comment.answered", hint="Resolve it, or ask an admin."
        )
    await app.stores.comments.delete(found)
    if found.replies:
        await app.stores.comments.forget(workspace, flow, found.id)


def author_of(principal: Principal) -> Author:
    """Returns whom a comment is by: behind an API key it is the user."""
    if principal.kind == "key" and principal.user is not None:
        return Author(kind="user", id=principal.user)
    return Author(kind=principal.kind, id=principal.id)


def _at(comment: Comment, rev: int | None) -> Comment:
    if rev is not None and rev != comment.rev:
        raise Conflict("The comment was changed by somebody else.", code="comment.changed", hint="Load it again.")
    return comment


async def _check_node(app: App, workspace: str, flow: str, node: str) -> None:
    document = await app.stores.flows.draft(workspace, flow)
    if all(each.id != node for each in document.nodes):
        raise InvalidInput(f"The flow has no node {node!r}.", code="comment.node", field="/node")


async def _members(app: App, workspace: str, mentions: tuple[str, ...]) -> tuple[str, ...]:
    """Returns who is mentioned, each once; InvalidInput for anybody who is no member."""
    told = tuple(dict.fromkeys(mentions))
    for each in told:
        if await role_of(app, each, workspace) is None:
            raise InvalidInput(
                f"{each!r} is not a member of this workspace.", code="comment.mention", field="/mentions"
            )
    return told


async def _tell(app: App, comment: Comment, flow_name: str, users: tuple[str, ...]) -> None:
    author = await _name(app, comment.author.id)
    for user in users:
        notice = Notice(
            kind="mention",
            key=f"{comment.id}#{user}",
            at=comment.edited_at or comment.created_at,
            title=f"{author} mentions {await _name(app, user)} in {flow_name}",
            text=comment.text[:_LONGEST_QUOTE],
            flow=comment.flow,
            flow_name=flow_name,
        )
        await notifications.tell(app, comment.workspace, notice)


async def _name(app: App, user: str) -> str:
    try:
        found = await app.stores.accounts.get(user)
    except NotFound:
        return user
    return found.name or found.email
