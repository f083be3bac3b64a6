# feedmaker: `make demo` shows it at work, `make test` passes its tests.
# Both set up .venv first; Python 3.11.5 or newer (Debian 13 brings one) and make are enough.

PYTHON ?= python3
BIN := .venv/bin
SERVE ?=
SHARED ?= ../shared
DRAWN := tests/detect/test_drawn_pages.py

.PHONY: demo test coverage judge test-wheel test-newest check lint format golden pictures keys docs run lock release clean

demo: .venv/demo.stamp
	$(BIN)/feedmaker demo $(if $(SERVE),--serve $(SERVE))

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto

check: lint docs coverage judge  # coverage runs the tests

coverage: export PYTHONPATH := $(CURDIR)/tests
# The tests, and what they reach of each room, in child processes too. Hundreds of pages reach no
# more than a few do, and are tried unwatched, in half the time.
coverage: .venv/dev.stamp
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --ignore=$(DRAWN)
	$(BIN)/python -m pytest -q -n auto $(DRAWN)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o - | $(BIN)/python tests/coverage_by_room.py

judge: .venv/demo.stamp  # the cases of bug reports that lie beside the checkout, where they do
	$(BIN)/python tests/judge_cases.py $(SHARED) $(BIN)/feedmaker

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: .venv/dev.stamp  # make golden SITE=sewaktu: write its expected feeds anew, then look at the diff
	$(BIN)/python tests/golden.py $(SITE)

pictures: .venv/dev.stamp  # those of the README; wants chromium, liferea, xvfb, xdotool, imagemagick
	$(BIN)/python tests/pictures.py

keys: .venv/dev.stamp  # write the page of the site file's keys anew
	$(BIN)/python tests/keys_page.py

docs: .venv/dev.stamp  # the docs as a site, in .docs-site/; a warning is a failure
	$(BIN)/mkdocs build --quiet --strict

run: .venv/demo.stamp
	$(BIN)/feedmaker run --serve 127.0.0.1:8000

clean:
	rm -rf .venv

# Exact versions with their hashes, what builds feedmaker too; nothing is left to resolve, which
# Debian's own pip (23.0) could not do.
LOCKED := -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement
OURSELVES := -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

# Said before pip does, which names a package of others that is too new for that Python.
NEW_ENOUGH := import sys; sys.version_info >= (3, 11, 5) or sys.exit("feedmaker needs Python 3.11.5 or \
  newer, and this one is %d.%d.%d; name another: make PYTHON=... (docs/index.md says how to get one)" \
  % sys.version_info[:3])

.venv/bin/python:
	@$(PYTHON) -c '$(NEW_ENOUGH)'
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory venv-package
	$(PYTHON) -m venv .venv

.venv/demo.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python $(LOCKED) requirements.lock
	$(BIN)/python $(OURSELVES)
	touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml requirements-dev.lock
	$(BIN)/python $(LOCKED) requirements-dev.lock
	$(BIN)/python $(OURSELVES)
	touch $@ .venv/demo.stamp

# The newest versions, one list for every Python and machine that we name.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 --upgrade \
  --generate-hashes --custom-compile-command 'make lock' --group setup pyproject.toml

lock: .venv/dev.stamp
	$(COMPILE) --extra dev --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock

release: .venv/dev.stamp  # wheel, sdist, lock, notes and checksums in dist/
	$(BIN)/python .ci/release

test-wheel: .venv/dev.stamp  # what people get: the wheel, away from this folder
	.ci/test-wheel $(abspath $(BIN)/python)

test-newest:  # the tests with the newest of everything, whatever the lock says
	$(PYTHON) -m venv --clear .venv/newest
	.venv/newest/bin/python -m pip install --quiet --upgrade pip
	.venv/newest/bin/python -m pip install --quiet --upgrade --editable '.[dev]'
	.venv/newest/bin/python -m pytest -n auto

.PHONY: venv-package
venv-package:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq python3-venv; \
	else \
	  echo 'Python can make no virtual environment here. Do this first:'; \
	  echo '    sudo apt-get install python3-venv'; \
	  exit 1; \
	fi
