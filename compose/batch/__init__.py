"""Many incidents become many messages: none lost, none garbled, the same bytes each time."""
