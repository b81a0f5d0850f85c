"""What happened: append-only events chained by hash, lifecycles, findings and permanent references."""
