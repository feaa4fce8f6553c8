"""The command line `fundrunway`: arguments in, the model's answers printed."""
