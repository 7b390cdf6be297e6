"""What a page holds beside blocks and wires, each a table with its own rules."""
