# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

# Cairn in an image: docs/deployment.md. Nothing secret is in it; what is secret comes from the environment at start.

FROM python:3.13-slim AS build
WORKDIR /app
# Tools and browser packages as in a checkout; in an environment of its own, what running needs and nothing else.
COPY package.json package-lock.json .npmrc requirements.lock requirements-dev.lock requirements-npm.lock requirements-uv.lock ./
COPY ospo_app/__init__.py ospo_app/install.py ospo_app/
RUN python -m ospo_app.install
RUN python -m venv --without-pip /opt/cairn \
    && .venv/bin/python -m uv pip install --python /opt/cairn/bin/python --no-cache --compile-bytecode --require-hashes -r requirements.lock
COPY . .
# The key is made for these commands and forgotten; settings ask for one. No database is asked.
RUN export CAIRN_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(48))')" DATABASE_URL=postgresql://nobody@localhost/none \
    && /opt/cairn/bin/python -m ospo_app.prepare \
    && /opt/cairn/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/cairn/bin/python -m compileall -q accounts assessments ospo_app \
    && rm -rf .venv node_modules

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent cairn
COPY --from=build /opt/cairn /opt/cairn
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/cairn/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER cairn
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz/live', timeout=4)"]
CMD ["gunicorn", "ospo_app.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
