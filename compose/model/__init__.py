"""The nouns of the program: frozen, no files, no screen, no Jinja."""
