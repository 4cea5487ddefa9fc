# `make run` serves the guide, `make test` tests it; `make help` lists the rest.
# What was done once is noted in .make/ and not done again until its inputs change.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: run test lint types translations messages check browser bench prove lock clean help

BIN := .venv/bin
export FLASK_APP := wsgi.py
export PYTHONPATH := $(CURDIR)
# What somebody removed by hand is made again.
ifeq ($(wildcard $(BIN)/python),)
$(shell rm -rf .make)
endif
ifeq ($(wildcard app/static/vendor/*),)
$(shell rm -f .make/vendor)
endif
ifeq ($(wildcard translations/zh/LC_MESSAGES/messages.mo),)
$(shell rm -f .make/messages)
endif

PO := $(wildcard translations/*/LC_MESSAGES/*.po)
UV := $(BIN)/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 --no-header --quiet

run: .make/run .make/vendor .make/messages ## Set up what is missing and serve the guide on http://127.0.0.1:8000
	@$(BIN)/flask setup
	@exec $(BIN)/gunicorn wsgi:app

test: .make/dev .make/vendor .make/messages ## Run the tests that need no browser and no server (at most 3 minutes)
	$(BIN)/pytest -m "not browser and not postgres and not tenth"

lint: .make/dev ## Check style and format of the code and the templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint app/templates --lint --quiet

types: .make/dev ## Check the types
	$(BIN)/mypy

translations: .make/dev ## Check that every word of the interface is translated
	$(BIN)/python bin/check-translations

messages: .make/dev ## Bring the translation files up to date with the code
	$(BIN)/python bin/check-translations --update

check: .make/run ## Check the content files by all rules
	@$(BIN)/flask content check --strict

browser: .make/dev .make/vendor .make/messages ## Run the tests in Chromium
	$(BIN)/pytest -m browser

bench: .make/dev .make/vendor .make/messages ## Measure speed side by side with its own references
	$(BIN)/python -m bench

prove: .make/dev .make/vendor .make/messages ## Measure and test the full figures (at most 2 hours)
	$(BIN)/python -m bench --large
	PROVE=1 $(BIN)/pytest -m tenth

lock: .make/dev ## Pin the Python packages anew, with hashes
	@test -x $(BIN)/uv || $(BIN)/pip install --quiet uv
	$(UV) -o requirements/run.txt
	$(UV) --extra postgres -o requirements/postgres.txt
	$(UV) --group dev -o requirements/dev.txt

clean: ## Remove everything that set-up and tests made, but not the instance folder
	rm -rf .venv .make node_modules app/static/vendor .mypy_cache .ruff_cache .hypothesis bench/results
	find app tests bench translations -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm -f {} +

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' Makefile

.make/venv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || python3 -m venv .venv
	@mkdir -p .make && touch $@

.make/run: requirements/run.txt | .make/venv
	@test .make/dev -nt $< || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.make/dev: requirements/dev.txt | .make/venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.make/vendor: package-lock.json bin/fetch-vendor | .make/venv
	@npm ci --silent --no-audit --no-fund
	@bin/fetch-vendor
	@touch $@

.make/messages: $(PO) requirements/run.txt | .make/run
	@$(BIN)/pybabel --quiet compile -d translations
	@touch $@
