"""Wrong answers that people really give, one module a unit, each with its sentence."""
