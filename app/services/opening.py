"""Opening: the database of the settings, ready to be read."""

from __future__ import annotations

import logging

from app.services.bulk.sweep import sweep
from app.services.ingest import LoadReport, load_bundle
from app.settings import Settings
from app.store import Store, open_store

log = logging.getLogger("fairatlas")


def prepare_store(settings: Settings) -> Store:
    """Open the database, bring its tables up to date and load the bundled cards."""
    store = connect(settings)
    store.upgrade()
    sweep(settings.upload_dir)
    report = load_bundle(store, settings.data_dir)
    _log_report(report)
    return store


def connect(settings: Settings) -> Store:
    """Open the database without touching it."""
    return open_store(settings.database_url, settings.read_time_limit_s, settings.lock_time_limit_s)


def _log_report(report: LoadReport) -> None:
    if report.changed:
        added, revised = len(report.added), len(report.revised)
        log.info("release %s: %s cards added, %s revised", report.release, added, revised)
    if report.left_alone:
        log.warning("revised here, so left alone: %s", ", ".join(report.left_alone))
