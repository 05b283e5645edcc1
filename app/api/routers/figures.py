"""Figures: the headline numbers, the measures, and the answer to a question of one's own."""

from __future__ import annotations

from fastapi import Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, pairs_of, reply
from app.domain.assessment import Assessment
from app.domain.question import Question
from app.services.assess import assess
from app.services.assess_table import assessment_table
from app.services.catalogue import debt, headline, metrics
from app.services.catalogue import other_tables as tables
from app.services.parameters import single
from app.services.question_parameters import QUESTION

router = Router(tags=["figures"])


@router.get("/stats", response_model=headline.Stats)
@public
def read_stats(request: Request, store: StoreDep) -> Response:
    """The headline figures about the catalogue, each with how it is defined."""
    return reply(request, headline.stats(store, pairs_of(request)), tables.stats_table)


@router.get("/metrics", response_model=metrics.MetricPage)
@public
def list_metrics(request: Request, store: StoreDep) -> Response:
    """Every measure that an answer may hold: formula, unit, direction and source."""
    return reply(request, metrics.metrics(store, pairs_of(request)), tables.metric_table)


@router.get("/assess", response_model=Assessment, openapi_extra=parameters(QUESTION))
@public
def read_assessment(request: Request, store: StoreDep) -> Response:
    """Who is in a dataset, a selection or a training mix, held against a reference."""
    question = Question.parse(single(pairs_of(request)))
    return reply(request, assess(store, question), assessment_table)


@router.get("/documentation", response_model=debt.DebtPage, openapi_extra=parameters(debt.DEBT))
@public
def list_documentation(request: Request, store: StoreDep) -> Response:
    """What datasets document, by year of release: items given, denied, silent or not read."""
    return reply(request, debt.documentation_debt(store, pairs_of(request)), debt.debt_table)
