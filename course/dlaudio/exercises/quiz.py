"""Quiz questions: an answer is a dictionary of letters, and each question is an output."""


def no_inputs(rng):
    """The one case of an exercise that needs no inputs."""
    yield {}


def letter(chosen) -> str:
    """The letter of a choice, however it is written; "?" is not answered yet."""
    chosen = str(chosen).strip(" ().,").lower()
    if chosen == "?":
        raise NotImplementedError
    return chosen


def letters(answer, questions: tuple[str, ...]) -> dict:
    """The choice of each question, each an output of its own."""
    return {name: lambda name=name: letter(answer[name]) for name in questions}
