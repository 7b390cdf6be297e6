"""Fixes of problems as buttons, resolved pads, and the picker of legal input sizes."""
