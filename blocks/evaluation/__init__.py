"""From a page to results: plan what is needed, run it, keep what was computed."""

from blocks.evaluation.cache import Cache
from blocks.evaluation.executing import execute
from blocks.evaluation.outcome import BlockReport, Event, Outcome
from blocks.evaluation.planning import Plan, plan
from blocks.evaluation.reasons import Reasons
from blocks.evaluation.requests import default_fetches, every_output
from blocks.evaluation.running import check, evaluate, run

__all__ = [
    "BlockReport",
    "Cache",
    "Event",
    "Outcome",
    "Plan",
    "Reasons",
    "check",
    "default_fetches",
    "evaluate",
    "every_output",
    "execute",
    "plan",
    "run",
]
