"""Lint: what is wrong with letters, locales, rules, phrases and examples, found before anybody is written to."""
