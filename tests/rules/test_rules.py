"""The rules across records: each fires where it should, alone, and nowhere else."""

from __future__ import annotations

import json

import pytest

import thinktank_model as tm
from thinktank_model import catalogue
from thinktank_model.rules.base import RULES

from . import cases_members, cases_organizations, cases_references
from .build import Case, mended, problems_of

MODULES = (cases_references, cases_organizations, cases_members)
CASES = [case for module in MODULES for case in module.CASES]
BREAKING = [case for case in CASES if case.found]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_fires_where_it_should_and_no_other_one_does(case: Case) -> None:
    """With its code, record and pointer, in the order of the records; a near miss breaks nothing."""
    found = [(problem.code, problem.record_id, problem.pointer) for problem in problems_of(case)]
    assert found == [(case.code, *place) for place in case.found]
