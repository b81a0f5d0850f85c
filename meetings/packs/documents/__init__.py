"""Documents of packs, frozen."""
