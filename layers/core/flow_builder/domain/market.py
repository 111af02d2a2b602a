"""The marketplace: templates that workspaces have published for everybody, and what people think of them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.template import About

Stars = Annotated[int, Field(ge=1, le=5)]
Order = Literal["best", "rating", "uses", "newest", "title"]

HIDDEN_FROM = 5
"""Reports by different people from which on a listing is left out of lists and searches."""
_USUAL_STARS = 3.5
_USUAL_WEIGHT = 4


class Counts(BaseModel):
    """What is counted of a listing."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    stars: int = Field(default=0, description="Sum of all ratings.")
    ratings: int = 0
    uses: int = Field(default=0, description="How often a flow was made from it.")
    reports: int = 0

    @property
    def mean(self) -> float | None:
        """The average rating, None without any."""
        return self.stars / self.ratings if self.ratings else None

    @property
    def standing(self) -> float:
        """The average with four ratings of 3.5 added, so that one rating does not lead the list."""
        return (self.stars + _USUAL_STARS * _USUAL_WEIGHT) / (self.ratings + _USUAL_WEIGHT)

    @property
    def hidden(self) -> bool:
        """Whether so many have reported it that it is not listed."""
        return self.reports >= HIDDEN_FROM


class Listing(About):
    """A published template; times are milliseconds since the epoch, 0 for those that come with the product."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    origin: Literal["bundled", "market"] = "market"
    by: str = Field(default="", max_length=100, description="Who publishes it, as that one wants to be called.")
    nodes: int = 0
    node_types: tuple[str, ...] = ()
    picture: str | None = Field(default=None, description="Names the picture's content; null without one.")
    published_at: int = 0
    updated_at: int = 0


class Stored(BaseModel):
    """A listing with whose it is and what is counted of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    shown: Listing
    workspace: str
    template: str
    counts: Counts = Counts()


class Rating(BaseModel):
    """What somebody thinks of a listing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    stars: Stars
    at: int
