"""Terms: the vocabularies of the cards in the language of the reader."""

from __future__ import annotations

from app.language import N_, _

TERMS = (
    *(N_("patients"), N_("studies"), N_("images"), N_("people")),
    *(N_("ultrasound"), N_("mammography"), N_("dermoscopy"), N_("histopathology")),
    *(N_("microscopy"), N_("endoscopy"), N_("fundus"), N_("mixed")),
    *(N_("abdomen"), N_("brain"), N_("breast"), N_("chest"), N_("dental"), N_("eye")),
    *(N_("fetal"), N_("gastrointestinal"), N_("heart"), N_("musculoskeletal")),
    *(N_("prostate"), N_("skin"), N_("whole-body"), N_("other")),
    *(N_("datasets"), N_("cohorts"), N_("models"), N_("sources")),
    *(N_("reported"), N_("counted"), N_("derived"), N_("estimated")),
    *(N_("complete"), N_("subset"), N_("listed only"), N_("unstated"), N_("exceeds total")),
    *(N_("conditional"), N_("summary"), N_("zero"), N_("suppressed"), N_("withheld")),
    *(N_("site not counted"), N_("not printed"), N_("said not to exist"), N_("not recorded")),
    *(N_("not found"), N_("country"), N_("sex"), N_("age"), N_("label"), N_("modality")),
    *(N_("site"), N_("year"), N_("socioeconomic"), N_("ethnicity"), N_("skin tone")),
    *(N_("female"), N_("male"), N_("Female"), N_("Male"), N_("Other")),
)

_PROTOCOLS = {
    "finetune": N_("fine-tuned"),
    "linear-probe": N_("linear probe"),
    "zero-shot": N_("zero shot"),
    "trained-from-scratch": N_("trained in full"),
    "not stated": N_("not stated"),
}


def protocol_words(protocol: str) -> str:
    """Say how a model was used in an evaluation; what is no word of ours stays as it is."""
    return _(_PROTOCOLS.get(protocol, protocol.replace("-", " ")))


def term(code: str) -> str:
    """Write a value of a vocabulary as people read it; what is no term of ours stays as it is."""
    return _(str(code))
