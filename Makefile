# Flow Builder. `make` alone prints what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first Python that is new enough; `make PYTHON=/path/to/python3.12 setup` takes another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
EXPORT := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
# Two workers: more only fight over the browsers. ARGS goes to pytest, `flow up` and `flow demo`.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

.PHONY: help
help:  ## Print this help
	@echo "Flow Builder: draw a flow, run it now, on a schedule or from a webhook."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# An image may forbid Python to keep what it compiles: each worker, host and command would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

# -- What a user needs -------------------------------------------------------------------------------------------------

.PHONY: run
run: .venv/.ready-run .venv/.ready-app web  ## Set up what is needed and start the local host
	@bash containers/browser/setup.sh || echo "Going on without a browser: browser nodes will fail until there is one."
	@exec $(BIN)/flow up $(ARGS)

.PHONY: demo
demo: .venv/.ready-run .venv/.ready-app browser  ## Read the demo shop with a real browser and print the table
	@$(BIN)/flow demo $(ARGS)

.PHONY: setup
setup: .venv/.ready-dev .venv/.ready-app .venv-standin/.ready asl-validator browser docs-to-read databases  ## Install everything for development and tests

# A real web site for the main job's test: the only one that is a Debian package.
PYTHON_DOCS := /usr/share/doc/python3.11/html
.PHONY: docs-to-read
docs-to-read:
	@test -d $(PYTHON_DOCS) || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& echo "Installing Debian's python3-doc, which one test reads …" \
		&& { apt-get update -q && apt-get install -y -q --no-install-recommends python3-doc; } >/dev/null 2>&1 \
		&& test -d $(PYTHON_DOCS); } || echo "Without $(PYTHON_DOCS) (Debian 12's python3-doc) one test is skipped."

# Checks the state machines that are made of flows; the only such program is a package for Node.js.
ASL_VALIDATOR := tests/support/asl_validator
.PHONY: asl-validator
asl-validator:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(ASL_VALIDATOR)/node_modules/.ready; \
		else echo "Without Node.js the state machines are not checked by asl-validator."; fi

