# Two commands, from an empty machine with Python 3.11 or newer:   make demo    make test
# What they need is installed into .venv from a lock with hashes; a second run starts at once.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -q

# The Pythons tried, best tested first; `make PYTHON=/path/to/python3.12 test` names one.
PYTHON ?= python3.13 python3.12 python3.11 python3.14 python3 python

unexport PYTHONPATH PYTHONHOME

.PHONY: help demo test install lint types contract style docs reference bench format lock clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.run  ## Run the bundled dispute from its documents to its report
	@$(VENV)/bin/detente demo

test: $(VENV)/.all  ## Run every test, and every example in the documentation
	@$(PY) -m pytest

install: $(VENV)/.all  ## Install everything into .venv, and run nothing

lint: style types contract  ## Check style, types and the import contract

style: $(VENV)/.all
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(VENV)/.all
	@$(PY) -m mypy

contract: $(VENV)/.all
	@$(VENV)/bin/lint-imports

docs: $(VENV)/.all  ## Build the documentation into docs/_build/html
	@$(PY) docs/generate.py --check
	@$(PY) -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@! grep -rlE '<(script|link|img|iframe)[^>]* (src|href)="(https?:)?//' docs/_build/html --include='*.html' || \
		{ echo "these pages load something from another host" >&2; exit 1; }
	@echo "docs/_build/html/index.html"

reference: $(VENV)/.all  ## Write again the reference pages that come from the code
	@$(PY) docs/generate.py

bench: $(VENV)/.all  ## Run the benchmarks (minutes)
	@for file in benchmarks/*.py; do echo "== $$file"; $(PY) "$$file" || exit 1; done
	@for file in $$(find benchmarks -name __main__.py); do \
		module=$$(dirname "$$file" | tr / .); echo "== $$module"; $(PY) -m "$$module" || exit 1; done

format: $(VENV)/.all  ## Put the code into the house style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

# Needs uv (https://docs.astral.sh/uv/). `make lock UPGRADE=--upgrade` takes the newest versions of everything.
UPGRADE :=
UV_LOCK = uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock" $(UPGRADE)
lock:  ## Write again the locks from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv" >&2; exit 1; }
	@$(UV_LOCK) --extra all --group dev -o requirements.lock
	@$(UV_LOCK) --extra documents --extra charts --extra nlp --group build -c requirements.lock -o requirements-run.lock

clean:  ## Remove .venv and everything built
	@rm -rf $(VENV) dist build docs/_build .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@rm -rf tests/browser/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- the virtual environment -------------------------------------------------------------------

define INSTALL
	@echo "Installing from $(1) into $(VENV) (once; $(2)) …" >&2
	@$(PIP) install --require-hashes --no-deps -r $(1)
	@$(PIP) install --no-deps --no-build-isolation -e .
endef

$(VENV)/.run: requirements-run.lock pyproject.toml | $(VENV)/.made
	$(call INSTALL,requirements-run.lock,about a minute)
	@touch $@

$(VENV)/.all: requirements.lock pyproject.toml | $(VENV)/.made
	$(call INSTALL,requirements.lock,a few minutes)
	@touch $(VENV)/.run $@

$(VENV)/.made:
	@.ci/make-venv $(VENV) $(PYTHON)
	@touch $@
