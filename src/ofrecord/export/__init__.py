"""What leaves the project: reports of checked stories as text, as a page, as ClaimReview."""
