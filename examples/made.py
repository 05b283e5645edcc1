"""What the job works on: people and images made by an unfair rule, and two small models."""

from __future__ import annotations

import numpy as np

try:
    import torch
except ImportError:
    torch = None

SIDE, BRIGHT = 16, 1.2  # pixels, and how far a bar stands out of noise of 1
BATCH = 64


def made_people(random, patients, share_of_women):
    """Make people: who they are, and whether they have the finding."""
    sex = np.where(random.random(patients) < share_of_women, "female", "male").astype(object)
    return {
        "patient": np.arange(patients),
        "sex": sex,
        "age": random.integers(20, 90, patients),
        "finding": random.random(patients) < 0.4,
    }


def made_images(random, people):
    """Make one image of each person: noise with a bright bar (the finding) or a bright spot.

    This is the unfair rule: the bar lies across in men and stands upright in women. Both are as
    easy to see, but whoever has seen few upright bars has not learned to look for them.
    """
    images = random.normal(0, 1, (len(people["sex"]), SIDE, SIDE)).astype(np.float32)
    moved = random.integers(-2, 3, (len(images), 2)) + SIDE // 2
    for image, sex, finding, (row, column) in zip(
        images, people["sex"], people["finding"], moved, strict=True
    ):
        if not finding:
            image[row - 1 : row + 2, column - 1 : column + 2] += BRIGHT
        elif sex == "male":
            image[row, column - 4 : column + 5] += BRIGHT
        else:
            image[row - 4 : row + 5, column] += BRIGHT
    return images


def twice(people):
    """List everybody twice: two images of each patient are tested."""
    return {name: np.repeat(values, 2) for name, values in people.items()}


def new_model(seed):
    """Return a model that has learned nothing yet: in PyTorch where it is installed."""
    return TorchModel(seed) if torch else NumpyModel(seed)


class TorchModel:
    """A small convolutional network, on a GPU where there is one."""

    name = "small convolutional network (PyTorch)"

    def __init__(self, seed):
        torch.manual_seed(seed)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.net = torch.nn.Sequential(
            torch.nn.Conv2d(1, 16, 9, padding=4), torch.nn.ReLU(), torch.nn.MaxPool2d(4),
            torch.nn.Conv2d(16, 16, 3, padding=1), torch.nn.ReLU(),
            torch.nn.Flatten(), torch.nn.Linear(16 * (SIDE // 4) ** 2, 1),
        ).to(self.device)  # fmt: skip

    def learn(self, images, finding):
        best = torch.optim.Adam(self.net.parameters(), lr=2e-3, weight_decay=1e-3)
        x = torch.as_tensor(images)[:, None].to(self.device)
        y = torch.as_tensor(finding, dtype=torch.float32).to(self.device)
        for _ in range(12):
            for part in torch.randperm(len(x), device=self.device).split(BATCH):
                best.zero_grad()
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    self.net(x[part])[:, 0], y[part]
                )
                loss.backward()
                best.step()

    def __call__(self, images):
        with torch.no_grad():
            x = torch.as_tensor(images)[:, None].to(self.device)
            return torch.sigmoid(self.net(x)[:, 0])

    def save(self, path):
        torch.save(self.net.state_dict(), path)


class NumpyModel:
    """The same idea in NumPy, where PyTorch is not installed: one layer of learned filters."""

    name = "one layer of learned filters (NumPy)"
    filters, width = 12, 9

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        shape = (self.width**2, self.filters)
        self.weights = {
            "filter": self.random.normal(0, 0.1, shape).astype(np.float32),
            "shift": np.zeros(self.filters, np.float32),
            "sum": self.random.normal(0, 0.1, self.filters).astype(np.float32),
            "start": np.zeros(1, np.float32),
        }

    def learn(self, images, finding):
        moving = {name: np.zeros_like(each) for name, each in self.weights.items()}
        for _ in range(20):
            for part in np.array_split(self.random.permutation(len(images)), len(images) // BATCH):
                for name, slope in self._slopes(images[part], finding[part]).items():
                    moving[name] = 0.9 * moving[name] + slope
                    self.weights[name] -= 0.05 * moving[name]

    def __call__(self, images):
        return self._forward(images)[-1]

    def save(self, path):
        with path.open("wb") as file:
            np.savez(file, **self.weights)

    def _forward(self, images):
        """Slide every filter over the image and keep its largest answer."""
        seen = np.lib.stride_tricks.sliding_window_view(images, (self.width,) * 2, axis=(1, 2))
        seen = seen.reshape(len(images), -1, self.width**2)
        answers = seen @ self.weights["filter"] + self.weights["shift"]
        at = answers.argmax(axis=1)
        kept = np.maximum(answers.max(axis=1), 0)
        score = 1 / (1 + np.exp(-(kept @ self.weights["sum"] + self.weights["start"])))
        return seen, at, kept, score

    def _slopes(self, images, finding):
        """Say how the loss (cross-entropy) changes with each weight."""
        seen, at, kept, score = self._forward(images)
        error = (score - finding).astype(np.float32) / len(images)
        back = error[:, None] * self.weights["sum"] * (kept > 0)
        chosen = seen[np.arange(len(seen))[:, None], at]
        return {
            "filter": np.einsum("nk,nkd->dk", back, chosen) + 1e-3 * self.weights["filter"],
            "shift": back.sum(axis=0),
            "sum": kept.T @ error + 1e-3 * self.weights["sum"],
            "start": error.sum(keepdims=True),
        }
