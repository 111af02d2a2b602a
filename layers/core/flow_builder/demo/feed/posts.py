"""The posts of the feed, with comments and answers to them: a pure function of a seed."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

COUNT = 60
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
"""When the newest posts were looked at: `3 hours ago` counts from here, whatever day it is."""
DATE_STYLES = ("iso", "long", "us", "german", "ago")

_PEOPLE = ("Mara Lindqvist", "Tomás Ferreira", "Ines Kovač", "Noor Haddad", "Piet van Dalen", "Yuki Arai", "Bo O'Brien")
_PLACES = ("the north pier", "Saltmarsh Road", "the old lighthouse", "Market Square", "the ferry landing", "Heron Bay")
_EVENTS = (
    (
        "Seals are back at {place}",
        "Counted {n} of them this morning. Please keep dogs on the lead <and> your distance.",
    ),
    ("Road works at {place}", "One lane only for {n} days. The bus stops on the other side of the road."),
    (
        "Found: a blue bicycle near {place}",
        "It leans at the fence since Tuesday & looks sad. Frame number ends in {n}.",
    ),
    ("Choir rehearsal moved to {place}", "We start at half past seven; {n} chairs are there, bring a cushion."),
    ("High tide at {place}", "The gauge says {n} cm above the mean. Move your cars."),
    ("Tomatoes to give away at {place}", 'About {n} plants, all "Black Krim". First come, first served.'),
)
_ANSWERS = (
    "Thank you, good to know!", "Is that still so today?", "Saw it too, about noon.", "Which side of the road?",
    "That explains the noise.", "I can help on Saturday.", "5 > 4, so yes.", "Ask at the harbour office.",
)  # fmt: skip
_TAGS = ("nature", "traffic", "lost and found", "culture", "weather", "gifts")


@dataclass(frozen=True, slots=True)
class Comment:
    """An answer to a post or to another comment."""

    author: str
    text: str
    answers: tuple["Comment", ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Returns the comment with all below it."""
        return {"author": self.author, "text": self.text, "answers": [each.as_json() for each in self.answers]}


@dataclass(frozen=True, slots=True)
class Post:
    """One post; `number` 1 is the newest."""

    number: int
    author: str
    title: str
    text: str
    tags: tuple[str, ...]
    at: datetime
    likes: int
    comments: tuple[Comment, ...]

    @property
    def date_text(self) -> str:
        """The date as the page shows it; neighbours use different styles."""
        return _date_text(self.at, DATE_STYLES[self.number % len(DATE_STYLES)])

    @property
    def likes_text(self) -> str:
        """`87`, `1,204` or `12.5k`."""
        return f"{self.likes / 1000:.1f}k" if self.likes >= 10_000 else f"{self.likes:,}"  # noqa: PLR2004 - what sites do

    def as_json(self) -> dict[str, Any]:
        """Returns the post as the API gives it."""
        return {
            "id": self.number, "author": self.author, "title": self.title, "text": self.text, "tags": list(self.tags),
            "date": self.at.isoformat().replace("+00:00", "Z"), "date_text": self.date_text, "likes": self.likes,
            "likes_text": self.likes_text, "comments": [each.as_json() for each in self.comments],
        }  # fmt: skip


def make_posts(seed: int) -> tuple[Post, ...]:
    """Returns all posts, newest first."""
    dice = random.Random(f"feed {seed}")  # noqa: S311 - made-up posts
    at = NOW
    posts = []
    for number in range(1, COUNT + 1):
        at -= timedelta(minutes=dice.randint(40, 900))
        posts.append(_post(number, at, dice))
    return tuple(posts)


def _post(number: int, at: datetime, dice: random.Random) -> Post:
    kind = dice.randrange(len(_EVENTS))
    title, text = _EVENTS[kind]
    tags = tuple(sorted({_TAGS[kind], *dice.sample(_TAGS, dice.randint(0, 2))}))
    return Post(
        number=number, author=dice.choice(_PEOPLE), title=f"{title.format(place=dice.choice(_PLACES))}",
        text=text.format(n=dice.randint(3, 99)), tags=tags, at=at, likes=int(10 ** dice.uniform(0.5, 4.6)),
        comments=_comments(dice, dice.choice((0, 1, 2, 3)), 0),
    )  # fmt: skip


def _comments(dice: random.Random, count: int, depth: int) -> tuple[Comment, ...]:
    deeper = (0, 0, 1, 2) if depth < 2 else (0,)  # noqa: PLR2004 - answers to answers, and no further
    return tuple(
        Comment(dice.choice(_PEOPLE), dice.choice(_ANSWERS), _comments(dice, dice.choice(deeper), depth + 1))
        for _ in range(count)
    )


def _date_text(at: datetime, style: str) -> str:
    match style:
        case "iso":
            return f"{at:%Y-%m-%dT%H:%M:%SZ}"
        case "long":
            return f"{at.day} {at:%B %Y, %H:%M}"
        case "us":
            return f"{at:%m/%d/%Y %I:%M %p}"
        case "german":
            return f"{at:%d.%m.%Y %H:%M}"
        case _:
            hours = int((NOW - at).total_seconds() // 3600)
            return f"{hours} hours ago" if hours < 48 else f"{hours // 24} days ago"  # noqa: PLR2004 - two days
