"""Who proposes fixes, a file a kind. A proposal need not fit: each is tried before it counts."""
