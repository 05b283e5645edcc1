#!/usr/bin/env bash
# Print the path of a Python of at least 3.11, or say in one sentence what is missing.
# A name on the PATH is not enough: a shim may stand there without an interpreter behind it.
set -u

oldest_ok='import sys; sys.exit(sys.version_info < (3, 11))'
seen=""
for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
    "$name" -c "$oldest_ok" >/dev/null 2>&1 && { "$name" -c 'import sys; print(sys.executable)'; exit 0; }
    version=$("$name" -V 2>/dev/null) && seen="$seen $name is $version;"
done
echo "FairAtlas needs Python 3.11 or newer.${seen:+ Found:$seen} Install one, or name it: make run PYTHON=/path/to/python3.12" >&2
exit 1
