"""Owns a mistake in the client's language: an incident in, a short checked apology out."""

__version__ = "0.1.0"
