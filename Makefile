PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/dev: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

test: $(VENV)/dev ## run the whole test suite
	$(BIN)/python -m pytest tests

clean: ## remove what was built
	rm -rf $(VENV)

.PHONY: help test clean
.DEFAULT_GOAL := help
