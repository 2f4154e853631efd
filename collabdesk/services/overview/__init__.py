"""What needs attention today, and the five numbers."""
