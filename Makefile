# Every target sets up what it needs: Python 3.11 or later with pip is enough to start from.
# Everything is installed into .venv, at the versions and hashes in uv.lock, by pip, so from
# whichever registry pip is set up for. After that nothing needs a network.

VENV := .venv
BIN := $(VENV)/bin
UV := uv>=0.13,<0.14
WORKERS ?= 2
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$p; break; fi; done)

.PHONY: help demo serve test check lint types layers docs tests chromium screenshots eval bench \
	downloads site record format lock clean

help:
	@echo 'make demo     the main jobs on the records that ship inside the package'
	@echo 'make serve    the same record over HTTP, until Ctrl-C: make serve PORT=8000'
	@echo 'make test     set up and run every check and every test'
	@echo 'make check    the same: lint, types, layers, docs, tests'
	@echo 'make docs     only the tests that hold the documentation to the code'
	@echo 'make eval     how well entries are joined and stories read, on the labelled sets'
	@echo 'make bench    measure the promises about speed, into benchmarks/RESULTS.md'
	@echo 'make downloads  write the downloads of the shipped record, and check them by frictionless'
	@echo 'make site     write the whole site of the shipped record as files, and follow every link of it'
	@echo 'make screenshots  take pictures of every type of page, into build/screenshots'
	@echo 'make format   put the code into the form that make lint asks for'
	@echo 'make record   make the shipped record anew: make record CAPTURES=FOLDER'
	@echo 'make lock     renew uv.lock after a dependency changed in pyproject.toml'
	@echo 'make clean    remove .venv and every cache'

# --- what a person runs ---------------------------------------------------------------------

demo: export OFRECORD_HOME = $(VENV)/demo-home
demo: $(VENV)/.ready-run
	@rm -rf $(OFRECORD_HOME) && mkdir $(OFRECORD_HOME) && echo
	$(BIN)/ofrecord status --format table
	@echo
	$(BIN)/ofrecord as-of 2025-09-05 --by state --format table
	@echo
	$(BIN)/ofrecord changes 2025-08-29 2025-09-05 --format table
	@echo
	$(BIN)/ofrecord history --format table "$$($(BIN)/ofrecord agencies --state FL --agency Marco \
		--format json | $(BIN)/python -c 'import json, sys; print(json.load(sys.stdin)[0]["agency_id"])')"
	@echo
	$(BIN)/ofrecord series uk-small-boats --from 2025-09-01 --to 2025-09-07 --format table
	@echo
	$(BIN)/ofrecord as-of 2025-07-28 --register ocha-west-bank --known 2025-07-29 --format table
	@echo
	$(BIN)/ofrecord check docs/examples/story.txt --published 2025-09-08 --format text

PORT ?= 8287
serve: $(VENV)/.ready-run
	$(BIN)/ofrecord serve --port $(PORT)

test: check

# The tests hold the documentation too: every example, command and docstring (see tests/docs).
check: lint types layers tests

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.ready-dev
	$(BIN)/mypy

layers: $(VENV)/.ready-dev
	$(BIN)/lint-imports

docs: $(VENV)/.ready-dev
	$(BIN)/python -m pytest tests/docs

tests: $(VENV)/.ready-dev chromium
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

screenshots: $(VENV)/.ready-dev chromium
	$(BIN)/python tools/take_screenshots.py build/screenshots

# The tests in a browser need the system's Chromium. Without it they are skipped, and nothing fails.
CHROMIUM = command -v chromium || command -v chromium-browser
chromium:
	@{ $(CHROMIUM); } >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo 'Installing Chromium, for the tests in a browser …' >&2 && apt-get -qq update && \
		DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium; \
	} >/dev/null || true
	@{ $(CHROMIUM); } >/dev/null || printf '\n*** %s\n*** %s\n\n' \
		'Chromium was not found: the tests in a browser will be skipped.' \
		'Install it: apt-get install chromium' >&2

