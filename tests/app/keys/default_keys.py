"""The usual keys: a promise to those who know them by heart.

Changed here means changed for everybody: a key may be added, one that is there stays.
"""

USUAL = {
    "file.new": ("Ctrl+N",),
    "file.open": ("Ctrl+O",),
    "file.save": ("Ctrl+S",),
    "file.save_as": ("Ctrl+Shift+S",),
    "file.quit": ("Ctrl+Q",),
    "edit.undo": ("Ctrl+Z",),
    "edit.redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "edit.cut": ("Ctrl+X",),
    "edit.copy": ("Ctrl+C",),
    "edit.paste": ("Ctrl+V",),
    "edit.duplicate": ("Ctrl+D",),
    "edit.delete": ("Del", "Backspace"),
    "edit.select_all": ("Ctrl+A",),
    "edit.add_block": ("Tab",),
    "run.run": ("F5",),
    "run.to_selected": ("F6",),
    "run.stop": ("Shift+F5", "Esc"),
    "view.frame_page": ("Home",),
    "view.frame_selection": ("F",),
    "view.zoom_in": ("Ctrl++", "Ctrl+="),
    "view.zoom_out": ("Ctrl+-",),
    "view.life_size": ("Ctrl+0",),
    "view.search_op": ("Ctrl+F",),
    "help.keys": ("F1",),
}
