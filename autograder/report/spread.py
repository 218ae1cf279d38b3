"""How points spread over a class: a histogram, and how hard and how telling each exercise was."""

import statistics
from dataclasses import dataclass

from .classes import ClassReport

BINS = 10
FEWEST = 5  # students of whom a correlation may be told
WIDTH, HEIGHT, FOOT = 600, 140, 22


@dataclass(frozen=True)
class Spread:
    """How a class did in one exercise, or in one question of a quiz.

    Attributes
    ----------
    difficulty : float
        Mean share of its points: 1 is easy, 0 is hard.
    discrimination : float or None
        Correlation of its points with those of all other exercises (item-rest correlation): above
        0.3 it tells strong students from weak ones, below 0 something is wrong with it. None where
        the class is small, or all got the same.
    """

    name: str
    difficulty: float
    discrimination: float | None


def spreads(report: ClassReport) -> list[Spread]:
    """Every exercise in the unit's order, each followed by its outputs where it is a quiz."""
    found = []
    for exercise in report.exercises:
        items = report.of_exercise(exercise.name)
        if not items:
            continue
        shares = [item.points / item.max_points for item in items.values()]
        rest = [report.results[who].points - item.points for who, item in items.items()]
        found.append(Spread(exercise.name, statistics.mean(shares), _correlation(shares, rest)))
        if exercise.secret:
            for output in sorted({name for item in items.values() for name in item.wrong}):
                right = [float(output not in item.wrong) for item in items.values()]
                telling = _correlation(right, rest)
                name = f"{exercise.name}: {output}"
                found.append(Spread(name, statistics.mean(right), telling))
    return found


def _correlation(one: list[float], other: list[float]) -> float | None:
    if len(one) < FEWEST or len(set(one)) == 1 or len(set(other)) == 1:
        return None
    return statistics.correlation(one, other)


def counts(points: list[float], most: float) -> list[int]:
    """How many have how much: BINS equal parts from 0 to `most`, which belongs to the last."""
    found = [0] * BINS
    for value in points:
        found[min(int(BINS * value / most), BINS - 1) if most else 0] += 1
    return found


def histogram(points: list[float], most: float) -> str:
    """A picture of `counts`, with the number over each bar."""
    found, step = counts(points, most), WIDTH / BINS
    bars = []
    for number, count in enumerate(found):
        height = (HEIGHT - 20) * count / max(found)
        x, y = number * step, HEIGHT - height
        bars.append(f'<rect x="{x + 2:g}" y="{y:.1f}" width="{step - 4:g}" height="{height:.1f}"/>')
        middle = f'x="{x + step / 2:g}" text-anchor="middle"'
        if count:
            bars.append(f'<text class="count" {middle} y="{y - 4:.1f}">{count}</text>')
    for number in range(BINS + 1):  # between the bars: at their edges
        anchor = {0: "start", BINS: "end"}.get(number, "middle")
        where = f'x="{number * step:g}" y="{HEIGHT + 16}" text-anchor="{anchor}"'
        bars.append(f"<text {where}>{round(most * number / BINS, 1):g}</text>")
    words = "; ".join(f"{count} in part {n + 1} of {BINS}" for n, count in enumerate(found))
    return (
        f'<figure><svg class="histogram" viewBox="0 0 {WIDTH} {HEIGHT + FOOT}" role="img" '
        f'aria-label="How many students have how many points: {words}">{"".join(bars)}</svg>'
        "<figcaption>Students by points.</figcaption></figure>"
    )
