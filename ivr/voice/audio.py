"""The audio behind speech links, and its captions."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, request
from werkzeug.exceptions import Gone, NotFound

from ivr import metrics
from ivr.logs import log_of, name_of
from ivr.speech.captions import captions
from ivr.speech.catalog import MissingWordsError
from ivr.speech.languages import UnknownLocaleError, locale_of
from ivr.speech.recordings import BrokenRecordingError, MissingRecordingError
from ivr.speech.speech import Speech
from ivr.speech.stitch import Utterance
from ivr.speech.token import BrokenTokenError, ExpiredTokenError, Saying, Tokens
from ivr.speech.translation import Translator

STABLE_AGE_S = 7 * 24 * 3600
PERSONAL_AGE_S = 60

log = log_of(__name__)


def blueprint(
    speech: Speech,
    tokens: Tokens,
    translator: Translator,
    now: Callable[[], datetime],
) -> Blueprint:
    """Give the routes of speech links; *now* gives the time (UTC)."""
    audio = Blueprint("audio", __name__, url_prefix="/speech")

    @audio.get("/<token>.wav")
    def wav(token: str) -> Response:
        saying, utterance = _utterance(token)
        return _cached(Response(utterance.wav, mimetype="audio/wav"), saying)

    @audio.get("/<token>.vtt")
    def vtt(token: str) -> Response:
        language = request.args.get("lang")
        saying, utterance = _utterance(token)
        if language is not None:
            locale = _locale(language)
            utterance = translator.translate(utterance, saying.lines, locale)
        return _cached(Response(captions(utterance), mimetype="text/vtt"), saying)

    def _utterance(token: str) -> tuple[Saying, Utterance]:
        try:
            saying = tokens.read(token, now().timestamp())
            return saying, speech.render(saying.lines)
        except BrokenTokenError as error:
            raise NotFound from error
        except ExpiredTokenError as error:
            raise Gone from error
        except (
            MissingRecordingError,
            MissingWordsError,
            BrokenRecordingError,
        ) as error:
            # What is missing or broken would tell what was said: an amount, a name.
            log.warning("a speech link cannot be played", error=name_of(type(error)))
            raise NotFound from error

    return audio


def _locale(language: str) -> str:
    try:
        return locale_of(language)
    except UnknownLocaleError as error:
        raise NotFound from error


def _cached(response: Response, saying: Saying) -> Response:
    if saying.is_personal:
        response.cache_control.private = True
        response.cache_control.max_age = PERSONAL_AGE_S
    else:
        response.cache_control.public = True
        response.cache_control.max_age = STABLE_AGE_S
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.make_conditional(request)
    is_cached = response.status_code == HTTPStatus.NOT_MODIFIED
    kind = "personal" if saying.is_personal else "stable"
    metrics.speech.labels(kind, "cached" if is_cached else "sent").inc()
    return response
