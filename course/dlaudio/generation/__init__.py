"""Networks that write: melodies, second voices, chords, verse, pitch curves and sound."""
