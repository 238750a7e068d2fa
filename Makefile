# Every recipe sets up what it needs; nothing has to be run before.
# Without make: scripts/bootstrap.sh && .venv/bin/gongkai demo   ·   scripts/bootstrap.sh dev && scripts/test.sh
SHELL := /bin/sh
PORT ?= 8000
BIN := .venv/bin

.PHONY: help demo setup demo-data dev test check format bench lock clean

help: ## What there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: ## Set up, load the demonstration year, build its report and serve it (PORT=8000)
	@scripts/bootstrap.sh
	@$(BIN)/gongkai demo --port $(PORT)

setup: ## Set up only
	@scripts/bootstrap.sh
	@$(BIN)/gongkai setup

demo-data: ## Set up and load the demonstration year without serving
	@scripts/bootstrap.sh
	@$(BIN)/gongkai demo --no-serve

dev: ## Set up with the development tools
	@scripts/bootstrap.sh dev

test: dev ## All tests; PostgreSQL, Redis and Chromium are used where they are installed
	@scripts/test.sh

check: dev ## Lint, types, contracts, architecture, templates, migrations, translations
	@scripts/check.sh

format: dev ## Format the code
	@$(BIN)/ruff check --fix src tests bench scripts
	@$(BIN)/ruff format src tests bench scripts

bench: dev ## Timings as ratios against references of the same run; writes docs/performance.md
	@scripts/bench.sh

lock: ## Lock the dependencies anew
	@scripts/bootstrap.sh dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9
	@for set in runtime dev; do extra=; [ $$set = dev ] && extra="--extra dev"; \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --extra setup $$extra pyproject.toml -o requirements/$$set.lock; done

clean: ## Remove the virtual environment and caches; data in var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
