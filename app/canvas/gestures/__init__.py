"""What one can do on the canvas with the mouse: one file a gesture, listed in `every.py`.

A press is offered to each gesture in turn; the first that takes it has the mouse until it is
released, or until Esc or an edit from elsewhere cancels it. See `gesture.py` for the contract.
"""
