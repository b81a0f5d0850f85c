"""What comes after publication: late papers, newer versions, urgent business."""
