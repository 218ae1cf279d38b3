"""What runs beside a student's code: a warm parent, its forks, and the messages they exchange.

This is all of the grader that the sandbox can see. It knows no answers, and nothing it says is a
score: only values that answer a question.
"""
