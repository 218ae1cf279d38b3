"""A question, a verdict and a unit's predictions in words: as text, and as HTML without scripts.

The text keeps the colour of its page, and no surface is painted, so that it reads well on a dark
one too. Right and wrong are said by marks and words; the colours, Okabe-Ito's, only repeat them.
"""

import html
from collections.abc import Iterable

from dlaudio.plots.pictures import OKABE_ITO
from dlaudio.predictions import Asked, Choice, Question

ASKED, RIGHT, WRONG = OKABE_ITO["orange"], OKABE_ITO["blue"], OKABE_ITO["vermillion"]
TITLES = {"predict": "Your prediction", "recall": "From before"}
NEXT = {"predict": "The next cell shows what happens.", "recall": ""}


def title(asked: Asked) -> str:
    several = len(asked.questions) > 1
    words = {2: "Two questions from before", 3: "Three questions from before"}
    return words[len(asked.questions)] if several else TITLES[asked.role]


def box(inner: str, colour: str = ASKED) -> str:
    """A strip of colour at the left of what belongs together."""
    return (
        f'<div style="border-left:4px solid {colour};padding:4px 12px;margin:4px 0">{inner}</div>'
    )


def heading(asked: Asked) -> str:
    return f"<p><strong>{html.escape(title(asked))}</strong></p>"


def question(item: Question, number: str = "") -> str:
    """What is asked, without its choices."""
    return paragraph(f"{number}. {item.words.html}" if number else item.words.html)


def paragraph(inner: str) -> str:
    return inner if inner.startswith("<p>") else f"<p>{inner}</p>"


def choices(item: Question) -> str:
    """The choices under their letters."""
    rows = "".join(f"<li>({one.letter}) {one.words.html}</li>" for one in item.choices)
    return _list(rows)


def _list(rows: str) -> str:
    return f'<ul style="list-style:none;padding-left:1em">{rows}</ul>'


def static(asked: Asked) -> str:
    """All of it for a page without a kernel: the answers are there, folded away."""
    several = len(asked.questions) > 1
    parts = [heading(asked)]
    for number, item in enumerate(asked.questions, 1):
        parts += [question(item, str(number) if several else ""), choices(item)]
        parts.append(answer(item, "The answer"))
    return box("".join(parts))


def answer(item: Question, words: str) -> str:
    """What is said of each choice, folded away under these words."""
    rows = "".join(f"<li>({one.letter}) {_mark(one)} {one.why.html}</li>" for one in item.choices)
    return f"<details><summary>{words}</summary>{_list(rows)}</details>"


def plain(asked: Asked) -> str:
    """The questions as text, and how to answer them as text."""
    several = len(asked.questions) > 1
    lines = [title(asked)]
    for number, item in enumerate(asked.questions, 1):
        lines.append(f"{number}. {item.words.text}" if several else item.words.text)
        lines += [f"  ({one.letter}) {one.words.text}" for one in item.choices]
    example = ", ".join(f'"{one.choices[0].letter}"' for one in asked.questions)
    lines.append(f'To answer: {asked.role}("{asked.name}", {example}), with your own letters.')
    return "\n".join(lines)


def verdict(asked: Asked, item: Question, chosen: Choice) -> str:
    """What is said after the commitment, as HTML; what is wrong with the others is folded away."""
    why = f"<p>{_said(chosen)} {chosen.why.html}</p>"
    if not chosen.right:
        why += f"<p>{_right(item)} {item.right.why.html}</p>"
    others = [one for one in item.choices if one is not chosen and not one.right]
    if others:
        rows = "".join(f"<li>({one.letter}) {one.why.html}</li>" for one in others)
        summary = "And the other choice" if len(others) == 1 else "And the other choices"
        why += f"<details><summary>{summary}</summary>{_list(rows)}</details>"
    end = f"<p>{NEXT[asked.role]}</p>" if NEXT[asked.role] else ""
    return box(why + end, RIGHT if chosen.right else WRONG)


def plain_verdict(asked: Asked, item: Question, chosen: Choice) -> str:
    lines = [f"{_said(chosen)} {chosen.why.text}"]
    if not chosen.right:
        lines.append(f"{_right(item)} {item.right.why.text}")
    return "\n".join([*lines, *filter(None, [NEXT[asked.role]])])


def summary(asked: Iterable[Asked], letters: dict[str, str]) -> tuple[str, str]:
    """A unit's predictions again, with what was said, as (text, HTML).

    `letters` holds the letter of each commitment by the key of its question.
    """
    asked = list(asked)
    made = {one.key(): one.questions[0].choice(letters[one.key()]) for one in asked
            if one.key() in letters}  # fmt: skip
    true = sum(choice.right for choice in made.values())
    head = f"You made {len(made)} of {len(asked)} predictions; {true} came true."
    text, rows = [head], []
    for one in asked:
        (item,) = one.questions
        chosen = made.get(one.key())
        if chosen is None:
            text += ["", item.words.text, f"  (not predicted) {item.right.why.text}"]
            rows.append(f"<li>{item.words.html}<br>(not predicted) {item.right.why.html}</li>")
            continue
        text += ["", item.words.text, f"  You said: {chosen.words.text}"]
        text.append(f"  {_mark(chosen)} {chosen.why.text}")
        row = f"{item.words.html}<br>You said: {chosen.words.html}<br>"
        row += f"{_mark(chosen)} {chosen.why.html}"
        if not chosen.right:
            text.append(f"  {_right(item)} {item.right.why.text}")
            row += f"<br>{_right(item)} {item.right.why.html}"
        rows.append(f"<li>{row}</li>")
    return "\n".join(text), box(f"<p><strong>{head}</strong></p><ul>{''.join(rows)}</ul>")


def _mark(choice: Choice) -> str:
    return "✓" if choice.right else "✗"


def _said(choice: Choice) -> str:
    return f"{_mark(choice)} You said ({choice.letter})."


def _right(item: Question) -> str:
    return f"✓ ({item.right.letter}) is right."
