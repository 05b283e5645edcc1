# FairAtlas from the command line. `make` alone prints what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV  := .venv
BIN   := $(VENV)/bin
TYPED := $(wildcard app frontend) tests/conftest.py tests/support tests/test_frame.py tests/test_architecture.py
WORKERS ?= 2

# Every target that help prints.
.PHONY: $(shell awk -F ':' '/^[a-z-]+:.*\#\# / { print $$1 }' Makefile)

help: ## Print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- What is installed: a stamp per lock file, so that a second start installs nothing ------------

$(VENV)/.run.stamp: requirements/run.txt requirements/installer.txt pyproject.toml
	@scripts/system/install.sh requirements/run.txt
	@touch $@

$(VENV)/.test.stamp: requirements/test.txt requirements/installer.txt pyproject.toml
	@scripts/system/install.sh requirements/test.txt
	@touch $@ $(VENV)/.run.stamp

$(VENV)/.bench.stamp: requirements/bench.txt requirements/installer.txt pyproject.toml
	@scripts/system/install.sh requirements/bench.txt
	@touch $@

setup: $(VENV)/.run.stamp ## Make .venv and install the locked versions

setup-test: $(VENV)/.test.stamp ## Install what the tests, ruff and mypy need as well

# What the long proofs and the benchmark of the engine need lies apart from what the tests run on.
ENGINE := var/venv-proof
$(ENGINE)/.stamp: requirements/proof.txt $(VENV)/.test.stamp
	@$(BIN)/python -m uv venv --quiet --allow-existing --python $(BIN)/python $(ENGINE)
	@$(BIN)/python -m uv pip install --quiet --system-certs --python $(ENGINE)/bin/python \
		--require-hashes -r requirements/proof.txt
	@touch $@

AUDIT := var/venv-audit
$(AUDIT)/.stamp: requirements/audit.txt $(VENV)/.run.stamp
	@$(BIN)/python -m uv venv --quiet --allow-existing --python $(BIN)/python $(AUDIT)
	@$(BIN)/python -m uv pip install --quiet --system-certs --python $(AUDIT)/bin/python \
		--require-hashes -r requirements/audit.txt
	@touch $@

# A real server of the S3 protocol, which shares no package with us.
S3 := var/venv-s3
$(S3)/.stamp: requirements/s3.txt $(VENV)/.test.stamp
	@$(BIN)/python -m uv venv --quiet --allow-existing --python $(BIN)/python $(S3)
	@$(BIN)/python -m uv pip install --quiet --system-certs --python $(S3)/bin/python \
		--require-hashes -r requirements/s3.txt
	@touch $@

# --- Use ------------------------------------------------------------------------------------------

run: setup ## Start the service at http://127.0.0.1:8000
	@exec $(BIN)/fairatlas serve

seed: setup ## Load the bundled cards and references into the database
	@$(BIN)/fairatlas init

# --- Check ----------------------------------------------------------------------------------------

test: setup-test ## Run every test (headless Chromium and PostgreSQL included)
	@scripts/system/test-needs.sh
	@$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

lint: setup-test ## Check style and layout with ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup-test ## Check types with mypy
	@$(BIN)/mypy $(TYPED)
	@$(BIN)/mypy --python-version 3.10 client/fairatlas_client

proof: setup-test $(ENGINE)/.stamp $(S3)/.stamp ## Run the figures' own proof: counts, laws and known answers
	@FAIRATLAS_PROOF_RELEASES=1000 FAIRATLAS_PROOF_HEADERS=10000 \
		FAIRATLAS_PROOF_S3=$(abspath $(S3)/bin/weed) $(BIN)/python -m pytest \
		-n $(WORKERS) tests/domain tests/stats tests/services client/tests
	@FAIRATLAS_PROOF_INPUTS=10000 FAIRATLAS_PROOF_COVERAGE=2000 \
		$(ENGINE)/bin/python -m pytest -n $(WORKERS) tests/engine
	@$(BIN)/python -m scripts.fuzz 100000
	@$(BIN)/python -m benchmarks.ingest.crash --kills 200
	@$(BIN)/python -m benchmarks.ingest.contention

fuzz: setup-test ## Send 2,000 random requests to the API (FUZZ=100000 for the long proof)
	@$(BIN)/python -m scripts.fuzz $(or $(FUZZ),2000)

bench-web: setup $(VENV)/.bench.stamp ## Measure the web tier
	@$(BIN)/python -m benchmarks.web

bench-ingest: setup-test ## Measure counts in bulk, from a request to its commit
	@$(BIN)/python -m benchmarks.ingest

atheris: $(ENGINE)/.stamp ## Drive every parser with grown inputs, 60 seconds each (SECONDS=600)
	@$(ENGINE)/bin/python -m scripts.atheris_parsers $(or $(SECONDS),60)

audit: $(AUDIT)/.stamp ## List what is shipped (SBOM), and ask if a locked package has a known weakness
	@$(AUDIT)/bin/python -m scripts.audit $(AUDIT_ARGS)

crash: setup-test ## Kill the service in the midst of uploads, 20 times (KILLS=200 for the long proof)
	@$(BIN)/python -m benchmarks.ingest.crash --kills $(or $(KILLS),20)

contention: setup-test ## A thousand uploads at once, ten thousand edits of one draft, one key a hundred times
	@$(BIN)/python -m benchmarks.ingest.contention

bench-pages: setup-test ## Measure the pages in headless Chromium (BENCH_ARGS="--datasets 5000")
	@$(BIN)/python -m benchmarks.pages $(BENCH_ARGS)

bench-engine: $(ENGINE)/.stamp ## Measure the engine beside scikit-learn and Fairlearn
	@env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(ENGINE)/bin/python -m benchmarks.engine $(BENCH_ARGS)

screenshots: setup-test ## Take pictures of every page into var/screenshots
	@$(BIN)/python -m scripts.screenshots

# --- Maintain -------------------------------------------------------------------------------------

geo: ## Rebuild the map's geometry (needs Node.js; the built files are committed)
	@cd scripts/geo && npm install --no-package-lock --no-audit --no-fund
	@node scripts/geo/build.mjs

words: setup-test ## Gather the words of the program into locale/, and compile its languages
	@$(BIN)/python -m scripts.words

lock: setup ## Rewrite the lock files from pyproject.toml
	@scripts/system/lock.sh

clean: ## Remove what tools left behind (never the data under var/)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
