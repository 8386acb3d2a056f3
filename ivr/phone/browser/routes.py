"""The routes of the phone page, all under /phone, and / that leads there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from importlib.resources import files
from types import MappingProxyType

from flask import Blueprint, Response, abort, jsonify, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from ivr.domain.hotline import Hotline
from ivr.phone.browser.call import BrowserCall
from ivr.phone.browser.directory import directory
from ivr.phone.browser.switchboard import BusyError, Switchboard
from ivr.phone.browser.visitor import is_of_own_page, is_to_us
from ivr.phone.browser.wishes import (
    BadWishError,
    Wish,
    read_after,
    read_keys,
    read_language,
    read_order,
    read_sound,
    read_wish,
)

NEWS_WAIT_S = 5.0
"""How long a page waits for news in one request; a server that stops waits with it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The page may load what is beside it, and nothing else."""

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
PAGE = files("ivr.phone.browser") / "page"
FILES = MappingProxyType(
    {
        path.name: TYPES[f".{path.name.rpartition('.')[2]}"]
        for path in PAGE.iterdir()
        if f".{path.name.rpartition('.')[2]}" in TYPES
    }
)
"""What the page is made of, with the type of each."""


@dataclass(frozen=True, slots=True)
class PhoneDoor:
    """The parts that the phone page joins; *now* gives the time (UTC)."""

    switchboard: Switchboard
    hotlines: Mapping[str, Hotline]
    public_url: str
    has_demo: bool
    now: Callable[[], datetime]

    def guard(self) -> Response | None:
        """Refuse other pages than ours; anybody may open ours."""
        is_opened = request.endpoint == "phone.page"
        is_ours = is_opened or is_of_own_page(request, self.public_url)
        if is_to_us(request, self.public_url) and is_ours:
            return None
        return _refused("Only the phone page may ask for this.", HTTPStatus.FORBIDDEN)

    def directory(self) -> Response:
        """Answer whom the page can call, and as whom."""
        hotlines = self.hotlines.values()
        return jsonify(directory(hotlines, self.now(), has_demo=self.has_demo))

    def place(self) -> Response:
        """Place the call that the page asks for."""
        try:
            name = self.switchboard.place(read_order(_wish()))
        except BusyError:
            return _refused("All lines are busy.", HTTPStatus.TOO_MANY_REQUESTS)
        response = jsonify(id=name)
        response.status_code = HTTPStatus.CREATED
        return response

    def call(self, name: str) -> BrowserCall:
        """Give the call of this *name*."""
        return self.switchboard.call(name) or abort(
            _refused("There is no such call.", HTTPStatus.NOT_FOUND)
        )


def blueprint(door: PhoneDoor) -> Blueprint:
    """Give the routes of *door*."""
    phone = Blueprint("phone", __name__, url_prefix="/phone")
    phone.before_request(door.guard)
    phone.errorhandler(BadWishError)(_bad_wish)
    phone.errorhandler(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(_large_wish)
    phone.get("/directory")(door.directory)
    phone.post("/calls", endpoint="place")(door.place)
    phone.record(_add_way_in)
    _add_page(phone)
    _add_calls(phone, door)
    return phone


def _add_way_in(setup: BlueprintSetupState) -> None:
    # A rule of the blueprint itself would begin with its prefix.
    setup.app.add_url_rule("/", "home", _home, methods=["GET"])


def _home() -> AnyResponse:
    return redirect("/phone")


def _add_page(phone: Blueprint) -> None:
    @phone.get("")
    def page() -> Response:
        response = _file("page.html")
        response.headers["Content-Security-Policy"] = POLICY
        return response

    # With its dot a file's name takes no other route's path.
    @phone.get("/<stem>.<ending>")
    def file(stem: str, ending: str) -> Response:
        return _file(f"{stem}.{ending}")


def _add_calls(phone: Blueprint, door: PhoneDoor) -> None:
    @phone.get("/calls/<call>/news")
    def news(call: str) -> Response:
        after = read_after(request.args)
        return jsonify(news=door.call(call).news.after(after, NEWS_WAIT_S))

    @phone.get("/calls/<call>/sounds/<sound>.wav")
    def sound(call: str, sound: str) -> Response:
        wav = door.call(call).sound(sound)
        return _wav(wav, "This sound is not played now.", HTTPStatus.NOT_FOUND)

    @phone.get("/calls/<call>/recording.wav")
    def recording(call: str) -> Response:
        wav = door.call(call).recording()
        return _wav(wav, "The call is not over.", HTTPStatus.CONFLICT)

    @phone.post("/calls/<call>/keys")
    def keys(call: str) -> Response:
        door.call(call).press(read_keys(_wish()))
        return _noted()

    @phone.post("/calls/<call>/played")
    def played(call: str) -> Response:
        door.call(call).played(read_sound(_wish()))
        return _noted()

    @phone.post("/calls/<call>/language")
    def language(call: str) -> Response:
        door.call(call).translate_into(read_language(_wish()))
        return _noted()

    @phone.post("/calls/<call>/hang-up")
    def hang_up(call: str) -> Response:
        door.call(call).hang_up()
        return _noted()


def _wish() -> Wish:
    try:
        json = request.get_json(silent=True)
    except RecursionError as error:
        raise BadWishError("The body is nested too deeply.") from error
    return read_wish(json)


def _bad_wish(error: BadWishError) -> Response:
    return _refused(str(error), HTTPStatus.BAD_REQUEST)


def _large_wish(_: Exception) -> Response:
    message = "The body is too large."
    return _refused(message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _refused(message: str, status: HTTPStatus) -> Response:
    response = jsonify(error=message)
    response.status_code = status
    return response


def _noted() -> Response:
    return Response(status=HTTPStatus.NO_CONTENT)


def _wav(wav: bytes | None, message: str, status: HTTPStatus) -> Response:
    if wav is None:
        return _refused(message, status)
    return Response(wav, mimetype="audio/wav")


def _file(name: str) -> Response:
    if name not in FILES:
        return _refused("There is no such file.", HTTPStatus.NOT_FOUND)
    return Response((PAGE / name).read_bytes(), mimetype=FILES[name])
