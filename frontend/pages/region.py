"""Region profile: a region or group of countries, which is not the sum of its countries."""

from __future__ import annotations

from urllib.parse import unquote

import dash
from dash import html
from dash.development.base_component import Component

from app.errors import AppError
from app.language import N_, _
from app.services.profile.profile import region_profile
from frontend.components.states import trouble
from frontend.hall import hall
from frontend.offload import offload
from frontend.profile.brief import brief
from frontend.profile.facts import facts


def _title(name: str | None = None, **_other: str) -> str:
    shown = _("{region}: region profile", region=unquote(name)) if name else _("Region profile")
    return f"{shown} – FairAtlas"


dash.register_page(
    __name__, path_template="/regions/<grouping>/<name>", name=N_("Region profile"), title=_title
)
_NOTE = N_(
    "A region is not the sum of its countries: a dataset whose sites all lie in it counts here "
    "even where it cannot be divided by country."
)


@offload
def layout(grouping: str = "", name: str = "", **_other: str) -> Component:
    """Show one region."""
    try:
        profile = region_profile(hall().store, grouping, unquote(name))
    except AppError as error:
        title = html.H1(_("Region profile"), className="kicker")
        return html.Div([title, trouble(error)], className="page")
    return brief(profile, _("Region profile"), facts(profile, hall().settings.data_dir), _(_NOTE))
