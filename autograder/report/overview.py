"""The page of `term`: who falls behind, and a table of every student by every unit."""

import statistics

from .page import document, name_of, section, shade
from .term import Term


def overview(found: Term) -> str:
    """The whole page."""
    title = "Class report: all units"
    parts = [f"<h1>{title}</h1>"]
    if found.anonymous:
        parts.append("<p>Names are replaced by pseudonyms, the same in every unit.</p>")
    if not found.points:
        return document(title, [*parts, "<p>Nothing has been graded yet.</p>"])
    rows = [[name_of(who), len(why), "; ".join(why)] for who, why in found.behind().items()]
    text = "Those who missed a unit, or did less than half as well as the class in the middle."
    heads = ["Student", "Units", "Where"]
    parts.append(section("Who falls behind", text, heads, rows, "Nobody."))
    return document(title, [*parts, _map(found)])


def _map(found: Term) -> str:
    heads = "".join(f'<th scope="col"><span>{unit}</span></th>' for unit in found.points)
    rows = []
    for student in found.students:
        shares = [found.share(unit, student) for unit in found.points]
        known = [share for share in shares if share is not None]
        cells = "".join(map(_cell, shares))
        mean = f'<td class="n">{statistics.mean(known):.0%}</td>'
        rows.append(f'<tr><th scope="row">{name_of(student)}</th>{mean}{cells}</tr>')
    foot = "".join(_cell(found.median(unit)) for unit in found.points)
    return (
        '<h2>Everybody</h2><div class="scroll" tabindex="0" role="region" aria-label="Everybody">'
        '<table class="map"><caption>Share of the points in each unit, and the mean of those that '
        "are graded. The darker a cell, the more points were lost.</caption><thead><tr>"
        f'<th scope="col">Student</th><th scope="col" class="n">Mean</th>{heads}</tr></thead>'
        f'<tbody>{"".join(rows)}</tbody><tfoot><tr><th scope="row">Median</th><td></td>{foot}</tr>'
        "</tfoot></table></div>"
    )


def _cell(share: float | None) -> str:
    return "<td>–</td>" if share is None else f'<td style="{shade(share)}">{share:.0%}</td>'
