"""Radio buttons and a button to commit: a question in a notebook that has a kernel."""

import re
from collections.abc import Callable

import ipywidgets

from dlaudio.predictions import Asked, Question, page
from dlaudio.widgets.bundle import ASLEEP, LIVE, Beside

# Widgets set lines as far apart as rows of controls; text wants them as in a paragraph.
STYLE = "font-size: var(--jp-content-font-size1, 14px); line-height: 1.5"
# ipywidgets gives the label of a radio button one line; a choice may need more.
CHOICES = (
    "<style>.dlaudio-choices label {display: flex; flex-direction: row-reverse;"
    " justify-content: flex-end; height: auto !important; width: auto;"
    f" align-items: flex-start; white-space: normal; {STYLE} !important}}"
    " .dlaudio-choices .widget-radio-box {width: auto; max-width: 100%}"
    " .dlaudio-choices label input {flex: none; margin: 0 0.5em 0 0 !important}</style>"
)


class Panel(Beside, ipywidgets.VBox):
    """What a cell asks; `rows` has one `Row` a question.

    Parameters
    ----------
    asked : Asked
    commit : function
        commit(number, letter) is called once for each question when it is answered.
    letters : dict
        What was committed to before, by number of the question.
    """

    def __init__(self, asked: Asked, commit: Callable, letters: dict[int, str]):
        self.asked = asked
        self.rows = [
            Row(asked, number, commit, letters.get(number))
            for number in range(len(asked.questions))
        ]
        super().__init__(self.rows)
        self.layout.border_left = f"4px solid {page.ASKED}"  # ipywidgets 7 has none, and shows none
        self.layout.padding = "0 0 0 12px"
        self.add_class(LIVE)

    def beside(self) -> dict:
        """On a page without a kernel, the question with its answer folded.

        nbconvert takes that page if the notebook has no widgets' state: whoever runs notebooks for
        a site leaves it out (nbclient's `store_widget_state=False`).
        """
        return {"text/html": page.static(self.asked), "text/plain": page.plain(self.asked)}

    def __repr__(self) -> str:
        return page.plain(self.asked)


class Row(ipywidgets.VBox):
    """One question: its words, its choices, the button, and what is said afterwards."""

    def __init__(self, asked: Asked, number: int, commit: Callable, letter: str | None):
        self.asked, self.number, self.commit = asked, number, commit
        self.item = asked.questions[number]
        several = len(asked.questions) > 1
        words = ASLEEP + CHOICES + page.heading(asked) if number == 0 else ""
        words += page.question(self.item, str(number + 1) if several else "")
        labels = _labels(self.item)
        if labels is None:
            words += page.choices(self.item)
            labels = [f"({choice.letter})" for choice in self.item.choices]
        pairs = zip(labels, (choice.letter for choice in self.item.choices), strict=True)
        name = "Your answer" if asked.role == "recall" else "Your prediction"
        self.radio = ipywidgets.RadioButtons(
            options=list(pairs), value=None, layout={"width": "auto"}
        )
        self.radio.tooltip = name
        self.radio.add_class("dlaudio-choices")
        self.button = ipywidgets.Button(description="commit", tooltip=f"{name}: commit")
        # A saved page that has lost its kernel cannot commit; whoever reads it finds the answer.
        self.verdict = _html(page.answer(self.item, "The answer, if you read without a kernel"))
        super().__init__([_html(words), self.radio, self.button, self.verdict])
        self.button.on_click(lambda _: self._answer())
        if letter is not None:
            self.radio.value = letter
            self._show()

    def _answer(self) -> None:
        if self.radio.value is None:
            self.verdict.value = _status("<p>Choose an answer first.</p>")
            return
        self.commit(self.number, self.radio.value)
        self._show()

    def _show(self) -> None:
        self.radio.disabled = self.button.disabled = True
        chosen = self.item.choice(self.radio.value)
        self.verdict.value = _status(page.verdict(self.asked, self.item, chosen))


def _labels(item: Question) -> list[str] | None:
    """The choices as labels of radio buttons, which are plain text; None if one has a formula."""
    if any("$" in choice.words.text for choice in item.choices):
        return None
    return [f"({choice.letter}) {_plain(choice.words.text)}" for choice in item.choices]


def _plain(text: str) -> str:
    """Markdown's text without its marks for code and emphasis."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?<!\w)(\*\*|\*|`)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    return " ".join(text.split())


def _html(inner: str):
    """HTML whose formulas are set."""
    return ipywidgets.HTMLMath(f'<div style="{STYLE}">{inner}</div>' if inner else "")


def _status(inner: str) -> str:
    """Marked so that screen readers say it when it appears."""
    return f'<div role="status" aria-live="polite" style="{STYLE}">{inner}</div>'
