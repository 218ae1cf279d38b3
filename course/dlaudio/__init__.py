"""Deep learning for audio, from scratch in NumPy."""
