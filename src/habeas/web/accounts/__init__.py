"""Staff, their roles, and one function for each question of permission."""
