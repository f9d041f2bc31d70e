"""What does each audience get? Its file, with what a small number could give away hidden or rounded."""
