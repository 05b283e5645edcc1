"""Link: how common groups are in training, and how they are served."""

from __future__ import annotations

from fastapi import Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, pairs_of, reply
from app.services.link.answers import Link
from app.services.link.link import link
from app.services.link.question import LINK, LinkQuestion
from app.services.link.table import link_table

router = Router(tags=["figures"])


@router.get("/link", response_model=Link, openapi_extra=parameters(LINK))
@public
def read_link(request: Request, store: StoreDep) -> Response:
    """Performance per group against the group's share in what the model learned from.

    What goes together, run by run and cluster by cluster, or why it cannot be said; never why.
    """
    question = LinkQuestion.parse(pairs_of(request))
    return reply(request, link(store, question), link_table)
