"""What a class got and misunderstood, as a page and a table."""
