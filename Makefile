# feedmaker: `make demo` shows it at work, `make test` passes its tests.
# Both set up .venv first; a Debian machine with python3 and make is enough.

PYTHON ?= python3
BIN := .venv/bin
SERVE ?=

.PHONY: demo test check lint format golden run clean

demo: .venv/demo.stamp
	$(BIN)/feedmaker demo $(if $(SERVE),--serve $(SERVE))

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto

check: lint test

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

run: .venv/demo.stamp
	$(BIN)/feedmaker run --serve 127.0.0.1:8000

clean:
	rm -rf .venv

# Debian's own pip (23.0) can't resolve some requirements, so a new one comes first.
.venv/pip.stamp:
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory venv-package
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	touch $@

.venv/demo.stamp: .venv/pip.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/dev.stamp: .venv/pip.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ .venv/demo.stamp

.PHONY: venv-package
venv-package:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq python3-venv; \
	else \
	  echo 'Python can make no virtual environment here. Do this first:'; \
	  echo '    sudo apt-get install python3-venv'; \
	  exit 1; \
	fi
