# The two commands of the README are `make book` and `make test`; `make help` lists all.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PAGES  := _build/html
TOOLS  := node_modules/.package-lock.json
NO_NPM := npm is missing, so the scripts are not checked. It comes with Node.js, 18 or newer: apt-get install nodejs npm (Debian, Ubuntu), brew install node (macOS) or https://nodejs.org

.DEFAULT_GOAL := help
.PHONY: help book live offline serve test scripts test-data bench check exercises check-class format catalogues codebook links lock clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1 - \2/p' $(MAKEFILE_LIST)

book: $(READY) check ## build the book (HTML) in English, Kazakh and Russian, and say where it is
	$(BIN)/python -m chronology.editions
	@echo "The book: file://$(CURDIR)/$(PAGES)/index.html, in other languages $(PAGES)/kk/index.html and $(PAGES)/ru/index.html"

# Once for each state of the code: a browser is started, and a minute goes into compressing.
live: $(READY) ## take the snapshot from which Python starts in the pages, and put it beside those that are built
	$(BIN)/python -m chronology.live $(if $(wildcard $(PAGES)/index.html),$(PAGES))

offline: book ## write the whole book, Python included, as one zip that opens from a USB stick: _build/chronology.zip
	$(BIN)/python -m chronology.live $(PAGES) _build/chronology.zip

serve: book ## build the book and serve it at http://127.0.0.1:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(PAGES) 8000

test: $(READY) ## lint, check the data, build the book, run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@if command -v npm >/dev/null || [ -n "$$CI" ]; then $(MAKE) --no-print-directory scripts; else echo "$(NO_NPM)"; fi
	-$(BIN)/python tests/browser.py
	-$(BIN)/python -m chronology.live
	@$(MAKE) --no-print-directory book
	$(BIN)/pytest -n auto --dist loadgroup

test-data: $(READY) check ## test what a row of data can break, in about a minute
	$(BIN)/pytest -q -n auto tests/test_checks.py tests/test_tables.py tests/test_dates.py tests/test_languages.py tests/test_edition.py

# Only the tests of the scripts need Node.js, neither the course nor its pages do.
scripts: ## lint the scripts, check their types, run the tests of their rules
	@command -v npm >/dev/null || { echo "$(NO_NPM)"; exit 1; }
	@$(MAKE) --no-print-directory $(TOOLS)
	npm run --silent lint
	npm run --silent types
	npm run --silent rules

$(TOOLS): package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Only the weight is that of the whole book.
bench: $(if $(filter slow scale grading live,$(PART)),$(READY),book) ## measure weight, slow line, many events, grading and Python in the page; PART=weight, slow, scale, grading or live for one
	@$(BIN)/python tests/browser.py
	$(BIN)/python -m bench $(PART)

check: $(READY) ## check the data
	$(BIN)/python -m chronology.checks

exercises: $(READY) ## make the student notebooks and the questions from exercises/solutions; SOLUTIONS=no: an edition in which no solution opens
	$(BIN)/python -m chronology.editions exercises
	for each in . kk ru; do $(BIN)/python -m chronology.exercises build exercises/$$each $(if $(filter no,$(SOLUTIONS)),--without-solutions) || exit 1; done

catalogues: $(READY) ## bring the catalogues for translators up to date (locale/, src/chronology/locale/)
	$(BIN)/python -m chronology.catalogue

check-class: $(READY) ## check the submissions of a class: DIR=their folder or zip file OUT=a folder for the results, and CHAPTERS="02 04" for only these
	@$(BIN)/python -m chronology.exercises check $(if $(DIR),"$(DIR)",$(error say where the submissions are: make check-class DIR=… OUT=…)) --out $(if $(OUT),"$(OUT)",$(error say where the results go: make check-class DIR=… OUT=…)) $(if $(CHAPTERS),--chapters $(CHAPTERS))

format: $(READY) ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(TOOLS) && npm run --silent format; else echo "$(NO_NPM)"; fi

codebook: $(READY) ## write the table of fields in data/README.md anew
	$(BIN)/python -m chronology.codebook

links: book ## list the external links of the book in _build/links.tsv, for a link checker
	$(BIN)/python -m chronology.book.links $(PAGES) > _build/links.tsv
	@wc -l < _build/links.tsv

# Universal: one file for every platform and Python from 3.11 on.
lock: $(READY) ## resolve requirements.txt anew from pyproject.toml
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --upgrade \
	  --custom-compile-command "make lock (from pyproject.toml: the one lock for local use, CI and Binder)" \
	  --output-file requirements.txt

clean: ## remove what was built, and the environment
	rm -rf _build node_modules bench/node_modules $(VENV)

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": call make with PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv --clear $(VENV) || { echo "No environment could be made: install Python's venv (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
