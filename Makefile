# Each target sets up what it needs from nothing but Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PARALLEL := --numprocesses auto --dist loadfile

.PHONY: help demo test browser screens check fix bench bench-register lock translations reference clean

help: ## Say what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): pyproject.toml requirements/dev.txt hatch_build.py package-lock.json src/ansinh/web/icons.txt $(wildcard src/ansinh/locale/*/LC_MESSAGES/*.po src/ansinh/web/locale/*/LC_MESSAGES/*.po)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## Load the examples, make three reports (in ./demo/reports), print one, serve the pages at a terminal
	$(BIN)/ansinh demo --home demo

test: browser ## All tests on SQLite, in a browser too, then those that use the database on PostgreSQL
	$(BIN)/python -m pytest $(PARALLEL)
	$(BIN)/python -m pytest $(PARALLEL) --database postgresql tests/integration

browser: $(READY) ## Make sure of a browser for the tests of pages: that of the machine, else one that is brought
	$(BIN)/python -m checks.browser

screens: browser ## Every page, wide and narrow, in both languages: pictures and a contact sheet in ./screens
	$(BIN)/python -m checks.screens $(ARGS)

check: $(READY) ## Lint, types, layers, migrations, translations, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m checks.migrations
	$(BIN)/python -m checks.translations
	$(BIN)/python -m checks.reference

fix: $(READY) ## Format, mend what can be mended, bring translations and generated reference pages up to date
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m checks.translations --write
	$(BIN)/python -m checks.reference --write

bench: $(READY) ## Measure (about an hour and 12 GB; ARGS="--communes 1000 --months 36" for less)
	$(BIN)/python -m bench.comparisons $(ARGS)

bench-register: $(READY) ## Measure registers of 1, 10, 100 M persons (an hour or two, 60 GB of disk; ARGS="--sizes 1")
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m bench.register $(ARGS)

lock: $(READY) ## Renew the hash-locked requirements
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --output-file requirements/dev.txt pyproject.toml

clean: ## Remove the environment and everything generated
	rm -rf $(VENV) build dist demo screens .bench node_modules src/ansinh/documents/fonts src/ansinh/web/static/vendor
