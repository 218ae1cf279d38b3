"""Right answers written differently, one module a unit: they must score full marks."""