# Real servers for the tests of SQL, which start them in a temporary folder.
DATABASES := postgresql mariadb-server-core mariadb-client-core
.PHONY: databases
databases:
	@there() { ls /usr/lib/postgresql/*/bin/postgres /usr/sbin/mariadbd /usr/bin/my_print_defaults >/dev/null 2>&1; }; \
	there || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& echo "Installing Debian's PostgreSQL and MariaDB, which some tests start …" \
		&& { apt-get update -q && apt-get install -y -q --no-install-recommends $(DATABASES); } >/dev/null 2>&1 \
		&& there; } || echo "Without Debian's $(DATABASES) the tests that need them are skipped."

# The host serves it at its address; where there is no Node.js, everything but the web app works.
.PHONY: web
web:  ## Build the web app
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory frontend/node_modules/.built; \
		else echo "Going on without the web app: it takes Node.js 20 or newer to build."; fi

.PHONY: browser
browser: .venv/.ready-run .venv/.ready-app  ## Find or install a Chromium
	@bash containers/browser/setup.sh

# -- Checks ------------------------------------------------------------------------------------------------------------

.PHONY: test
test: setup web  ## Set up and run the test suite
	@$(MAKE) --no-print-directory -j2 tests web-checks

.PHONY: tests
tests:
	$(PYTEST) $(ARGS)

# Tests wait for hosts and browsers again and again: what checks the web app has the processors meanwhile.
.PHONY: web-checks
web-checks:
	@if command -v npm >/dev/null; then nice -n 10 $(MAKE) --no-print-directory web-style web-test; \
		else echo "Without Node.js the web app is not tested."; fi

.PHONY: check
check: format lint types layers unit web-style web-test  ## Format, lint, types, layers and unit tests, as before each commit

.PHONY: format
format: .venv/.ready-dev
	$(BIN)/ruff format --check .

.PHONY: lint
lint: .venv/.ready-dev
	$(BIN)/ruff check .

.PHONY: types
types: .venv/.ready-dev
	$(BIN)/mypy

.PHONY: layers
layers: .venv/.ready-dev .venv/.ready-app
	$(BIN)/lint-imports

.PHONY: unit
unit: .venv/.ready-dev .venv/.ready-app
	$(PYTEST) -q tests/unit $(ARGS)

.PHONY: web-test
web-test:  ## Unit tests and the size of the web app
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory frontend/node_modules/.built \
		&& cd frontend && npm test --silent && npm run --silent size; else echo "Without Node.js the web app is not tested."; fi

.PHONY: web-style
web-style: frontend/node_modules/.ready  ## Format, lint and types of the web app
	@cd frontend && npm run --silent format && npm run --silent lint && npm run --silent types

.PHONY: nightly
nightly: setup web  ## Run all tests, the slow ones too, on other random inputs each time (an hour)
	HYPOTHESIS_PROFILE=random $(PYTEST) -m "not benchmark" $(ARGS)

.PHONY: bench
bench: setup  ## Measure, and print each figure beside its reference (ARGS names some)
	@$(BIN)/python -m tests.benchmarks $(ARGS)

# -- AWS ---------------------------------------------------------------------------------------------------------------

.PHONY: aws-local
aws-local: setup web  ## Deploy the whole AWS stack on this machine, on a stand-in for AWS (ARGS=--no-build is faster)
	@exec $(BIN)/python -m tests.support.standin $(ARGS)

.PHONY: deploy
deploy: .venv/.ready-dev .venv/.ready-app web  ## Deploy to your AWS account; the first time it asks what it needs (STAGE=staging)
	@$(BIN)/python .ci/deploy.py $(or $(STAGE),dev)

.PHONY: teardown
teardown: .venv/.ready-dev  ## Delete a deployment with all of its data, after asking (STAGE=staging)
	@$(BIN)/python .ci/teardown.py $(or $(STAGE),dev)

# -- Generated files ---------------------------------------------------------------------------------------------------

.PHONY: fix
fix: .venv/.ready-dev  ## Format the code and repair what the linter can
	$(BIN)/ruff check --fix --exit-zero . && $(BIN)/ruff format .

.PHONY: docs
docs: .venv/.ready-dev .venv/.ready-app  ## Write the node reference, the document's JSON Schema and the diagnostics list
	$(BIN)/python docs/generate.py

.PHONY: pictures
pictures: .venv/.ready-dev .venv/.ready-app browser  ## Make the pictures of templates that have changed, from real runs (ARGS=--all for all)
	$(BIN)/python -m tests.pictures $(ARGS)

.PHONY: screenshots
screenshots: .venv/.ready-dev .venv/.ready-app browser web  ## Picture every screen of the web app in both themes, wide and on a phone (ARGS names some)
	$(BIN)/python -m tests.screens $(ARGS)

.PHONY: lock
lock: .venv/.ready-dev  ## Write the hashed requirement exports from pyproject.toml (UPGRADE=1 takes newer versions)
	$(EXPORT) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements/run.txt
	$(EXPORT) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt
	$(EXPORT) $(if $(UPGRADE),--upgrade) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	$(EXPORT) $(if $(UPGRADE),--upgrade) requirements/standin.in -o requirements/standin.txt
	$(EXPORT) $(if $(UPGRADE),--upgrade) layers/deps/requirements.in -c requirements/run.txt -o layers/deps/requirements.txt
	$(EXPORT) $(if $(UPGRADE),--upgrade) containers/browser/requirements.in -c requirements/run.txt -o containers/browser/requirements.txt

.PHONY: clean
clean:  ## Remove environments, caches and builds; the data folder stays
	rm -rf .venv .venv-standin frontend/node_modules build dist .aws-sam .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache htmlcov .coverage layers/core/*.egg-info
	find functions layers containers tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

# -- Environments: each stamp is as old as what it was made from -------------------------------------------------------

# uv installs the locked packages in 8 s where pip takes 56 s; pip brings it, and takes over where uv cannot reach an
# index that only pip is configured for.
.venv/.ready-uv: requirements/build.txt
	@test -n "$(PYTHON)" || { echo "Flow Builder needs Python 3.11 or newer; found: $$(python3 --version 2>&1)." \
		"Install it, or say where it is: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@echo "Making .venv with $$("$(PYTHON)" --version) …"
	@"$(PYTHON)" -m venv .venv || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

.venv/.ready-run: requirements/run.txt .venv/.ready-uv
	@echo "Installing what the host needs …"
	@$(call install,requirements/run.txt,.venv)
	@touch $@

.venv/.ready-dev: requirements/dev.txt .venv/.ready-uv
	@echo "Installing what development and tests need …"
	@$(call install,requirements/dev.txt,.venv)
	@touch $@ .venv/.ready-run

# The project itself, editable, without asking an index.
.venv/.ready-app: pyproject.toml .venv/.ready-uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@touch $@

# The AWS stand-in pins other versions of shared packages, so it lives apart; the tests start it.
.venv-standin/.ready: requirements/standin.txt .venv/.ready-uv
	@echo "Installing the AWS stand-in for tests …"
	@"$(PYTHON)" -m venv .venv-standin
	@$(call install,requirements/standin.txt,.venv-standin)
	@touch $@

frontend/node_modules/.ready: frontend/package-lock.json
	@echo "Installing the web app's packages …"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/node_modules/.built: frontend/node_modules/.ready frontend/index.html frontend/vite.config.ts \
		$(shell find frontend/src frontend/public -type f)
	@echo "Building the web app …"
	@cd frontend && npm exec --offline -- vite build --logLevel warn
	@touch $@

$(ASL_VALIDATOR)/node_modules/.ready: $(ASL_VALIDATOR)/package-lock.json
	@echo "Installing asl-validator for tests …"
	@cd $(ASL_VALIDATOR) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

define install
$(BIN)/uv pip install --quiet --python $(2)/bin/python --require-hashes --compile-bytecode -r $(1) \
	|| $(2)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
endef
