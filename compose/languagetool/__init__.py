"""LanguageTool: where it lies, how it gets there, its server, and what the server says. Started only when asked for."""
