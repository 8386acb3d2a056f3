"""What Prometheus reads: counts and times, of nobody in particular."""

from flask import Blueprint, Response

from ivr import metrics


def blueprint() -> Blueprint:
    """Give the route of the metrics."""
    console = Blueprint("metrics", __name__)

    @console.get("/metrics")
    def exposition() -> Response:
        return Response(metrics.exposition(), content_type=metrics.CONTENT_TYPE)

    return console
