"""Country profile: what is known of one country, as it is put before a minister."""

from __future__ import annotations

import dash
from dash import html
from dash.development.base_component import Component

from app.errors import AppError, NotFound
from app.language import N_, _
from app.services.profile.profile import country_profile
from app.services.snapshot import snapshot
from frontend.components.states import not_there, trouble
from frontend.figures.geometry import read_geometry
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload
from frontend.profile.borders import drawn_together
from frontend.profile.brief import brief
from frontend.profile.facts import facts

dash.register_page(
    __name__,
    path_template="/countries/<iso3>",
    name=N_("Country profile"),
    title=titled(N_("{it}: country profile"), "/countries/{iso3}"),
)


@offload
def layout(iso3: str = "", beside: str = "", **_other: str) -> Component:
    """Show one country; `beside` names the group of countries that it is shown with."""
    store, folder = hall().store, hall().settings.data_dir
    try:
        profile = country_profile(store, iso3, beside)
    except NotFound:
        return not_there(_("Country profile"), beside or iso3)
    except AppError as error:
        title = html.H1(_("Country profile"), className="kicker")
        return html.Div([title, trouble(error)], className="page")
    names = {each.iso3: each.name for each in snapshot(store).countries}
    note = drawn_together(iso3, names, read_geometry(folder / "geo").drawn_within)
    return brief(profile, _("Country profile"), facts(profile, folder), note)
