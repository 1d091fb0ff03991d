# What a developer types. `make help` lists it all; `make run` and `make test` make what they need.

PYTHON ?= python3
BIN := .venv/bin
UV ?= $(shell command -v uv || echo $(BIN)/uv)
# Two processes: most machines have two cores, and the browser tests want the rest of the memory.
WORKERS ?= 2
PORT ?= 8000
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types screenshots bench lock messages rules migration dev clean

help:  ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run:  ## Start the server on http://127.0.0.1:8000 (PORT=8080 for another)
	@$(PYTHON) -m elearn serve --port $(PORT)

dev:  ## Make .venv with everything a developer needs
	@$(PYTHON) -m elearn.bootstrap dev > /dev/null

test: dev  ## All tests, in parallel (TESTS=tests/quiz for some)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(TESTS)

check: lint types test  ## Everything that must be green before a commit

format: dev  ## Put the code into the house's shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

lint: dev  ## Shape and rules of the code, without changing it
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: dev  ## mypy --strict over elearn/
	@$(BIN)/mypy

screenshots: dev  ## Every page, phone and desktop, light and dark, into screenshots/
	@$(BIN)/python -m tests.browser.screenshots

bench: dev  ## CPU time of the hot pages beside the limit application
	@$(BIN)/python -m benchmarks.section_page
	@$(BIN)/python -m benchmarks.answer_save
	@$(BIN)/python -m benchmarks.quiz_statistics
	@$(BIN)/python -m benchmarks.gift_import
	@$(BIN)/python -m benchmarks.people_import
	@$(BIN)/python -m benchmarks.team_pages

lock:  ## Renew requirements.lock and requirements-dev.lock (needs uv)
	@$(LOCK) --upgrade pyproject.toml requirements-build.in -o requirements.lock
	@$(LOCK) --upgrade --extra dev --extra postgres --constraint requirements.lock pyproject.toml requirements-build.in -o requirements-dev.lock

messages: dev  ## Collect screen texts for translation, and compile the English catalogue
	@$(BIN)/pybabel --quiet extract -F babel.cfg -k lazy_gettext --no-location -o .messages.pot elearn templates
	@$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
		-i .messages.pot -d elearn/translations -l en
	@$(BIN)/pybabel --quiet compile -d elearn/translations
	@rm -f .messages.pot

rules: dev  ## Write docs/aturan.md from the rules of the checker and their examples
	@$(BIN)/python -m tests.rules.page

migration: dev  ## Write the next database revision from the tables: make migration NAME=add_office_hours
	@$(BIN)/python -m elearn.migrations.new $(NAME)
	@$(BIN)/ruff format --quiet elearn/migrations/versions

clean:  ## Remove .venv and caches; instance/ stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots elearn.egg-info build dist
