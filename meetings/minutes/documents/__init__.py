"""Documents of minutes, frozen."""
