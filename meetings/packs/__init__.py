"""Packs, and the printed agenda as their front sheet."""
