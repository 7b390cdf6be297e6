"""Why a cell cannot be traced, in words for the user."""

from blocks.errors import BlockpropError


class TraceRefused(BlockpropError):
    """There is no such cell, or nothing is known of where its number comes from."""
