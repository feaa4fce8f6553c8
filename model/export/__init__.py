"""How does an answer leave the program: what is read, what a spreadsheet opens, what JSON holds?

Each file makes the `Answer` to one question from its result; each file of `formats/` writes any
answer in one format. Entries: `Answer` (answer.py), `projection_answer` (projection.py).
"""
