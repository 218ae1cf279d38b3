"""`predict("name")`: commit to an answer before the run; `recall("name")`: questions from before.

Who has committed to a prediction learns from the result, and what is asked again weeks later stays
[1]_ [2]_. Nothing of this is graded, and nothing waits for it: Run All goes through.

References
----------
.. [1] Crouch, Fagen, Callan, Mazur, "Classroom demonstrations: Learning tools or entertainment?",
   American Journal of Physics 72, 2004.
.. [2] Roediger, Karpicke, "Test-enhanced learning", Psychological Science 17, 2006.
"""

from dlaudio import predictions
from dlaudio.notebook import shell, show_words
from dlaudio.notebook_memory import recall_all, remember
from dlaudio.plots.pictures import html_wanted
from dlaudio.predictions import Asked, page


def predict(name: str, *letters: str) -> None:
    """Ask what will happen; remember what was said, and say what is right and why.

    Parameters
    ----------
    name : str
        Name of the prediction.
    letters : str, optional
        The letter of your choice, such as "b". Without it the question appears, to be answered
        with radio buttons, and with the answer of an earlier day if there was one.

    Raises
    ------
    ValueError
        If there is no such prediction or no such choice.
    """
    asked = predictions.find(name, "predict")
    kept = _remembered(asked) if not letters else {}
    _ask(asked, letters, kept)


def recall(name: str, *letters: str) -> None:
    """Ask what an earlier unit has taught; say after each answer why it is right or wrong.

    Parameters
    ----------
    name : str
        Name of the questions.
    letters : str, optional
        A letter for each question, such as "b", "a", "c". Without them the questions appear. They
        are asked anew each time, because it is the remembering that teaches.

    Raises
    ------
    ValueError
        If there are no such questions, or not a letter for each of them.
    """
    _ask(predictions.find(name, "recall"), letters, {})


def what_you_predicted(unit: str) -> None:
    """Show a unit's predictions again: what you said, how many came true, and why.

    Parameters
    ----------
    unit : str
        Such as "u02" or "u02_gradient_descent".

    Raises
    ------
    ValueError
        If there is no such unit.
    """
    asked = [one for one in predictions.of_unit(unit) if one.role == "predict"]
    letters = {one.key(): letter for one in asked for letter in _remembered(one).values()}
    show_words(*page.summary(asked, letters))


def static_html(name: str, role: str = "predict") -> str:
    """The question as HTML for a page without a kernel, with its answer folded away."""
    return page.static(predictions.find(name, role))


def _ask(asked: Asked, letters: tuple[str, ...], kept: dict[int, str]) -> None:
    if letters:
        _answer(asked, letters)
        return
    if shell() is None or not html_wanted():  # nobody sees more than text
        print(page.plain(asked))
        return
    from IPython.display import display

    try:
        from dlaudio.predictions.panel import Panel
    except ImportError:  # ipywidgets is missing: the page that needs no kernel
        show_words(page.plain(asked), page.static(asked))
        return
    display(Panel(asked, lambda number, letter: _keep(asked, number, letter), kept))


def _answer(asked: Asked, letters: tuple[str, ...]) -> None:
    """Answer all questions of a cell at once, as text."""
    if len(letters) != len(asked.questions):
        needed = "1 letter" if len(asked.questions) == 1 else f"{len(asked.questions)} letters"
        raise ValueError(f"{asked.name} needs {needed}, got {len(letters)}")
    chosen = [item.choice(letter) for item, letter in zip(asked.questions, letters, strict=True)]
    for number, (item, choice) in enumerate(zip(asked.questions, chosen, strict=True)):
        _keep(asked, number, choice.letter)
        show_words(page.plain_verdict(asked, item, choice), page.verdict(asked, item, choice))


def _keep(asked: Asked, number: int, letter: str) -> None:
    right = asked.questions[number].choice(letter).right
    remember(asked.key(number), {"chosen": letter, "right": right})


def _remembered(asked: Asked) -> dict[int, str]:
    """The letters of earlier commitments that still are choices, by number of the question."""
    kept = recall_all()
    found = {}
    for number, item in enumerate(asked.questions):
        entry = kept.get(asked.key(number))
        letter = entry.get("chosen") if isinstance(entry, dict) else None
        if any(choice.letter == letter for choice in item.choices):
            found[number] = letter
    return found
