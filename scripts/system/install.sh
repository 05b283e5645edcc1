#!/usr/bin/env bash
# Make .venv where there is none and install one lock file into it: install.sh requirements/run.txt
# uv does it in seconds; where uv cannot be had, pip does the same with the same hashes.
set -euo pipefail
cd "$(dirname "$0")/../.."

lock=$1
venv=.venv
python=$venv/bin/python
installer=requirements/installer.txt

make_venv() {
    local found
    found=$(scripts/system/find-python.sh)
    if ! "$found" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$found cannot make a virtual environment: its venv module is missing. On Debian and" \
             "Ubuntu it is the package python3-venv; or name another Python: make run PYTHON=..." >&2
        exit 1
    fi
    echo "Making $venv with $("$found" -V)"
    rm -rf "$venv"
    "$found" -m venv "$venv"
}

with_uv() {
    "$python" -m uv --version >/dev/null 2>&1 ||
        "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$installer" ||
        return
    # Mirrors inside an institution often have a certificate that only the system knows.
    "$python" -m uv pip install --quiet --system-certs --python "$python" "$@"
}

with_pip() {
    echo "uv could not do it here; pip takes its place (slower)"
    "$python" -m pip install --quiet --disable-pip-version-check "$@"
}

install() {
    with_uv "$@" 2>/dev/null || with_pip "$@"
}

# A folder left by an interrupted run has an interpreter but no pip, or none at all: begin again.
"$python" -m pip --version >/dev/null 2>&1 || make_venv

echo "Installing $lock (the first time takes a minute or so)"
install --require-hashes -r "$lock"
# The project itself, in place: no download, its build tool came with the lock.
install --no-deps --no-build-isolation --editable .
