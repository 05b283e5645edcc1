#!/usr/bin/env bash
# What the tests need beside Python: headless Chromium and PostgreSQL. Installed from the system's
# packages where that can be done; otherwise one sentence says which tests will fail without them.
set -u

# The headless shell is Chromium without its windows: a page takes a fraction of the processor time.
have_shell() { [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null; }
have_chromium() { have_shell || command -v chromium chromium-browser google-chrome >/dev/null; }
have_postgres() { [ -n "${POSTGRES_BIN:-}" ] || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

missing=()
have_shell || missing+=(chromium-headless-shell)
have_postgres || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests: ${missing[*]}"
    apt-get update -qq >/dev/null
    for package in "${missing[@]}"; do
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null
    done
    have_chromium || DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null
fi

have_chromium || echo "No Chromium here: the tests marked 'browser' will fail. Install the package chromium-headless-shell or chromium," \
    "name one by CHROMIUM=/path, or leave them out: make test PYTEST_ARGS=\"-m 'not browser'\"" >&2
have_postgres || echo "No PostgreSQL here: the tests that ask for it will fail. Install the package postgresql," \
    "name its programs by POSTGRES_BIN=/path/to/bin, or leave them out: make test PYTEST_ARGS=\"-k 'not postgresql'\"" >&2
exit 0
