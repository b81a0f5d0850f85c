"""Figures and pictures: what `make bench` and `make look` run."""
