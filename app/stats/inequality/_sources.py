"""Sources that several measures of the drawer share."""

HEAT = (
    "Health Equity Assessment Toolkit (HEAT), technical notes. World Health Organization; and "
    "Schlotheuber A, Hosseinpoor AR. Summary measures of health inequality: a review of existing "
    "measures and their application. International Journal of Environmental Research and Public "
    "Health 2022;19(6):3697."
)
