"""``/healthz`` is it alive, ``/readyz`` can it answer, ``/metrics`` what has it answered, for Prometheus."""

from __future__ import annotations

import time

from flask import Blueprint, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from geodata.store import Store

# From a page known already to a sheet of A3 drawn anew.
SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)


def health(store: Store) -> Blueprint:
    """The routes for one store."""
    routes = Blueprint("health", __name__)
    registry = CollectorRegistry()
    answered = Counter(
        "atlas_requests_total", "Requests answered, by route and status", ["route", "status"], registry=registry
    )
    took = Histogram(
        "atlas_request_seconds", "Time until an answer was ready", ["route"], buckets=SECONDS, registry=registry
    )
    articles = Gauge("atlas_articles", "Articles in the store being served", registry=registry)
    boundaries = Gauge("atlas_boundary_versions", "Boundary versions in the store being served", registry=registry)

    @routes.get("/healthz")
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @routes.get("/readyz")
    def ready() -> Response:
        missing = [name for name, file in store.manifest["files"].items() if not (store.directory / file).exists()]
        if missing:
            return Response(f"missing from the store: {', '.join(sorted(missing))}\n", 503, mimetype="text/plain")
        return Response("ready\n", mimetype="text/plain")

    @routes.get("/metrics")
    def metrics() -> Response:
        articles.set(len(store.articles))
        boundaries.set(len(store.catalog.boundaries))
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    @routes.before_app_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @routes.after_app_request
    def count(response: Response) -> Response:
        # The rule and not the path: nobody who asks for nonsense makes the list longer.
        route = request.url_rule.rule if request.url_rule else "none"
        answered.labels(route, response.status_code).inc()
        if "begun" in g:
            took.labels(route).observe(time.perf_counter() - g.begun)
        return response

    return routes
