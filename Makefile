# One place for every command: `make help` lists them. CI runs `make check`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

STAGE ?= dev
COVERED ?= 100
VENV := .venv
BIN := $(VENV)/bin
# Marks, written last by infra/install.py: what has none was not finished.
READY := $(VENV)/.ready
RUNS := $(VENV)/.runs
LOCK := requirements-dev.txt
RUN_LOCK := requirements-run.txt
SOURCES := app.py chalicelib infra tests bench
WEB := web
WEB_READY := $(WEB)/node_modules/.ready
WEB_BUILT := $(WEB)/dist/index.html
# An environment whose Python is gone is none.
BROKEN := $(shell test -x $(BIN)/python || echo rebuild)
define PYTHON
@python=$$(for name in python3.11 python3.12 python3.13 python3; do \
    command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    && { echo $$name; break; }; done); \
 if [ -z "$$python" ]; then echo "make setup: Python 3.11 or newer is needed and was not found" >&2; exit 1; fi; \
 exec $$python
endef
INSTALL = $(PYTHON) -m infra.install
export AWS_DEFAULT_REGION ?= eu-west-1

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY) ## Create .venv and install the lock into it (nothing to do the second time)

$(READY): $(LOCK) $(BROKEN)
	$(INSTALL) dev

$(RUNS): $(RUN_LOCK) $(BROKEN) | venv
	$(INSTALL) run

.PHONY: rebuild
rebuild:

.PHONY: run
run: ## Run everything on this machine: client, API, table, queues, mailbox, clock, sign-in (PRESET=okta: as Okta)
	@$(MAKE) -j3 web-or-not local

.PHONY: demo
demo: ## As `make run`, with the demo company made again: what the data directory held is forgotten
	@$(MAKE) run LOCAL=demo

# Not by itself: the client, whose build goes on beside it, is what `local` waits for last.
.PHONY: local
local: fetched
	@exec $(BIN)/python -m infra.local $(LOCAL)

.PHONY: fetched
fetched: $(RUNS) engines

.PHONY: engines
engines: venv
	@$(BIN)/python -m infra.install engines

.PHONY: venv
venv:
	$(INSTALL) venv

.PHONY: web-or-not
web-or-not:
	$(PYTHON) -m infra.client

PYTESTS := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
TOOK = TIMEFORMAT='make $@: %0R s'; time
# The client's units beside $(1); what they say comes after it, and not in the middle of its lines.
define BESIDE
(mkdir -p build; $(MAKE) test-web >build/test-web.log 2>&1 & client=$$!; failed=0; \
 $(MAKE) $(1) || failed=1; wait $$client || failed=1; cat build/test-web.log; exit $$failed)
endef

.PHONY: test
test: $(READY) $(WEB_BUILT) tools ## Run all tests: Python's, the client's own, and those in a real browser (PYTEST=... for some)
ifdef PYTEST
	@$(TOOK) $(PYTESTS) $(PYTEST)
else
	@$(TOOK) $(call BESIDE,test-python)
endif

# Branches of rules and policy are counted on the way: see `make coverage`.
.PHONY: test-python
test-python: $(READY)
	@$(TOOK) $(PYTESTS) -p tests.measuring

.PHONY: test-web
test-web: $(WEB_READY)
	@$(TOOK) npm --prefix $(WEB) run --silent test

FAST := tests/api tests/rules tests/kernel tests/actions tests/events

.PHONY: test-fast
test-fast: $(READY) $(WEB_READY) ## Run what is quick: rules, API and the client's units, in a minute or so
	@$(TOOK) $(call BESIDE,test-quick)

.PHONY: test-quick
test-quick: $(READY)
	@$(PYTESTS) -q $(FAST)

.PHONY: tools
tools: ## Install chromium and ffmpeg where they are missing (as root; without them their tests are left out)
	@for tool in chromium ffmpeg; do $(MAKE) $$tool \
	    || echo "tools: going on without $$tool; the tests that need it are left out" >&2; done

.PHONY: check
check: lint types imports locked web-check test coverage ## Everything that CI runs

.PHONY: lint
lint: $(READY) ## ruff: rules and format
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

.PHONY: format
format: $(READY) ## Let ruff fix what it can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: types
types: $(READY) ## mypy --strict
	@$(BIN)/mypy $(wildcard $(SOURCES))

