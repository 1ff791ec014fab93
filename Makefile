# Every command sets up .venv first, once; nothing but python3 (3.11 or newer, with venv) and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help read test lint format train bench wheel lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "memcon needs Python 3.11 or newer; $(PYTHON) is older: say make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu, apt install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

read: $(READY) ## read the example report and print its record
	@$(BIN)/memcon read examples/seed.txt --published 2024-11-11

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src

format: $(READY) ## put the code into its style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what make made, .venv included
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
