"""Artifacts: `/artifacts/<key>`."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from flow_builder.api.deps import TheApp, Workspace

router = APIRouter(prefix="/artifacts", tags=["artifacts"])


@router.get("/{key:path}", responses={200: {"content": {"*/*": {}}}})
async def read(key: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a file that a run made.

    Pages of other sites come out as attachments in a sandbox: opened here they must not act as this host's own.
    """
    found = await app.stores.artifacts.describe(workspace, key)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
        "content-security-policy": "sandbox",
        "etag": f'"{found.sha256}"',
    }
    return Response(await app.stores.artifacts.get(workspace, key), 200, headers, found.content_type)
