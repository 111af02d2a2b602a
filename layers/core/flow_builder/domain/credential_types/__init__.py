"""The types of credentials, as one table; API, forms, nodes, redaction and docs read it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flow_builder.domain.credential_types.model import CredentialField, CredentialType
from flow_builder.domain.credential_types.services import SERVICES
from flow_builder.domain.credential_types.usual import USUAL

__all__ = ["GENERIC", "TYPES", "CredentialField", "CredentialType", "secrets_of", "type_of"]

TYPES: Mapping[str, CredentialType] = MappingProxyType({each.id: each for each in (*USUAL, *SERVICES)})
"""By id, in the order in which they are offered."""

GENERIC = TYPES["generic"]


def type_of(name: str | None) -> CredentialType:
    """Returns a type; credentials of a type that is not known are generic ones: all their fields are secret."""
    return TYPES.get(name or "", GENERIC)


def secrets_of(fields: Mapping[str, Any]) -> list[Any]:
    """Returns what of a credential's fields, `type` included, must be masked wherever it turns up."""
    return type_of(fields.get("type")).secrets(fields)
