"""Presets: configured blocks and groups, kept as plain files to be put on any page."""

from blocks.presets.library import Broken, Preset, PresetRefused, Presets, is_preset_key

__all__ = ["Broken", "Preset", "PresetRefused", "Presets", "is_preset_key"]
