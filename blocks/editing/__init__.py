"""Edits that people think of as one: insert, lift out, replace, group, arrange. Each is made of the
page's own edits, and is one step to undo."""
