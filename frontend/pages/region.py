"""Region profile: a region or group of countries, which is not the sum of its countries."""

from __future__ import annotations

from urllib.parse import unquote

import dash
from dash import html
from dash.development.base_component import Component

from app.errors import AppError, NotFound
from app.language import N_, _
from app.services.places_by_name import list_title
from app.services.profile.profile import region_profile
from frontend.components.states import not_there, trouble
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload
from frontend.profile.brief import brief
from frontend.profile.facts import facts

dash.register_page(
    __name__,
    path_template="/regions/<grouping>/<name>",
    name=N_("Region profile"),
    title=titled(N_("{it}: profile"), "/regions/{grouping}/{name}"),
)
_NOTE = N_(
    "A region is not the sum of its countries: a dataset whose sites all lie in it counts here "
    "even where it cannot be divided by country."
)
_NOTE_OF_GROUP = N_(
    "A group is not the sum of its countries: a dataset whose places all lie in it counts here "
    "even where it cannot be divided by country."
)


@offload
def layout(grouping: str = "", name: str = "", **_other: str) -> Component:
    """Show one region."""
    try:
        profile = region_profile(hall().store, grouping, unquote(name))
    except NotFound:
        return not_there(_("Region profile"), unquote(name))
    except AppError as error:
        title = html.H1(_("Region profile"), className="kicker")
        return html.Div([title, trouble(error)], className="page")
    note = _NOTE_OF_GROUP if grouping == "income_group" else _NOTE
    return brief(profile, list_title(grouping), facts(profile, hall().settings.data_dir), _(note))
