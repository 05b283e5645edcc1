"""The examples in the docstrings of the nouns are true."""

import doctest
import importlib
import pkgutil

import pytest

import app.domain

MODULES = [module.name for module in pkgutil.iter_modules(app.domain.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"app.domain.{name}"))
    assert found.failed == 0
