"""The variables of a page: a table of names, sources, values and uses."""
