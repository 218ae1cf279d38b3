"""What computes scores: it questions an answer, in a sandbox or here, and compares."""
