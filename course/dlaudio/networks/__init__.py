"""Whole networks that the units train and look into."""
