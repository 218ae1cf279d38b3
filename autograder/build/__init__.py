"""From the text of a unit to what students and instructors open: notebooks, questions, pages."""
