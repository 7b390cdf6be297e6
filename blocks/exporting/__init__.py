"""A page as Python that runs without blockprop's window, and gives the same numbers.

from blocks.exporting import export
print(export(page, "pytorch").text)
"""

from blocks.exporting.exporting import FLAVOURS, Export, export, save
from blocks.exporting.refusing import ExportRefused

__all__ = ["FLAVOURS", "Export", "ExportRefused", "export", "save"]
