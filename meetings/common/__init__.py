"""What every part of meetings stands on: policies, lifecycles, locks, labels, days."""
