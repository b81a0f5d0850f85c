"""Minutes: written, saved, checked, published; the decisions in them."""
