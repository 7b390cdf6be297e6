"""A page as it looks: what its blocks show, where that stands, and a picture of it without Qt."""
