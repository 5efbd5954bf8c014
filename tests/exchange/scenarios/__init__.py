"""Named merges with what must come of them (tests/exchange/test_merge_scenarios.py)."""

from __future__ import annotations

from tests.exchange.scenarios.cases import CASES
from tests.exchange.scenarios.codebook import CODEBOOK
from tests.exchange.scenarios.copies import COPIES
from tests.exchange.scenarios.deletions import DELETIONS
from tests.exchange.scenarios.texts import TEXTS
from tests.exchange.scenarios.work import WORK

ALL = (*CODEBOOK, *DELETIONS, *TEXTS, *CASES, *WORK, *COPIES)
