"""The engine: the only code that computes on prediction rows.

`evaluate(rows, question)` is its door: values, intervals and gaps per group. Cells that a
database or a cluster reduces rows to are described in `app.engine.cells`: `edges` computes
their edges once, `SCHEMA` names their columns.
"""

from app.engine.cells import SCHEMA, bin_of, edges
from app.engine.evaluate import Evaluated, evaluate
from app.engine.question import Question, ThresholdSource

__all__ = ["SCHEMA", "Evaluated", "Question", "ThresholdSource", "bin_of", "edges", "evaluate"]
