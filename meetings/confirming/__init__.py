"""What members and later meetings do with minutes: comments, corrections, confirming, signing."""
