# FairAtlas in one image. Two stages: the first installs, the second holds only what runs.
#   docker build -t fairatlas .
#   docker run --rm -p 127.0.0.1:8000:8000 -v fairatlas-state:/srv/fairatlas/var fairatlas

FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/fairatlas
# The lock first: as long as it stays, this layer stays.
COPY pyproject.toml README.md LICENSE ./
COPY data/LICENSE.md data/
COPY requirements/ requirements/
RUN python -m pip install --no-cache-dir --require-hashes -r requirements/installer.txt \
 && python -m venv .venv \
 && python -m uv pip install --no-cache --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/run.txt \
 && python -m uv pip install --no-cache --compile-bytecode --python .venv/bin/python --no-deps --no-build-isolation --editable .
COPY . .
# Compiled now, since the running service may not write here.
RUN .venv/bin/python -m compileall -q app frontend migrations

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 fairatlas \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin fairatlas
WORKDIR /srv/fairatlas
# The same path as in the first stage: the environment and the project know each other by it.
COPY --from=build /srv/fairatlas ./
# All that is ever written: the database and uploaded files.
RUN install -d -o fairatlas -g fairatlas var
VOLUME /srv/fairatlas/var
ENV PATH=/srv/fairatlas/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FAIRATLAS_HOST=0.0.0.0 \
    FAIRATLAS_PORT=8000
USER 10001:10001
EXPOSE 8000
# The slim image has no curl; Python asks as well.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['FAIRATLAS_PORT']}/api/v1/health\", timeout=4)"]
CMD ["fairatlas", "serve"]
