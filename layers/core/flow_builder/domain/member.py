"""Who belongs to a workspace."""

from pydantic import BaseModel, ConfigDict

from flow_builder.domain.principal import Role


class Member(BaseModel):
    """A user's place in a workspace."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    user: str
    workspace: str
    role: Role
