"""The control room as an ASGI application: pages in pages, and elements with insides of their own."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.frames.places import PLACES, code, reading
from flow_builder.demo.markup import Html, fill
from flow_builder.demo.site import Site

_NAV = (("/", "Frames"), ("/shadow", "Shadow roots"))
_INNER = {"dome": "shutter", "shutter": "motor", "motor": None, "visitor": None}
"""Pages that stand in frames, and the one that is in them."""
_MAX_NAME = 60


def create_frames(seed: int, base_path: str = "") -> Starlette:
    """Returns the control room at a seed, below `base_path`; it keeps nothing."""
    room = _Room(seed, base_path.rstrip("/"))
    routes = [
        Route("/", room.frames),
        Route("/shadow", room.shadow),
        Route("/frame/{place}", room.inner, methods=["GET", "POST"]),
        Route("/camera", room.camera),
        Route("/api/places/{place}", room.place),
        Route("/api/truth", room.truth),
    ]
    return room.site.starlette(routes)


class _Room:
    def __init__(self, seed: int, base: str) -> None:
        self.seed = seed
        self.site = Site(
            key="frames", name="Hilltop Observatory", base=base, color="#0f6b6b", nav=_NAV, assets=("instruments.js",),
            about="no telescope moves. Its instruments sit in frames and shadow roots, as deep as they come.",
        )  # fmt: skip

    async def frames(self, _: Request) -> Response:
        note = self.site.fill("note.html", form=self._form("note"))
        body = self.site.fill("frames.html", room=self._form("room"), note=str(note))
        return self.site.page("Control room", body, here="/", scripts=("instruments.js",))

    async def shadow(self, _: Request) -> Response:
        return self.site.page("Instruments", self.site.fill("shadow.html"), here="/shadow", scripts=("instruments.js",))

    async def camera(self, _: Request) -> Response:
        """Answers the page that stands in a frame in a shadow root, and holds a shadow root in turn."""
        body = self.site.fill("camera.html", form=self._form("camera"))
        return self.site.bare("Camera", body, scripts=("instruments.js",))

    async def inner(self, request: Request) -> Response:
        """Answers a page that stands in a frame; its form is sent to itself, without a script."""
        key = request.path_params["place"]
        if key not in _INNER:
            return self.site.missing()
        name = ""
        if request.method == "POST":
            async with request.form() as form:
                name = str(form.get("name", ""))
        frame = '<iframe src="$base/frame/$key" title="$title"></iframe>'
        below = _INNER[key]
        deeper = fill(frame, base=self.site.base, key=below, title=PLACES[below].title) if below else Html()
        body = self.site.fill("inner.html", form=self._form(key, name), deeper=deeper)
        return self.site.bare(PLACES[key].title, body)

    async def place(self, request: Request) -> Response:
        """Answers what an instrument shows; `?name=` presses its button."""
        key = request.path_params["place"]
        if key not in PLACES:
            return JSONResponse({"error": "There is no such place."}, 404)
        name = request.query_params.get("name", "")
        return JSONResponse(self._as_json(key, name))

    async def truth(self, request: Request) -> Response:
        """Answers all places; `?name=` is who presses the buttons."""
        name = request.query_params.get("name", "Ada")
        return JSONResponse({"name": name, "places": [self._as_json(key, name) for key in PLACES]})

    def _form(self, key: str, name: str = "") -> Html:
        place = PLACES[key]
        said = (
            fill("$action: confirmed for $name, code ", action=place.action, name=name[:_MAX_NAME]) if name else Html()
        )
        answer = fill('<p class="answer alert good" role="status">$said<b class="code">$code</b></p>', said=said,
                      code=code(self.seed, key, name[:_MAX_NAME])) if name else Html()  # fmt: skip
        return self.site.fill(
            "instrument.html", key=key, title=place.title, reading=reading(self.seed, key), unit=place.unit, action=place.action,
            answer=answer, scripted=Html(f' data-place="{key}"' if key not in _INNER else ""),
        )  # fmt: skip

    def _as_json(self, key: str, name: str) -> dict[str, object]:
        place = PLACES[key]
        return {
            "place": key, "title": place.title, "path": place.path, "reading": reading(self.seed, key), "unit": place.unit,
            "action": place.action, "name": name[:_MAX_NAME], "code": code(self.seed, key, name[:_MAX_NAME]) if name else None,
        }  # fmt: skip
