# Sets itself up in .venv from requirements.lock. `make help` lists what there is.

VENV    := .venv
BUILD   := build
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input
READY   := $(VENV)/.ready
DATA    ?= ../shared
WORKERS ?= 2

# The first Python from 3.11 to 3.13 that can make a virtual environment.
PROBE  := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(firstword $(foreach python,python3.13 python3.12 python3.11 python3,\
            $(shell $(python) -c '$(PROBE)' >/dev/null 2>&1 && echo $(python))))

export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint format pytest eval press bench lock clean

help: ## say what the targets do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make the virtual environment, with the versions in requirements.lock

demo: $(READY) ## read the example articles and show what was learned
	@mkdir -p $(BUILD)
	@rm -f $(BUILD)/demo.db $(BUILD)/demo.db-wal $(BUILD)/demo.db-shm
	$(BIN)/communique read examples --ledger $(BUILD)/demo.db
	$(BIN)/communique events --type visit --from 2024 --ledger $(BUILD)/demo.db
	@echo "The ledger lies at $(BUILD)/demo.db. Ask it more: $(BIN)/communique findings --ledger $(BUILD)/demo.db"

test: lint pytest ## run all checks and all tests

lint: $(READY) ## check style, types and import layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## rewrite the code in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

pytest: $(READY) ## run the tests alone
	$(BIN)/python -m pytest -n $(WORKERS)

eval: $(READY) ## score the reading against the annotated articles in DATA (default ../shared)
	$(BIN)/python scripts/evaluate.py --data $(DATA)

press: $(READY) ## read half a year of press in DATA and hold the merged visits against a list
	$(BIN)/python scripts/measure_press.py --data $(DATA)

bench: $(READY) ## measure how many articles a minute are read
	$(BIN)/python scripts/benchmark.py --data $(DATA)

lock: $(VENV)/pyvenv.cfg ## resolve the dependencies anew, for all supported Pythons
	$(PIP) install --quiet 'uv>=0.9,<1'
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-config --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
	  --quiet --output-file requirements.lock

clean: ## remove the virtual environment and all that was built
	rm -rf $(VENV) $(BUILD) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(READY): requirements.lock pyproject.toml $(VENV)/pyvenv.cfg
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { \
	  echo "No Python 3.11, 3.12 or 3.13 with its venv module was found. Install one (Debian and Ubuntu: python3 and"; \
	  echo "python3-venv), or name one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; } >&2
	$(PYTHON) -m venv $(VENV)
