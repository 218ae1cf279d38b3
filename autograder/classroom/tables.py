"""What the driver says of a class: what it would do, and what everybody got."""

from .work import Work

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet computes


def table(work: list[Work]) -> str:
    """A line for each student: points, then notes and faults."""
    who = {one.student: line(f"{one.student}  {one.name}".rstrip()) for one in work}
    width = max(map(len, [*who.values(), "student"]))
    lines = [f"{'student':<{width}}  {'points':>8}  notes"]
    for one in work:
        result = one.record.result if one.record else None
        points, said = "-", []
        if one.problem:
            said.append(one.problem if result else f"NOT GRADED: {one.problem}")
        if result:
            left = max(result.points - one.penalty, 0.0)
            points = f"{left:g}/{result.max_points:g}"
            if one.penalty:
                said.append(f"Handed in late: {one.penalty:g} points were taken off.")
            said += [result.fault] * bool(result.fault) + result.notes
        first, *others = [line(text) for text in said] or [""]
        lines.append(f"{who[one.student]:<{width}}  {points:>8}  {first}".rstrip())
        lines += [" " * (width + 12) + other for other in others]
    return "\n".join(lines)


def line(text: str) -> str:
    """Text of a student's making, on one line and unable to steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)[:300]


def no_formula(text: str) -> str:
    """Text in a cell of a table that a spreadsheet opens, and would else compute."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plan(work: list[Work]) -> str:
    """What would be done, a line for each student."""
    width = max([len(one.student) for one in work] + [0])
    lines = []
    for one in work:
        if one.problem:
            what = one.problem
        elif one.why:
            what = f"grade: {one.why}"
        else:
            what = "nothing: up to date" if one.entered else "enter into the gradebook"
        lines.append(f"{line(one.student):<{width}}  {what}")
    return "\n".join(lines)
