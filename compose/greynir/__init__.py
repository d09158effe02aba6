"""GreynirCorrect in a process of its own: who keeps it, what it answers, which of its codes are kept."""
