"""How a report and a message are shown: one file a format; nothing is decided here."""
