"""The runs of an open page: started, followed, and what they have left."""

from app.runs.page_runs import PageRuns

__all__ = ["PageRuns"]
