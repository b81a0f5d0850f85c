"""Who may: users, the names of roles, sign-in, and the decorator that denies by default."""
