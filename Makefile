# The words that people and CI share. Each sets up what it needs in .venv on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
STAMP := $(VENV)/.installed

.PHONY: help vscode demo test check types style generated audit docs slow fuzz mutants coverage oldest wheel fix generate lock bench accuracy clean
.DEFAULT_GOAL := help

help:  ## show these words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# What evlint needs to run, and no more.
$(RUNS): pyproject.toml
	@echo "Making $(VENV) and installing evlint there, with what it needs to run (about 60 MB): once."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# What its tests, its manual and its checks need besides.
$(STAMP): pyproject.toml
	@echo "Making $(VENV) and installing there what the tests, the manual and the checks need (about 600 MB): once."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(RUNS) $@

demo: $(RUNS)  ## check the posts in fixtures/demo, the example post among them
	@$(BIN)/python -m compileall -q src/evlint
	@scripts/demo.sh $(BIN)/evlint

# The type checker takes one core for the better part of a minute, and the audit waits for the network: they run beside the
# tests, and what they say is printed at the end.
test: $(STAMP) style generated  ## ruff, the type checker and the whole test suite
	@$(BIN)/mypy > $(RUNS).types 2>&1 & types=$$!; \
	scripts/audit.sh $(BIN) > $(RUNS).audit 2>&1 & audit=$$!; \
	$(BIN)/python -m pytest -n 2 --dist worksteal; tests=$$?; \
	wait $$types; types=$$?; wait $$audit; audit=$$?; \
	cat $(RUNS).types $(RUNS).audit; \
	exit $$((tests || types || audit))

# The type checker keeps one core busy, and the audit waits for the network: they go side by side.
check: $(STAMP)  ## ruff, the type checker, what is generated, and known holes in the dependencies
	@$(MAKE) --no-print-directory --jobs=2 types style generated audit

types: $(STAMP)
	$(BIN)/mypy

style: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

generated: $(STAMP)
	$(BIN)/python scripts/generate.py --check

audit: $(STAMP)
	@scripts/audit.sh $(BIN)

slow: $(STAMP)  ## the tests that take long: thousands of random edits, all generators of hostile text
	$(BIN)/python -m pytest -n 2 --dist worksteal -m slow
	$(BIN)/python -m pytest -n 2 --dist worksteal --hypothesis-profile=search tests/property

fuzz: $(STAMP)  ## feed every reader with nonsense for FUZZ_SECONDS (60)
	PYTHONPATH=src:tests $(BIN)/python tests/fuzz/run.py

mutants: $(STAMP)  ## change the code of dates and of verdicts place by place: which change does no test see? (SAMPLE=12 a file)
	PYTHONPATH=src:tests $(BIN)/python scripts/mutants.py --sample $(or $(SAMPLE),0)

coverage: $(STAMP)  ## branches that the quick tests reach, without starting the command; fails below the floor of pyproject.toml
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -n 0 tests/unit tests/property tests/test_rules.py tests/fuzz
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

oldest: pyproject.toml  ## run the tests with the oldest versions of the dependencies that are allowed
	scripts/oldest.sh $(PYTHON) .venv-oldest

wheel: pyproject.toml  ## build the wheel and run the acceptance suite on it, in an environment of its own
	scripts/wheel_test.sh $(PYTHON) .venv-wheel

vscode:  ## build, check, test and pack the extension for VS Code (needs Node.js 20 and npm)
	@scripts/vscode.sh

fix: $(STAMP)  ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)  ## measure beside the peers, in one run (needs hyperfine; BENCH=--large adds 40,000 posts)
	benchmarks/peers.sh
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q src/evlint
	$(BIN)/python benchmarks/run.py $(BENCH)

accuracy: $(STAMP)  ## count what evlint and its peers find, side by side; writes benchmarks/ACCURACY.md
	benchmarks/peers.sh
	$(BIN)/python benchmarks/accuracy.py

generate: $(STAMP)  ## write again all that is generated
	$(BIN)/python scripts/generate.py

lock: $(STAMP)  ## lock again, with hashes, what the GitHub Action installs (asks the package index)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python scripts/lock.py

docs: $(STAMP)  ## build the manual into site/: a warning fails, and evlint checks its own pages
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	$(BIN)/evlint check --offline docs *.md
	@echo "The manual is there: site/index.html"

clean:  ## delete what these words made
	rm -rf $(VENV) .venv-oldest .venv-wheel build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis
