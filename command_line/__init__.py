"""What does `fundrunway VERB` do? Each verb has a file of its own.

A verb reads its arguments, asks the model, and hands the `Answer` to `deliver` (delivery.py).
Entry: `main` (main.py).
"""
