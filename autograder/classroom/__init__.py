"""A class: what was handed in, the workers that grade it, and what everybody got."""
