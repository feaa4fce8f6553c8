"""How is a course, a fan or a bar drawn: one Vega-Lite specification for screen and file?

Entries: one function a kind of chart (courses.py, fans.py).
"""
