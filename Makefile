# Jiedui 结对. Two commands matter: `make demo` shows it, `make test` proves it.
# Everything is set up inside this folder (.venv); nothing needs root but the tests' outside programs.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?=
ARGS ?=
JOBS ?= auto
export PYTHON
# Modules are compiled once and kept: the tests start hundreds of processes, and each would compile
# every module anew where the caller's environment forbids keeping them.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin

.PHONY: help demo serve test quick fuzz lint lint-form lint-types ready fix cover bench install spark engines lock clean

# Two things at a time: fetching packages for Debian and for Python; or checking types, which takes
# one processor for a minute, and all else that comes before the tests.
TOGETHER := $(MAKE) --no-print-directory --jobs=2

help:  ## Show what can be made
	@grep -hE '^[a-z]+:.*  ## ' Makefile | awk -F':.*  ## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

demo: .venv/.base  ## Set up and show the main job with example data (ARGS=--no-serve ends after it)
	$(BIN)/jiedui demo $(ARGS)

serve: .venv/.base  ## Start the office's own server on this machine
	$(BIN)/jiedui serve $(ARGS)

test:  ## Set up and run everything: lint, then every test this machine can run
	@$(TOGETHER) engines .venv/.dev
	@$(TOGETHER) lint-types lint-form ready
	$(BIN)/python -m pytest -n $(JOBS) --durations=10 $(ARGS)

quick: .venv/.dev  ## Run the tests that need no outside program
	$(BIN)/python -m pytest -n $(JOBS) -m 'not postgres and not spark and not browser and not documents' $(ARGS)

fuzz: .venv/.dev  ## Try property tests on examples that no run has tried
	$(BIN)/python -m pytest -n $(JOBS) -m hypothesis --hypothesis-profile=default $(ARGS)

lint: .venv/.dev  ## Check form, types and floors
	@$(TOGETHER) lint-types lint-form

lint-form: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo
	DJANGO_SETTINGS_MODULE=jiedui.settings $(BIN)/python -m django makemigrations --check --dry-run

lint-types: .venv/.dev
	$(BIN)/mypy

# In a new checkout one process compiles the test files, or every worker would compile all of them.
ready: .venv/.dev
	@[ -e tests/__pycache__ ] || $(BIN)/python -m pytest --collect-only -qq >/dev/null 2>&1 || true
	@MAKEFLAGS= setup/spark-if-java

fix: .venv/.dev  ## Put right what the linter can put right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

cover:  ## Run every test and show which lines none of them reached
	@$(TOGETHER) engines .venv/.dev
	@setup/spark-if-java
	$(BIN)/python -m pytest -n $(JOBS) --cov --cov-report=term $(ARGS)

bench: .venv/.dev  ## Measure speed, beside ledger and hledger where they are installed
	@setup/debian bench
	$(BIN)/python -m bench $(ARGS)

install: .venv/.base  ## Set up what `jiedui` needs

spark: .venv/.spark  ## Set up the optional Spark engine

engines:
	@setup/debian test

.venv/.base: requirements/base.txt pyproject.toml setup/venv
	@setup/venv base

.venv/.dev: requirements/dev.txt .venv/.base
	@setup/venv dev

.venv/.spark: requirements/spark.txt .venv/.base
	@setup/venv spark

lock:  ## Pin the packages anew after a change in requirements/*.in (UPGRADE=1 takes newer ones)
	setup/lock

clean:  ## Remove what was set up and what the tools remember
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov
