"""Which credentials flows name, and who names a credential."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flow_builder.domain.credential import Credential, CredentialUser
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.notification import MAX_CHANNELS
from flow_builder.errors import NotFound
from flow_builder.nodes.base import NodeType, credential_paths
from flow_builder.services.app import App


def names_credentials(catalogue: Mapping[str, NodeType]) -> Callable[[FlowDocument], list[str]]:
    """Returns what finds the credentials that a document names, by id or name, in order and each once."""

    def named(document: FlowDocument) -> list[str]:
        found = {
            reference
            for node in document.nodes
            if node.type in catalogue
            for path in credential_paths(catalogue[node.type].config)
            for reference in _at(node.config, path.split("."))
        }
        return sorted(found)

    return named


def _at(value: Any, path: list[str]) -> Iterator[str]:
    """Yields the texts at a path, in which `*` stands for every item."""
    if not path:
        if isinstance(value, str) and value:
            yield value
    elif path[0] == "*":
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from _at(each, path[1:])
    elif isinstance(value, dict) and path[0] in value:
        yield from _at(value[path[0]], path[1:])


async def users_of(app: App, workspace: str, credential: Credential) -> list[CredentialUser]:
    """Returns the flows and channels that name a credential; by its name only while no other has that, too."""
    references = {credential.id}
    if len(await app.stores.credentials.named(workspace, credential.name)) == 1:
        references.add(credential.name)
    return [*await _flows(app, workspace, references), *await _channels(app, workspace, references)]


async def _flows(app: App, workspace: str, references: set[str]) -> list[CredentialUser]:
    found = []
    for id_, named in (await app.stores.credentials.naming(workspace)).items():
        draft, published = (bool(references.intersection(named.get(which, ()))) for which in ("draft", "published"))
        if draft or published:
            try:
                flow = await app.stores.flows.get(workspace, id_, deleted=True)
            except NotFound:
                continue  # purged meanwhile
            found.append(
                CredentialUser(
                    kind="flow",
                    id=id_,
                    name=flow.name,
                    draft=draft,
                    published=published,
                    deleted=flow.deleted_at is not None,
                )
            )
    return sorted(found, key=lambda each: (each.name, each.id))


async def _channels(app: App, workspace: str, references: set[str]) -> list[CredentialUser]:
    return [
        CredentialUser(kind="channel", id=each.id, name=each.name)
        for each in await app.stores.notifications.channels(workspace, MAX_CHANNELS)
        if each.via.credential in references
    ]
