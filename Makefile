# What a newcomer needs: `make demo` and `make test`. Both set up what they need in .venv.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
FIDES := .venv-fides
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test test-long fides-python lint typecheck screenshots law-reference stores-reference golden benchmarks clean

demo: $(VENV)/.base
	@exec $(BIN)/habeas --project examples/insurer demo

test: lint typecheck fides-python
	@$(BIN)/python -m pytest

test-long: $(VENV)/.dev
	@$(BIN)/python -m pytest -m long

fides-python: $(FIDES)/.done

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .

typecheck: $(VENV)/.dev
	@$(BIN)/mypy

screenshots: $(VENV)/.dev
	@HABEAS_SCREENSHOTS=1 $(BIN)/python -m pytest tests/acceptance

law-reference: $(VENV)/.base
	@$(BIN)/habeas law rules --markdown > docs/reference/law-rules.md

stores-reference: $(VENV)/.dev
	@HABEAS_STORES_REFERENCE=1 HABEAS_CI=1 $(BIN)/python -m pytest -m store_knows

golden: $(VENV)/.dev
	@HABEAS_GOLDEN=1 HABEAS_CI=1 $(BIN)/python -m pytest tests/golden

benchmarks: $(VENV)/.dev
	@$(BIN)/python benchmarks/batch_access.py && $(BIN)/python benchmarks/batch_erase.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "habeas: needs Python 3.11 or newer, found $$($(PYTHON) --version 2>&1); install it, or name one with make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "habeas: cannot make a virtual environment; install Python's venv module (Debian: python3-venv) and see that the disk has room" >&2; exit 1; }

$(VENV)/.base: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing (once) ..." >&2
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/base.txt || { echo "habeas: installing failed; see above, then run make again" >&2; exit 1; }
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable . || { echo "habeas: installing failed; see above, then run make again" >&2; exit 1; }
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installing the test tools (once) ..." >&2
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt || { echo "habeas: installing failed; see above, then run make again" >&2; exit 1; }
	@touch $@

# A Python with fideslang, for the tests that ask it; it caps pydantic below what we need.
$(FIDES)/.done: requirements/fides.txt | $(VENV)/bin/python
	@$(PYTHON) -m venv $(FIDES) && $(FIDES)/bin/pip install --quiet --require-hashes --requirement requirements/fides.txt
	@touch $@

clean:
	rm -rf $(VENV) $(FIDES) .mypy_cache .ruff_cache .pytest_cache examples/insurer/data examples/insurer/var examples/insurer/keys
