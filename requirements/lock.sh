#!/bin/sh
# Rewrites the hash-locked requirements from pyproject.toml. Needs uv; users and CI do not.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate"
uv pip compile $options pyproject.toml requirements/build.in -o requirements/base.txt "$@"
uv pip compile $options --extra dev pyproject.toml requirements/build.in -c requirements/base.txt -o requirements/dev.txt "$@"
# fideslang caps pydantic below what we need, so the tests ask it in an environment of its own.
uv pip compile $options requirements/fides.in -o requirements/fides.txt "$@"
