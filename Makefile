# `make run` and `make test` need nothing but Python 3.11 or newer. The first call sets up an
# environment in .venv; after that both start at once.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
FIRST_PAGE := assets/pages/1_conv2d_backprop_input.page.json

# The first interpreter that is new enough; PYTHON=... overrides it.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$python; break; }; done)

.PHONY: run test lint types tests bench clean help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

run: $(VENV)/.ready-to-run ## open the first sample page in the editor, evaluated
	@$(BIN)/python -m app --run $(FIRST_PAGE)

test: lint types tests ## lint, types and tests

lint: $(VENV)/.ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-to-test
	$(BIN)/mypy

tests: $(VENV)/.ready-to-test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(PYTEST_OPTIONS)

bench: $(VENV)/.ready-to-test ## the speed tables, beside TensorFlow and PyTorch where they are installed
	$(BIN)/python -m tests.benchmarks

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "blockprop needs Python 3.11 or newer"; exit 1; }
	@$(PYTHON) app/libraries.py venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.ready-to-run: $(BIN)/python pyproject.toml app/libraries.py
	@echo "Setting up blockprop in $(VENV); this happens once."
	$(BIN)/python -m pip install --quiet --editable ".[gui]"
	@$(BIN)/python app/libraries.py qt
	@touch $@

$(VENV)/.ready-to-test: $(BIN)/python pyproject.toml app/libraries.py
	@echo "Setting up blockprop and its tests in $(VENV); this happens once."
	$(BIN)/python -m pip install --quiet --editable ".[gui,test]"
	@$(BIN)/python app/libraries.py qt
	@touch $@

clean: ## remove the environment and all that was made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
