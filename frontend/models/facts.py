"""Facts of one model: how it is made and obtained, and what its card prints in all."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.domain.vocabulary import Reported, Unit
from app.language import N_, _
from app.services.terms import term
from app.services.training.profile import Profile
from app.services.training.weights import weights_words
from app.services.wording import exact, joined
from app.services.writing.field_words import WORDS
from frontend.components.kinds import kinds_of_image, parts_of_the_body

_COMPUTE = ("gpu_type", "gpu_count", "gpu_hours", "co2_kg", "energy_kwh")
_LOOKED = {
    Reported.YES: N_("yes"),
    Reported.PARTIAL: N_("in part"),
    Reported.NO: N_("no"),
    Reported.UNKNOWN: N_("not found"),
}


def facts(profile: Profile) -> Component:
    """Name the kinds of image, the makers, and how the model is obtained."""
    card = profile.card
    given = [
        (_("Kinds of image"), kinds_of_image(card.modalities)),
        (_("Parts of the body"), parts_of_the_body(card.body_regions)),
        (_("Made in (not where imaged)"), "; ".join(profile.flow.makers)),
        (_("Released"), str(card.release_year or "")),
        (_("Weights"), weights_words(card.weights_access or "")),
        (_("Licence"), card.licence or ""),
        (_("Architecture"), card.architecture or ""),
        (_("Parameters"), exact(card.parameters) if card.parameters is not None else ""),
        (_("How it was trained"), card.pretraining_method or ""),
        (_("Meant for"), card.intended_uses or ""),
        (_("Not meant for"), card.unsuitable_uses or ""),
        (_("Its makers looked at differences between groups"),
         _(_LOOKED[card.fairness_evaluated])),
        (_("What was done about differences between groups"), card.mitigation or ""),
    ]  # fmt: skip
    said = [html.Div([html.Dt(name), html.Dd(words or _("not found"))]) for name, words in given]
    home = html.P(html.A(_("The makers’ page"), href=card.homepage)) if card.homepage else None
    return html.Div([html.Dl(said, className="facts"), home])


def totals(profile: Profile) -> Component | None:
    """Print the totals of the card, with what is said about them."""
    said = [
        _("{n} {unit}", n=exact(total.n), unit=term(unit))
        for unit in (Unit.PATIENTS, Unit.IMAGES)
        if (total := profile.card.totals[unit]).n is not None
    ]
    if not said and not profile.card.totals_note:
        return None
    printed = _("Totals that its card prints: {said}.", said=joined(said)) if said else ""
    return html.P(" ".join(filter(None, (printed, profile.card.totals_note))), className="quiet")


def compute(profile: Profile) -> Component:
    """Print what the training took, where anybody says."""
    given = profile.card.compute
    head = html.H2(_("What its training took"))
    if not given:
        none = _("We found nothing on hardware, hours or energy.")
        return html.Section([head, html.P(none, className="nothing-known")])
    said = [
        html.Div(
            [
                html.Dt(_(WORDS[key])),
                html.Dd(_("not found") if given.get(key) is None else _plain(given[key])),
            ]
        )
        for key in _COMPUTE
    ]
    return html.Section([head, html.Dl(said, className="facts")])


def _plain(value: object) -> str:
    if value is None:
        return _("not found")
    return f"{value:,.6g}" if isinstance(value, int | float) else str(value)
