"""Reference implementations that the engine is proved against and timed against."""
