"""Scenario files: reading, reforms over a base, checking, writing, migration, JSON Schema."""
