"""What can truly be said of a wrong answer: the known mistake it makes, or what came of it.

What explains most comes first: everything, the values of an output, the places that are wrong.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from .base import DEFAULT, Case, Exercise
from .compare import Compare
from .errors import at_hand
from .probe import Reply
from .relations import Relations
from .seen import telling
from .sketches import Supposed, same_sketch, sketch
from .verdict import Verdict, judge, part, same

Known = tuple[str, Sequence[Reply]]  # the sentence of a misconception, and its replies


def explain(
    verdict: Verdict,
    replies: Sequence[Reply],
    expected: Sequence[Mapping],
    known: Sequence[Known],
    cases: Sequence[Case],
    supposed: Sequence[Supposed] = (),
) -> Verdict:
    """The verdict with what can truly be said of the mistake.

    A known mistake is the diagnosis if it agrees with the answer in *everything* (but for what says
    by itself what is wrong, such as that an input was written into). All the rest is
    remarks on single outputs: how one is related to the right one (this is seen, not concluded);
    that it is wrong just as that of a known mistake, where numbers are the evidence (whole numbers
    and flags may agree by chance); what it would be right for; and last where it is wrong.
    """
    exercise, wrong = verdict.exercise, verdict.wrong_outputs
    outputs = [finding.output for finding in verdict.findings]
    names = [one for one in outputs if not hasattr(exercise.comparison(one), "beside")]
    for alike in _strictness(exercise):
        for sentence, theirs in known:
            if all(same(name, replies, theirs, alike(name)) for name in names):
                return replace(verdict, diagnosis=[sentence])
    if exercise.secret:
        return replace(verdict, remarks=_choices(verdict, replies, expected, known))
    shown = {finding.output: finding.case for finding in verdict.findings}
    relations = Relations(replies, expected, cases, shown)
    left = [name for name in wrong if hasattr(exercise.comparison(name), "of_values")]
    remarks = []
    for look in (
        lambda left: relations.first(relations.exact, left),
        lambda left: _known_parts(relations, left, replies, expected, known, exercise),
        lambda left: _supposed(relations, left, replies, expected, supposed),
        lambda left: relations.first(relations.partial, left),
    ):
        found = look(left)
        remarks += dict.fromkeys(found.values())
        left = [name for name in left if name not in found]
    learnt = [name for name in wrong if hasattr(exercise.comparison(name), "alike")]
    remarks += dict.fromkeys(relations.first(relations.guessed, learnt).values())
    return replace(verdict, remarks=remarks + (_causes(verdict) or _shapes(verdict, cases)))


def _causes(verdict: Verdict) -> list[str]:
    """Why the answer ended in the first of its errors, as far as its own line tells."""
    found = [one.difference.cause for one in verdict.findings if one.difference is not None]
    return [words[:1].upper() + words[1:] for words in found if words][:1]


def _shapes(verdict: Verdict, cases: Sequence[Case]) -> list[str]:
    """For an error about shapes: those of the inputs of the question."""
    for finding in verdict.findings:
        if not finding.right and (
            words := at_hand(str(finding.difference), cases[finding.case].inputs)
        ):
            return [words]
    return []


def _choices(verdict, replies, expected, known) -> list[str]:
    """What is said of the choices of a quiz: each wrong one may be a known one by itself."""
    remarks = []
    for sentence, theirs in known:
        parts = judge(verdict.exercise, expected, theirs).wrong_outputs
        if len(parts) == 1 and parts[0] in verdict.wrong_outputs:
            if same(parts[0], replies, theirs):
                remarks.append(f"{parts[0]}: it looks as if your answer {sentence}")
    return remarks


def _supposed(relations, left, replies, expected, supposed) -> dict[str, str]:
    """Outputs that would be right if something were otherwise: what explains most comes first."""
    mine = {
        name: numbers
        for name in left
        if telling(_arrays(name, replies))
        and (numbers := sketch(name, replies, expected)) is not None
    }
    found: dict[str, str] = {}
    while len(found) < len(mine):
        agree = [
            [
                name
                for name, numbers in mine.items()
                if name not in found
                and name in one.sketches
                and same_sketch(numbers, one.sketches[name])
            ]
            for one in supposed
        ]
        best = max(range(len(supposed)), key=lambda n: len(agree[n]), default=None)
        if best is None or not agree[best]:
            break
        parts, words = agree[best], supposed[best].words
        verb = "is" if len(parts) == 1 else "are"
        sentence = f"{relations.called(parts)} {verb} what {_as_one_says(words)}"
        found |= dict.fromkeys(parts, sentence)
    return found


# What is stored of a slip in the right answer, which unit by unit is many thousand times.
SLIP = "comes of a right answer in which "
FACTOR = re.compile(
    r"it is (multiplied|divided) where it should be (multiplied|divided)"
    r"(?: by what has (.+) in it)?"
)


def _as_one_says(words: str) -> str:
    """What would come of a change, as a sentence goes on from "duration is what".

    A slip is told as what comes out if, in a right answer, something is multiplied by what has sr
    in it instead of divided.
    """
    if not words.startswith(SLIP):
        return words
    slip = words.removeprefix(SLIP)
    if found := FACTOR.fullmatch(slip):
        made, needed, inside = found.groups()
        by = f" by what has {inside} in it" if inside else ""
        slip = f"something is {made}{by} instead of {needed}"
    return f"comes out if, in a right answer, {slip}"


def _known_parts(relations, left, replies, expected, known, exercise) -> dict[str, str]:
    """Outputs that are wrong just as those of a known mistake, which has no other wrong ones."""
    found: dict[str, str] = {}
    alike = _strictness(exercise)[0]
    for sentence, theirs in known:
        parts = judge(exercise, expected, theirs).wrong_outputs
        free = set(left) - set(found)
        if parts and set(parts) <= free and all(same(n, replies, theirs, alike(n)) for n in parts):
            if any(telling(_arrays(name, replies)) for name in parts):
                verb = "looks" if len(parts) == 1 else "look"
                words = f"{relations.called(parts)} {verb} as if your answer {sentence}"
                found |= dict.fromkeys(parts, words)
    return found


def _arrays(output: str, replies: Sequence[Reply]) -> list[np.ndarray]:
    found = [part(reply, output) for reply in replies]
    return [array for array in found if isinstance(array, np.ndarray)]


def _strictness(exercise: Exercise) -> list[Callable[[str], Compare]]:
    """How two answers are compared: value by value and, if they agree with nobody, as if trained.

    What was learnt on another machine differs in its last digits, and then in a label or two.
    """
    loose = {name: how.alike for name, how in exercise.compare.items() if hasattr(how, "alike")}
    each = {name: how for name, how in exercise.compare.items() if getattr(how, "each", False)}
    strict = [lambda name: each.get(name, DEFAULT)]
    return [*strict, lambda name: loose.get(name, strict[0](name))] if loose else strict
