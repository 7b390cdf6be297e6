"""The runs of an open page: started, followed, what they have left, and those that begin by
themselves."""

from app.runs.page_runs import PageRuns

__all__ = ["PageRuns"]
