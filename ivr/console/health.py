"""Liveness and readiness, for whoever keeps the hotline running."""

from pathlib import Path

from flask import Blueprint, Response, jsonify

from ivr.accounts.pins import Pins
from ivr.db import DatabaseError, Engine, require_newest
from ivr.logs import log_of

log = log_of(__name__)


def blueprint(engine: Engine, pins: Pins, prompts: Path) -> Blueprint:
    """Give the routes that tell whether calls can be taken."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    def readyz() -> tuple[Response, int]:
        is_ready = _is_ready(engine)
        parts = {
            "database": is_ready,
            "pins": is_ready and _has_pepper(pins),
            "prompts": any(prompts.glob("*/*.wav")),
        }
        return jsonify(parts), 200 if all(parts.values()) else 503

    return health


def _has_pepper(pins: Pins) -> bool:
    """Tell whether a PIN can be right at all; if not, nothing else shows it."""
    fits = pins.fit()
    if not fits:
        log.error("no PIN that is kept was made with our IVR_PIN_PEPPER")
    return fits


def _is_ready(engine: Engine) -> bool:
    try:
        require_newest(engine)
    except DatabaseError:
        return False
    return True
