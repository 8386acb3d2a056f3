"""Liveness and readiness, for whoever keeps the hotline running."""

from pathlib import Path

from flask import Blueprint, Response, jsonify

from ivr.db import DatabaseError, Engine, require_newest


def blueprint(engine: Engine, prompts: Path) -> Blueprint:
    """Give the routes that tell whether calls can be taken."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    def readyz() -> tuple[Response, int]:
        parts = {"database": _is_ready(engine), "prompts": any(prompts.glob("*/*.wav"))}
        return jsonify(parts), 200 if all(parts.values()) else 503

    return health


def _is_ready(engine: Engine) -> bool:
    try:
        require_newest(engine)
    except DatabaseError:
        return False
    return True