.PHONY: imports
imports: $(READY) ## The layers, by import-linter
	@$(BIN)/lint-imports

.PHONY: coverage
coverage: $(READY) ## Branch coverage of rules and policy by their own tests, as the last `make test` saw it: all of it
	@$(BIN)/coverage combine --quiet --keep
	@$(BIN)/coverage report --show-missing --skip-covered --fail-under=$(COVERED)

.PHONY: template
template: $(READY) ## Write the stack's template and let cfn-lint read it (the tests do, too)
	@mkdir -p build && $(BIN)/python -m infra.package.template build/check.yaml && $(BIN)/cfn-lint build/check.yaml

.PHONY: package
package: $(READY) ## Template and archives for CloudFormation, in build/STAGE (STAGE=dev)
	@$(BIN)/python -m infra.package $(STAGE)

.PHONY: bench
bench: $(READY) ## Count what requests cost, each figure next to its baseline and limit
	@$(BIN)/python -m infra.package $(STAGE)
	@$(BIN)/python -m bench $(STAGE)

.PHONY: lock
lock: $(READY) ## Resolve pyproject.toml into requirements.txt and requirements-dev.txt again
	@infra/lock.sh --upgrade

.PHONY: locked
locked: $(READY) ## requirements*.txt still follow from pyproject.toml
	@infra/lock.sh --check

$(WEB_READY): $(WEB)/package-lock.json
	$(INSTALL) web

$(WEB_BUILT): $(WEB_READY) $(wildcard $(WEB)/*.*) $(shell find $(WEB)/src $(WEB)/public -type f 2>/dev/null)
	@cd $(WEB) && npm run --silent build

.PHONY: web
web: $(WEB_READY) ## The web client with hot reload on port 5173, against a running `make run`
	@cd $(WEB) && npm run --silent dev

.PHONY: web-build
web-build: $(WEB_BUILT) ## Build the web client into web/dist (nothing to do when nothing changed)

.PHONY: web-types
web-types: $(READY) ## Write the client's types from the API's own document
	@$(BIN)/python $(WEB)/generate.py

.PHONY: contract
contract: $(READY) ## List what changed in the API since the last release (ARGS=--publish: this is the release)
	@$(BIN)/python -m infra.contract $(ARGS)

.PHONY: web-check
web-check: $(READY) $(WEB_BUILT) ## The web client: types follow from the API, compiler, linter, format, budgets
	@$(BIN)/python $(WEB)/generate.py --check
	@cd $(WEB) && npm run --silent types && npm run --silent lint && npm run --silent format:check && npm run --silent budget

CHROMIUM ?= $(shell command -v chromium || echo /usr/bin/chromium)
export CHROMIUM

.PHONY: chromium
chromium: ## Install Debian's chromium where it is missing (as root)
	@if [ -x $(CHROMIUM) ]; then exit 0; fi; \
	 if [ "$$(id -u)" != 0 ]; then echo "the browser tests need chromium: apt-get install chromium" >&2; exit 1; fi; \
	 echo "chromium: installing"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null

.PHONY: ffmpeg
ffmpeg: ## Install Debian's ffmpeg where it is missing (as root)
	@if command -v ffmpeg >/dev/null; then exit 0; fi; \
	 if [ "$$(id -u)" != 0 ]; then echo "tests of real files need ffmpeg: apt-get install ffmpeg" >&2; exit 1; fi; \
	 echo "ffmpeg: installing"; apt-get update -qq && apt-get install -y -qq --no-install-recommends ffmpeg >/dev/null

.PHONY: browser
browser: $(READY) $(WEB_BUILT) chromium ## Only the tests in a real browser, against the whole local run
	@$(BIN)/python -m pytest tests/browser -q $(PYTEST)

.PHONY: pictures
pictures: $(READY) $(WEB_BUILT) chromium ## Photograph every screen into build/pictures, some into docs/pictures (ONLY=home,review-*)
	@$(BIN)/python -m tests.browser.pictures '$(ONLY)'

.PHONY: web-publish
web-publish: $(READY) $(WEB_BUILT) ## Put the built client into a deployed stack (STACK=...)
	@$(BIN)/python -m infra.package.publish $(STACK)

.PHONY: clean
clean: ## Remove build outputs and caches (the environment and local data stay)
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*