eval: $(VENV)/.ready-dev
	$(BIN)/python -m pytest tests/evals -rP

bench: export NODE_PATH = $(CURDIR)/$(VENV)/sheetjs/node_modules
bench: $(VENV)/.ready-bench $(VENV)/.ready-sheetjs
	$(BIN)/python -m benchmarks

# Frictionless brings some forty packages with it, so it stands in an environment of its own.
downloads: export OFRECORD_HOME = $(VENV)/demo-home
downloads: $(VENV)/.ready-run $(VENV)/frictionless/.ready
	$(BIN)/ofrecord export data build/downloads
	$(VENV)/frictionless/bin/frictionless validate build/downloads/datapackage.json

site: export OFRECORD_HOME = $(VENV)/demo-home
site: $(VENV)/.ready-run
	$(BIN)/ofrecord export build/site
	$(BIN)/python tools/check_links.py build/site

$(VENV)/frictionless/.ready: $(VENV)/.made
	$(PYTHON) -m venv $(VENV)/frictionless
	$(VENV)/frictionless/bin/python -m pip install -qq --disable-pip-version-check 'frictionless>=5.21,<6'
	@touch $@

# The records that ship inside the package, made anew from captures: make record CAPTURES=FOLDER
# A register of which there is no capture below the folder keeps the record that it has.
record: $(VENV)/.ready-run
	@test -n "$(CAPTURES)" || { echo 'Say where the captures are: make record CAPTURES=FOLDER' >&2; exit 1; }
	@rm -rf build/record
	$(BIN)/ofrecord --home build/record build '$(CAPTURES)'
	$(BIN)/ofrecord --home build/record verify --format table
	@for made in build/record/*/record; do \
		name=$$(basename $$(dirname $$made) | tr - _); \
		cp $$made src/ofrecord/registers/$$name/record.bin && echo "renewed: $$name"; done

format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# --- setting up, once -----------------------------------------------------------------------

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or later was not found. Install it, or name it: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check '$(UV)'
	@touch $@

# $(call install,NAME,WHAT UV EXPORTS): the exact files of uv.lock, then the checkout itself.
define install
	@echo 'Installing what uv.lock names into $(VENV) …'
	@UV_OFFLINE=1 $(BIN)/uv export --frozen --quiet --no-header --no-emit-project $(2) \
		--output-file $(VENV)/requirements-$(1).txt >/dev/null
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes \
		--requirement $(VENV)/requirements-$(1).txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-index \
		--no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/ofrecord
	@touch $@
endef

$(VENV)/.ready-run: $(VENV)/.made uv.lock pyproject.toml
	$(call install,run,--no-default-groups --group build)

$(VENV)/.ready-dev: $(VENV)/.made uv.lock pyproject.toml
	$(call install,dev,--group dev)

$(VENV)/.ready-bench: $(VENV)/.made uv.lock pyproject.toml
	$(call install,bench,--group dev --group bench)

# SheetJS is one of the readers that the benchmarks compare with; without node they say so.
$(VENV)/.ready-sheetjs: $(VENV)/.made
	@if command -v node >/dev/null && command -v npm >/dev/null; then \
		npm install --silent --no-audit --no-fund --prefix $(VENV)/sheetjs xlsx@0.18.5; \
	else echo 'node and npm were not found: SheetJS is left out of the benchmarks.' >&2; fi
	@touch $@

# uv.lock names files, not the registry they came from: docs/decisions/lock-without-hosts.md
lock: $(VENV)/.made
	$(BIN)/uv lock
	@sed -E -e 's#url = "https?://[^"]*/([^"/]+)"#path = "\1"#' \
		-e 's#registry = "https?://[^"]*"#registry = "wheels"#' uv.lock > $(VENV)/uv.lock
	@cp $(VENV)/uv.lock uv.lock
	$(BIN)/uv lock --check

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
