#!/usr/bin/env bash
# Rewrite the lock files from pyproject.toml. With UPGRADE=1 the unpinned versions move as well.
set -euo pipefail
cd "$(dirname "$0")/../.."

compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header ${UPGRADE:+--upgrade} "$@"
}

compile pyproject.toml requirements/build.in -o requirements/run.txt
for extra in test bench audit; do
    compile pyproject.toml requirements/build.in --extra "$extra" \
        -c requirements/run.txt -o "requirements/$extra.txt"
done
compile pyproject.toml requirements/build.in --extra test --extra proof \
    -c requirements/run.txt -o requirements/proof.txt
compile requirements/installer.in -o requirements/installer.txt
compile requirements/s3.in -o requirements/s3.txt
