"""What the page of gaps says beside its figures."""

from app.language import N_

HOW_TO_READ = (
    N_(
        "A share is a part of those whose group is known. A bar from end to end holds everything "
        "that the share may be, wherever those belong whose group is not known. Hatched "
        "with a full line around it: not known. With a dashed line: what a group in which nobody "
        "is counted may be, or how much more the unknown may be."
    ),
    N_(
        "The ring is the group’s share in the reference, the dot its share among the known. A "
        "ratio of 1 means the same share; on its axis one step to the left is half, one to the "
        "right is twice."
    ),
    N_(
        "No reference is right by itself. Who should be in a dataset depends on what it is for: "
        "the people who have a disease are not the people of the world. Where a reference is "
        "chosen, who is eligible in it stands above the figures, and can be narrowed."
    ),
    N_(
        "There is no sampling interval: a dataset is not a random sample. How much hangs on one "
        "dataset is shown by the range when any one is left out."
    ),
    N_(
        "In a pool by country, no ratio is shown that rests on fewer than three independent "
        "datasets."
    ),
)
SEE = (
    "share", "representation_ratio", "parity_add_only", "jensen_shannon_distance", "dissimilarity",
    "coverage", "gini", "counting", "statuses", "reasons",
)  # fmt: skip
# Questions to begin with: the words, and the choices they stand for.
BEGIN = (
    (
        N_("Where were patients imaged, against where people live?"),
        {"reference": "un-wpp-2024-2025"},
    ),
    (
        N_(
            "The National Lung Screening Trial by sex, against people aged 55 to 74 in the United "
            "States"
        ),
        {
            "subject": "dataset:nlst",
            "dimension": "sex",
            "reference": "un-wpp-2024-2025",
            "reference_filter": "age:55-74;country:USA",
        },
    ),
    (
        N_("Chest X-ray sets by sex, against the people of the world"),
        {
            "dimension": "sex",
            "modality": "xray",
            "body_region": "chest",
            "reference": "un-wpp-2024-2025",
        },
    ),
    (
        N_("The training mix of RAD-DINO by country"),
        {
            "subject": "model:rad-dino",
            "dimension": "country",
            "reference": "un-wpp-2024-2025",
        },
    ),
)
