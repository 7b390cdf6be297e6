# `make run` and `make test` need nothing but Python 3.11 or newer. The first call sets up an
# environment in .venv; after that both start at once.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
# The peers of the benchmarks bring much, so they live apart from what runs and tests blockprop.
BENCH_VENV ?= .venv-bench
FIGURES ?= dist/benchmarks.json
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

bench: $(BENCH_VENV)/.ready-to-bench ## all benchmarks, beside TensorFlow and PyTorch; figures go to dist/benchmarks.json
	@rm -f $(FIGURES)
	$(BENCH_VENV)/bin/python -m tests.benchmarks --json $(FIGURES)
	@echo "$(FIGURES) has the figures; $(BENCH_VENV)/bin/python -m tests.benchmarks.report $(FIGURES) makes tables of them."

$(BIN)/python $(BENCH_VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "blockprop needs Python 3.11 or newer"; exit 1; }
	@$(PYTHON) app/libraries.py venv
	$(PYTHON) -m venv $(@:/bin/python=)
	$@ -m pip install --quiet --upgrade pip

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

# On Linux the package index has PyTorch with CUDA, which takes gigabytes and is of no use here. Its
# CPU build is smaller:
#   PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu make bench
# `make bench PEERS=` does without peers: their columns stay empty.
PEERS ?= ,peers

$(BENCH_VENV)/.ready-to-bench: $(BENCH_VENV)/bin/python pyproject.toml app/libraries.py
	@echo "Setting up blockprop and the peers of its benchmarks in $(BENCH_VENV); this happens once."
	$(BENCH_VENV)/bin/python -m pip install --quiet --editable ".[gui$(PEERS)]"
	@$(BENCH_VENV)/bin/python app/libraries.py qt
	@touch $@

clean: ## remove the environments and all that was made
	rm -rf $(VENV) $(BENCH_VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
