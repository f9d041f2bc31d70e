"""What was done about a figure, and did it move? Actions, comments and confirmed level shifts."""
