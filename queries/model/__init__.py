"""What is counted, and how? The tables of the model, what follows from them before the count, the count and its breakdowns."""
