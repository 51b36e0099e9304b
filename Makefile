PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8050
# Browser tests keep one worker to themselves (tests/conftest.py); the rest goes to the others.
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The stamps make a second start quick: nothing is installed again until a requirements file changes.
$(VENV)/run: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/run ## serve the atlas at http://127.0.0.1:8050/ (HOST=, PORT=)
	$(BIN)/python -m dashboard --host $(HOST) --port $(PORT)

test: $(VENV)/dev chromium ## run the whole test suite, browser tests included (CHROMIUM=, WORKERS=)
	$(BIN)/python -m pytest tests -n $(WORKERS) --dist loadscope --no-loadscope-reorder

check: $(VENV)/dev ## check the data, the style and the types
	$(BIN)/python -m geodata check
	$(BIN)/python -m dashboard check
	$(BIN)/ruff check .
	$(BIN)/mypy

demo-data: $(VENV)/run ## synthetic articles in demo/articles.jsonl, to try a large store with (N=1000000)
	$(BIN)/python -m geodata.demo $(or $(N),1000000) demo/articles.jsonl --records

demo: $(VENV)/run ## build a store of those articles and serve it
	$(BIN)/python -m geodata build --articles demo/articles.jsonl --out demo/store
	$(BIN)/python -m dashboard --host $(HOST) --port $(PORT) --store demo/store

bench: $(VENV)/dev chromium ## compare, as ratios: a day's step in the page, embeds, points in zones, joins on a cluster; score how labelled articles are read
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_embed
	$(BIN)/python -m tests.bench_join
	$(BIN)/python -m tests.bench_cluster

# Debian's Chromium is enough; as root it is installed, otherwise the message says what is missing.
chromium:
	@$(BIN)/python -m tests.chromium >/dev/null 2>&1 || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { apt-get install -y -qq chromium >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }; }; }
	@$(BIN)/python -m tests.chromium

screenshot: $(VENV)/dev chromium ## renew the pictures in docs/
	$(BIN)/python -m tests.screenshot

pictures: $(VENV)/dev ## renew the golden pictures of stills in tests/pictures/
	$(BIN)/python -m tests.pictures

clean: ## remove what was built
	rm -rf $(VENV) store demo .pytest_cache .mypy_cache .ruff_cache

.PHONY: help run test check demo-data demo bench chromium screenshot pictures clean
.DEFAULT_GOAL := help
