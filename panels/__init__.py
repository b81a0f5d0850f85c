"""Who and by which rules: bodies, their dated settings, authorities, seats, people, terms, offices, dates."""
