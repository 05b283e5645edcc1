"""A loop that logs predictions, and tensors of several libraries."""

from typing import Any

import numpy as np
from fairatlas_client.run import Run

from tests.support import runs as made

WHAT: dict[str, Any] = {
    "model": "my-model",
    "dataset": "my-dataset",
    "split": "test",
    "task": "pneumonia, chest X-ray",
    "label": "pneumonia",
    "protocol": "fine-tuned",
    "threshold": 0.5,
    "threshold_source": "validation",
}


class Tensor:
    """What a tensor on a GPU can do: nothing but be brought to the CPU."""

    dtype = "float32"

    def __init__(self, values: Any) -> None:
        self._values = values

    def detach(self) -> "Tensor":
        return self

    def cpu(self) -> Any:
        return np.asarray(self._values).view(_OnCpu)


class _OnCpu(np.ndarray):
    def numpy(self) -> Any:
        return np.asarray(self)


class Exported:
    """What only speaks DLPack, as arrays of some libraries do."""

    def __init__(self, values: Any) -> None:
        self._values = np.asarray(values)

    def __len__(self) -> int:
        return len(self._values)

    def __dlpack__(self, **more: Any) -> Any:
        return self._values.__dlpack__(**more)

    def __dlpack_device__(self) -> Any:
        return self._values.__dlpack_device__()


def logged(run: Run, size: int = 100, patients: int = 400) -> None:
    """Log the made predictions batch by batch, scores as tensors."""
    table = made.predictions(patients).to_pydict()
    for start in range(0, len(table["sample"]), size):
        part = {name: values[start : start + size] for name, values in table.items()}
        run.log(
            part["sample"], Exported(np.array(part["truth"], dtype=np.int64)),
            Tensor(part["score"]), patient=part["patient"], sex=part["sex"], age=part["age"],
        )  # fmt: skip
