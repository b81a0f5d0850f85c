"""Work in the background: progress, lease, retry, recovery; the outbox for mail."""
