"""Right answers, one module a unit, each under the student's own name."""
