"""How long things take, each measured beside something simpler in the same run; never a test, because machines are noisy."""
