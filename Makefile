# The verbs of this repository. Each sets up what it needs in .venv, from nothing but Python 3.11+ with venv
# and pip; a second run finds the stamp files there and starts at once, without network.
# `make` alone tells what there is.

PYTHON ?= python3
ARGS ?=
JOBS ?= 2

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
PROJECT := pyproject.toml src/receipt_rules/version.py
# The lock files hold hashes of what the package index serves; uv's own settings on this machine have no say.
COMPILE := .venv-lock/bin/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two verbs in one call share .venv: one pip at a time.
.NOTPARALLEL:
.PHONY: help demo test differential check bench fmt lock clean

help: ## what you are reading
	@echo "receipt-rules: make VERB [ARGS=\"...\"] [PYTHON=python3.12]"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22
	@echo
	@echo "The first call of a verb sets .venv up (a minute or two); later ones start at once."

demo: .venv/.run ## evaluate 5,000 real grocery receipts; ARGS="--all" for all 155,848
	@$(BIN)/receipt-rules demo $(ARGS)

test: .venv/.dev ## run the quick tests; ARGS goes to pytest: ARGS="-k money", ARGS="-n 0 --pdb"
	@$(BIN)/python -m pytest -p no:benchmark -n $(JOBS) --dist worksteal $(ARGS)

differential: .venv/.dev ## the engine against the reference interpreter, 20,000 pairs; ARGS="--minutes 60 --seed 7", "--help"
	@$(BIN)/python -m tests.differential --jobs $(JOBS) $(ARGS)

check: .venv/.dev ## what a review would find first: ruff, formatting, mypy --strict, import layers
	@failed=; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports || failed=1; \
	test -z "$$failed"

bench: .venv/.dev ## run the benchmarks; ARGS goes to pytest-benchmark: ARGS="-k grocery"
	@$(BIN)/python -m pytest benchmarks --benchmark-timer=time.process_time $(ARGS)

fmt: .venv/.dev ## format the Python sources and apply ruff's safe fixes
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: .venv-lock/.made ## rewrite the hashed constraints files from pyproject.toml; ARGS="--upgrade" for newer releases
	@$(COMPILE) --extra data --extra gs1 --group build --output-file constraints.txt $(ARGS)
	@$(COMPILE) --extra data --extra gs1 --group dev --constraints constraints.txt --output-file constraints-dev.txt $(ARGS)

clean: ## remove .venv and all that the verbs made
	rm -rf .venv .venv-lock .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks build dist
	find src tests benchmarks rulesets -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- the environments ---------------------------------------------------------------------------------------

define MAKE_VENV
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "receipt-rules needs Python 3.11 or newer, and $(PYTHON) is not one:" >&2; \
	$(PYTHON) --version >&2; \
	echo "name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
@rm -rf $(@D)
@$(PYTHON) -m venv $(@D) || { \
	echo "this Python cannot make a virtual environment; install its venv and pip (python3-venv on Debian)" >&2; \
	rm -rf $(@D); exit 1; }
@touch $@
endef

.venv/.made:
	$(MAKE_VENV)

.venv-lock/.made: pyproject.toml
	$(MAKE_VENV)
	@.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install \
		"$$(.venv-lock/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["lock"])')"
	@touch $@

# What the library runs on, with the grocery data of the demo.
.venv/.run: .venv/.made constraints.txt $(PROJECT)
	@echo "setting up .venv with the packages of constraints.txt"
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# The same, and the tools. It holds all of constraints.txt, so it does for the demo as well.
.venv/.dev: .venv/.made constraints-dev.txt $(PROJECT)
	@echo "setting up .venv with the packages of constraints-dev.txt"
	@$(PIP) install --require-hashes -r constraints-dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ .venv/.run
