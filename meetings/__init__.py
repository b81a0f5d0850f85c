"""When: agenda, papers, packs, attendance, interests, minutes, decisions and follow-up."""
