"""What is looked at in a text: one file for each engine, and how their findings become one list."""
