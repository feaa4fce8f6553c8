"""What do all pages share: session, language, frame, work beside the page, inputs?

Entries: `sidebar` (frame.py), `start` (session.py).
"""
