"""The class report as one HTML page: no script, no other file, every text escaped."""

import statistics
from collections.abc import Iterable
from html import escape
from string import Template

from ..judge.record import Entry
from ..judge.result import Result
from .classes import ClassReport, Lesson, Mistake
from .spread import histogram, spreads

LIGHT, DARK = (242, 247, 252), (8, 48, 107)  # one hue: full marks are light, lost points dark
SLOWEST = 5

PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --soft: #444; --line: #ccc;
  --bar: #08306b; --link: #00539b; }
@media (prefers-color-scheme: dark) { :root { --ground: #15171b; --ink: #e8e8e8; --soft: #b3b8c0;
  --line: #3a3f47; --bar: #79bcff; --link: #79bcff; } }
body { font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  margin: 1.5rem auto; padding: 0 1rem; max-width: 75rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
a { color: var(--link); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; padding: 0 0 .5rem; color: var(--soft); max-width: 48rem;
  min-width: min(36rem, 90vw); }
th, td { padding: .25rem .6rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--soft); vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.map td { text-align: center; border: 1px solid var(--ground); min-width: 2.2rem;
  font-variant-numeric: tabular-nums; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.map tbody th { position: sticky; left: 0; background: var(--ground); font-weight: normal;
  white-space: nowrap; }
.map thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.map tfoot th, .map tfoot td { border-top: 2px solid var(--soft); }
.key span { display: inline-block; padding: .1rem .7rem; }
.map tbody tr + tr > th { border-top: 0; }
.histogram { max-width: 40rem; } .histogram rect { fill: var(--bar); }
.histogram text { font: 13px system-ui, sans-serif; fill: currentColor; } figure { margin: 1rem 0; }
summary { cursor: pointer; white-space: nowrap; }
</style>
</head>
<body>
<main>
$body
</main>
</body>
</html>
""")


def page(report: ClassReport, entries: list[Entry]) -> str:
    """The whole page; `entries` is the grader's record of the unit's exercises."""
    title = f"Class report: {report.unit}"
    parts = [f"<h1>{escape(title)}</h1>", *_summary(report)]
    if report.results:
        parts += [_heat_map(report), _lessons(report), _mistakes(report.mistakes(), report)]
        parts += [_leaderboard(report), _trouble(report), _slowest(report), _spread(report)]
    parts.append(_record(entries))
    return document(title, parts)


def document(title: str, parts: list[str]) -> str:
    """A whole page of these parts, which are HTML."""
    return PAGE.substitute(title=escape(title), body="\n".join(parts))


def _summary(report: ClassReport) -> list[str]:
    results = list(report.results.values())
    parts = []
    if report.anonymous:
        parts.append("Names are replaced by pseudonyms, the same in every unit.")
    if results:
        points = [result.points for result in results]
        most = max(result.max_points for result in results)
        full = sum(result.points >= result.max_points for result in results)
        parts.append(
            f"{_count(len(results), 'submission')}: mean {statistics.mean(points):.1f}, median "
            f"{statistics.median(points):g} of {most:g} points; {full} with full marks."
        )
    else:
        parts.append("Nothing has been graded yet.")
    if report.waiting:
        names = ", ".join(name_of(student) for student in report.waiting)
        parts.append(f"Handed in, but not graded yet: {names}.")
    drawn = [histogram(points, most)] if results else []
    return [*(f"<p>{part}</p>" for part in parts), *drawn]


def _heat_map(report: ClassReport) -> str:
    heads = ['<th scope="col">Student</th>', '<th scope="col" class="n">Points</th>']
    heads += [
        f'<th scope="col"><span>{escape(exercise.name)} ({exercise.points:g})</span></th>'
        for exercise in report.exercises
    ]
    rows = [_map_row(student, result, report) for student, result in report.results.items()]
    means = [statistics.mean(result.points for result in report.results.values())]
    cells = [f'<td class="n">{means[0]:.1f}</td>']
    for exercise in report.exercises:
        items = report.of_exercise(exercise.name).values()
        cells.append(_cell(statistics.mean(i.points for i in items), exercise.points, ".1f"))
    foot = f'<tr><th scope="row">Mean</th>{"".join(cells)}</tr>'
    steps = (0, 0.25, 0.5, 0.75, 1)
    key = "".join(f'<span style="{shade(share)}">{share:.0%}</span>' for share in steps)
    return (
        "<h2>Who has what</h2>"
        f'<p class="key">Share of the points of an exercise: {key}</p>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Points by student">'
        '<table class="map"><caption>Points of each student in each exercise; the number in '
        "brackets is the most there is. The darker a cell, the more points were lost.</caption>"
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody>"
        f"<tfoot>{foot}</tfoot></table></div>"
    )


def _map_row(student: str, result: Result, report: ClassReport) -> str:
    cells = [f'<td class="n">{result.points:g}</td>']
    for exercise in report.exercises:
        item = result.exercises.get(exercise.name)
        cells.append("<td>–</td>" if item is None else _cell(item.points, item.max_points, "g"))
    who, page = name_of(student), report.pages.get(student)
    if page:
        who = f'<a href="{escape(page)}">{who}</a>'
    return f'<tr><th scope="row">{who}</th>{"".join(cells)}</tr>'


def _cell(points: float, most: float, form: str) -> str:
    return f'<td style="{shade(points / most if most else 1.0)}">{points:{form}}</td>'


def shade(share: float) -> str:
    """Style of a cell: from dark (nothing) to light (everything), and text that stands out."""
    share = min(max(share, 0.0), 1.0)
    colour = [round(d + (li - d) * share) for d, li in zip(DARK, LIGHT, strict=True)]
    white = contrast(colour, (255, 255, 255)) > contrast(colour, (0, 0, 0))
    return f"background:#{bytes(colour).hex()};color:{'#fff' if white else '#000'}"


def contrast(one: Iterable[int], other: Iterable[int]) -> float:
    """Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Iterable[int]) -> float:
    parts = [value / 255 for value in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _lessons(report: ClassReport) -> str:
    rows = [_lesson(lesson) for lesson in report.lessons() if lesson.lost > 0]
    heads = [
        "Exercise",
        "What it asks",
        "Points lost",
        "Right",
        "Wrong",
        "Left out",
        "Most frequent mistake",
    ]
    text = "The exercises that cost the class most, the costliest first."
    return section("What to teach again", text, heads, rows, "Nothing: everyone has everything.")


def _lesson(lesson: Lesson) -> list[str | int]:
    first = lesson.mistakes[0] if lesson.mistakes else None
    words = f"{escape(first.sentence)} ({len(first.students)})" if first else ""
    name, asks = escape(lesson.exercise.name), escape(lesson.exercise.asks)
    lost = f"{lesson.lost:.0%}"
    return [name, asks, lost, lesson.right, lesson.wrong, lesson.left_out, words]


def _mistakes(mistakes: list[Mistake], report: ClassReport) -> str:
    rows = []
    for mistake in mistakes:
        count = len(mistake.students)
        who = ", ".join(name_of(student) for student in mistake.students)
        details = f"<details><summary>who</summary>{who}</details>"
        share = f"{count / len(report.results):.0%}"
        rows.append([escape(mistake.exercise), escape(mistake.sentence), count, share, details])
    heads = ["Exercise", "The answer …", "Students", "Share", "Who"]
    text = "Known mistakes that agree with an answer in every question; each answer has at most "
    text += "one for each of its outputs."
    return section("What was misunderstood", text, heads, rows, "No known mistake was found.")


def _spread(report: ClassReport) -> str:
    rows = [
        [escape(one.name), f"{one.difficulty:.0%}", _telling(one.discrimination)]
        for one in spreads(report)
    ]
    heads = ["Exercise", "Mean share of its points", "Tells strong from weak"]
    text = "The last column is the correlation with the points of all other exercises: above 0.3 "
    text += "an exercise tells much, below 0 something may be wrong with it."
    return section("How the exercises worked", text, heads, rows, "")


def _telling(correlation: float | None) -> str:
    return "–" if correlation is None else f"{correlation:+.2f}"


def _leaderboard(report: ClassReport) -> str:
    """Nothing where the unit measures no goals."""
    board, rows, places = report.leaderboard(), [], {}
    for track, points, words in board:
        places[track] = places.get(track, 0) + 1
        reached = "; ".join(map(escape, words))
        rows.append([f"{escape(track)} {places[track]}", reached, f"{points:g}"])
    text = "What was reached, the best of each kind first; nobody is named."
    heads = ["Place", "Reached", "Points"]
    return section("Leaderboard", text, heads, rows, "") if rows else ""


def _trouble(report: ClassReport) -> str:
    found = [(who, result) for who, result in report.results.items() if result.fault]
    found += [(who, r) for who, r in report.results.items() if r.notes and not r.fault]
    rows = [[name_of(who), f"{result.points:g}", _happened(result)] for who, result in found]
    heads = ["Student", "Points", "What happened"]
    text = "Submissions that could not be read, had to be mended, or were given up in part."
    return section("Submissions to look at", text, heads, rows, "None: all went well.")


def _slowest(report: ClassReport) -> str:
    slow = sorted(report.results.items(), key=lambda item: -item[1].seconds)[:SLOWEST]
    rows = [[name_of(who), f"{r.seconds:.2f}", f"{r.points:g}", _happened(r)] for who, r in slow]
    total = sum(result.seconds for result in report.results.values())
    text = f"Those that took longest; the whole class took {total:.0f} s of grading."
    heads = ["Student", "Seconds", "Points", "What happened"]
    return section("The slowest", text, heads, rows, "")


def _happened(result: Result) -> str:
    return escape(" ".join(filter(None, [result.fault, *result.notes])))


def _record(entries: list[Entry]) -> str:
    rows = [
        [
            escape(entry.exercise.name),
            entry.exercise.points,
            f"{entry.caught} of {entry.mistakes}",
            f"{entry.accepted} of {entry.variants}",
            entry.laws,
            len(entry.misjudged),
        ]
        for entry in entries
    ]
    heads = ["Exercise", "Points", "Mistakes named", "Right variants accepted", "Laws", "Misjudged"]
    text = "How the grader judged answers known to be wrong or right, when this page was made."
    return section("How far the grader can be trusted", text, heads, rows, "")


def section(title: str, caption: str, heads: list[str], rows: list[list], empty: str) -> str:
    """A titled table whose rows hold markup; columns of numbers are set to the right."""
    if not rows:
        return f"<h2>{title}</h2><p>{empty}</p>"
    numeric = [all(_is_number(row[i]) for row in rows) for i in range(len(heads))]
    marks = [' class="n"' if number else "" for number in numeric]
    head = "".join(f'<th scope="col"{m}>{h}</th>' for h, m in zip(heads, marks, strict=True))
    lines = []
    for first, *others in rows:
        cells = "".join(f"<td{m}>{c}</td>" for c, m in zip(others, marks[1:], strict=True))
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return (
        f'<h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _is_number(cell: str | int) -> bool:
    return isinstance(cell, int) or cell.rstrip("%").replace(".", "", 1).isdigit()


def name_of(student: str) -> str:
    return f"<bdi>{escape(student)}</bdi>"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
