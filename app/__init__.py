"""blockprop's window and its command. Importing this alone imports nothing of Qt."""
