"""What the paper has written: a dozen articles, newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
"""When the newest article came out."""
SECTIONS = ("Harbour", "Town", "Weather")


@dataclass(frozen=True, slots=True)
class Article:
    """One article; its last part of the address is `slug`."""

    slug: str
    title: str
    section: str
    author: str
    at: datetime
    lead: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """Number of words of the text without title and lead."""
        return sum(len(each.split()) for each in self.paragraphs)

    def as_json(self) -> dict[str, Any]:
        """Returns the article as the truth tells it."""
        return {
            "slug": self.slug, "title": self.title, "section": self.section, "author": self.author,
            "published": self.at.isoformat().replace("+00:00", "Z"), "lead": self.lead, "words": self.words,
        }  # fmt: skip


_COMMON = (
    (
        "The harbour office keeps a list of what is moored where, and anybody may look at it on weekdays between nine and "
        "four. Whoever cannot come in person finds the same list on the board beside the old crane."
    ),
    (
        "The council will talk about it in public on the first Tuesday of December. Questions may be handed in until the "
        "Friday before, in writing or at the counter on Pilot Lane."
    ),
)
_WRITTEN = (
    ("ferry-runs-every-hour", "Ferry to run every hour from December", "Harbour", "Ines Kovač",
     "The ferry to Holm will leave on the hour, seven days a week, and carry bicycles free of charge.",
     ("From the first of December the ferry Alma will leave Havn on the hour from six in the morning until ten at night. "
     "Until now there was a gap of two hours at noon, which crews used for maintenance; a second boat makes that "
     "unnecessary. Bicycles travel free, and a ticket bought on board costs no more than one from the machine.")),
    ("old-crane-stays", "The old crane stays where it is", "Town", "Tomás Ferreira",
     "After two years of talk the council has voted to repair the steam crane of 1911 instead of selling it.",
     ("Nine members voted for the repair and four against. The work is to begin in spring and will cost about as much as "
     "the new bus shelter. A museum in the north had offered to take the crane away at its own expense, which would "
     "have left a hole of twelve metres in the quay and, as one speaker put it, a larger one in the postcards.")),
    ("storm-warning-thursday", "Gale expected on Thursday night", "Weather", "Noor Haddad",
     "Wind from the south-west will reach forty knots; moorings should be checked before dusk on Thursday.",
     ("The coast watch expects the wind to turn to the south-west on Thursday afternoon and to reach forty knots after "
     "midnight. The flood gate will be closed at eight in the evening. Boats on the outer pontoons should be moved or "
     "given a second line, and the path along the mole will be shut until Friday morning.")),
    ("library-lends-tools", "Library begins to lend tools", "Town", "Mara Lindqvist",
     "A drill, a tile cutter and forty other tools can be borrowed for a week with an ordinary library card.",
     ("The shelf stands beside the atlases and holds forty-two tools, all of them given by readers. A card costs nothing, "
     "and nobody has to know how a tile cutter works: on Saturday mornings a retired joiner explains whatever was "
     "borrowed. Tools that come back clean may be borrowed again at once.")),
    ("seals-on-the-slipway", "Seals take over the slipway", "Harbour", "Ines Kovač",
     "A family of five has chosen the southern slipway; boats are launched from the northern one for now.",
     ("The harbour master counted five seals on Monday and has closed the southern slipway until they leave, which in "
     "other years took about three weeks. Whoever wants to look is asked to stay behind the rope and to keep dogs on a "
     "short lead. The northern slipway is open from dawn to dusk.")),
    ("bakery-opens-at-four", "Bakery on Pilot Lane opens at four", "Town", "Yuki Arai",
     "For those who come off the night boats the bakery now sells bread from four in the morning.",
     ("The idea came from the crew of the Curlew, who used to knock at the back door. Since Monday there has been light in "
     "the shop from four in the morning, and on the first three days the bread had gone by six. A second oven is on its "
     "way and should arrive before Christmas.")),
    ("water-warmer-than-usual", "Water two degrees warmer than usual", "Weather", "Noor Haddad",
     "The tide gauge measured eleven degrees in November, which it has not done since measurements began.",
     ("The gauge at the end of the mole has measured the temperature of the water since 1968. The mean of the first three "
     "weeks of November was eleven degrees, two more than usual. Fishermen report mullet, which are rarely seen here so "
     "late in the year, and swimmers report nothing but are seen more often.")),
    ("night-bus-returns", "Night bus returns on Fridays", "Town", "Tomás Ferreira",
     "Line 9 will again leave the station at one and at three, on Fridays and Saturdays.",
     ("The line was given up five years ago for want of drivers. Two have now been found, one of whom drove it then. The "
     "bus stops wherever somebody raises a hand along the coast road, and a ride costs the same as by day.")),
    ("lighthouse-open-day", "Lighthouse opens its doors for a day", "Harbour", "Mara Lindqvist",
     "On the last Sunday of November all 164 steps may be climbed, in groups of eight.",
     ("Groups of eight may go up every quarter of an hour from ten to four. The keeper explains the lens, which was made "
     "in 1897 and turns in a bath of mercury; children under six stay below, where there is soup. Tickets are given out "
     "at the gate from nine and cost nothing.")),
    ("fog-signal-tested", "Fog signal tested at noon all week", "Harbour", "Yuki Arai",
     "Two long blasts at noon are no alarm: the new fog signal is being adjusted.",
     ("The signal on the mole was replaced in October and has been too quiet for the pilots and too loud for everybody "
     "else. It will be tried at noon every day this week. Two long blasts are a test; anything else should be taken "
     "for what it sounds like.")),
    ("school-boat-is-launched", "School launches a boat of its own", "Town", "Ines Kovač",
     "Pupils built the dinghy in two winters; on Saturday it was in the water for the first time.",
     ("The dinghy is four metres long, planked with larch, and floats a little lower on the left than on the right. "
     "Twenty-three pupils worked on it. It will be used for lessons from April on, and a second one, which is to be "
     "straighter, has been begun.")),
    ("first-frost", "First frost, and a quiet week ahead", "Weather", "Noor Haddad",
     "Two degrees below zero on Monday morning; no wind to speak of until the weekend.",
     ("The thermometer at the station showed two degrees below zero at six on Monday morning. High pressure keeps wind and "
     "clouds away until Friday. The salt lorry has been seen on the bridge, and the slipways are slippery in the "
     "morning even where they look dry.")),
)  # fmt: skip


def make_articles() -> tuple[Article, ...]:
    """Returns all articles, newest first, seven hours apart."""
    return tuple(
        Article(slug, title, section, author, NOW - timedelta(hours=7 * number), lead, (first, *_COMMON))
        for number, (slug, title, section, author, lead, first) in enumerate(_WRITTEN)
    )
