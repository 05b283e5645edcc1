"""What is pictured: every page, what can be chosen on it, and every state it can be in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.pages.stops import MAP, STOPS
from scripts.screenshots import acts
from scripts.screenshots.places import CATALOGUE, INVENTED

Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """One address in one state. `seen` is waited for; `before` and `then` are done to the page."""

    name: str
    path: str
    seen: str = ".finding"
    site: str = CATALOGUE
    who: str | None = None
    before: Act | None = None
    then: Act | None = None


# What the benchmark of the pages measures is shown first: every kind of page, as a visitor comes.
PAGES = tuple(Shown(stop.name, stop.path, stop.figure or stop.finding) for stop in STOPS)
CHOSEN = (
    Shown("Atlas, one country", "/atlas?measure=ratio&country=KEN&groups=region", MAP),
    Shown("Atlas, few sets", "/atlas?modality=mammography&measure=per_million", MAP),
    Shown(
        "Gaps, two sets",
        "/gaps?dimension=sex&subject=dataset:chexpert&other=dataset:mimic-cxr&unit=images",
    ),
    Shown("Gaps, crossed", "/gaps?dimension=age,sex&subject=dataset:mimic-cxr&unit=images"),
    Shown(
        "Gaps, skin tone", "/gaps?dimension=skin_tone&subject=dataset:fitzpatrick17k&unit=images"
    ),
    Shown("Datasets, filtered", "/datasets?modality=fundus&q=a"),
    Shown("a large dataset", "/datasets/mimic-cxr"),
    Shown("a pooled dataset", "/datasets/brainiac-pretraining"),
    Shown("a synthetic dataset", "/datasets/synfundus-1m"),
    Shown("a small dataset", "/datasets/qtim"),
    Shown("which number is wrong", "/datasets/chexpert/correct", "#numbers td"),
    Shown("what is wrong", "/datasets/chexpert/correct?table=1&sex=male", "#correct-says"),
    Shown("changes of a dataset", "/datasets/chexpert/changes"),
    Shown("Compare", "/compare?a=chexpert&b=mimic-cxr"),
    Shown("Compare, nothing chosen", "/compare", "main .hint"),
    Shown("another model", "/models/retfound"),
    Shown("a model of which little is known", "/models/med-palm-m"),
    Shown("questions for a supplier", "/models/biomedclip/questions", "main h1"),
    Shown("an evaluation by skin tone", "/evaluations/fairdisco-2022-ddi"),
    Shown("an evaluation with spreads", "/evaluations/medfair-2023-chexpert-erm"),
    Shown("Link", "/link"),
    Shown("Link, by age", "/link?attribute=age"),
    Shown("Link, skin tone", "/link?attribute=skin_tone"),
    Shown("a country with a long name", "/countries/LAO"),
    Shown("a country with many sets", "/countries/USA"),
    Shown("an income group", "/regions/income_group/Low%20income"),
)
RUNS = (
    Shown("a run", "/evaluations/my-run", ".rates td", INVENTED),
    Shown("a run, unfolded", "/evaluations/my-run?by=age", ".rates td", INVENTED, then=acts.unfold),
    Shown("two runs", "/evaluations/my-run/compare?with=my-other-run", "#gaps-table td", INVENTED),
    Shown(
        "two runs that cannot be compared",
        "/evaluations/my-run/compare?with=other-people", ".refused", INVENTED,
    ),
    Shown("two runs, nothing chosen", "/evaluations/my-run/compare", "#choose-with", INVENTED),
)  # fmt: skip
_ANA, _ROSA, _AMINA = "ana", "rosa", "amina"
CONTRIBUTORS = (
    Shown("Contribute", "/contribute", "#sign-in-token"),
    Shown("Contribute, a wrong token", "/contribute", "#sign-in-token", then=acts.wrong_token),
    Shown("Contribute, signed in", "/contribute", "#drop", who=_ANA),
    Shown("Contribute, a mistake", "/contribute", "#drop", who=_ANA, then=acts.card_with_mistake),
    Shown("Contribute, a sound card", "/contribute", "#drop", who=_ANA, then=acts.sound_card),
    Shown("Contribute, a draft", "/contribute?draft=nakuru-chest/1", "#comments", who=_ANA),
    Shown(
        "Contribute, counts",
        "/contribute?draft=nakuru-chest/1", "#comments", who=_ANA, then=acts.counts_with_mistake,
    ),
    Shown("Keys", "/contribute/keys", "#keys", who=_ANA),
    Shown("Keys, signed out", "/contribute/keys", "#sign-in-token"),
    Shown("Results", "/contribute/results", "#drop", who=_ANA),
    Shown("Log, not allowed", "/contribute/log", "#refused", who=_ANA),
    Shown("Log", "/contribute/log", "main td", who=_ROSA),
    Shown("Country, signed out", "/contribute/country", "#sign-in-token"),
    Shown("Country", "/contribute/country", "#asked a", who=_AMINA),
    Shown(
        "Country, one card",
        "/contribute/country?of=naivasha-chest/1", "#act-comment", who=_AMINA,
    ),
    Shown("Review, not allowed", "/contribute/review", "#refused", who=_ANA),
    Shown("Review", "/contribute/review", "#queue", who=_ROSA),
    Shown(
        "Review, one card",
        "/contribute/review?of=datasets/naivasha-chest/1", "#diff", who=_ROSA,
    ),
)  # fmt: skip
STATES = (
    Shown("waiting", "/atlas", ".skeleton", before=acts.hold_answers),
    Shown("waiting for an evaluation", "/link", ".skeleton", before=acts.hold_answers),
    Shown("server out of reach", "/gaps", ".trouble", before=acts.lose_answers),
    Shown("a wrong choice", "/atlas?modality=xrays", "[role=alert]"),
    Shown("Gaps, refused", "/gaps?dimension=ethnicity", "#gaps-figures :is(a, p), #gaps-finding p"),
    Shown("no such page", "/no-such-page", "main h1, main p"),
    Shown("no such dataset", "/datasets/no-such-set", "main h1"),
    Shown("no such country", "/countries/XXX", ".trouble"),
    Shown("no dataset found", "/datasets?q=nosuchset", ".empty"),
    Shown("nothing found", "/search?q=qqqqqqqq", "#finding"),
    Shown("Home of an empty catalogue", "/", ".finding, .empty", INVENTED),
    Shown("Atlas of an empty catalogue", "/atlas", ".empty, .trouble", INVENTED),
    Shown("Gaps of an empty catalogue", "/gaps", ".finding, .empty, .trouble", INVENTED),
    Shown("Datasets of an empty catalogue", "/datasets", ".finding, .empty", INVENTED),
    Shown("Models of an empty catalogue", "/models", ".finding, .empty", INVENTED),
    Shown("Link of invented runs", "/link", ".finding, .empty", INVENTED),
    Shown("Evaluations of invented runs", "/evaluations", ".finding, .empty", INVENTED),
)
SHOWN = (*PAGES, *CHOSEN, *RUNS, *CONTRIBUTORS, *STATES)
