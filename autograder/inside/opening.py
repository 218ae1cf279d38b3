"""The cells of a unit before its first answer: the same for a whole class, so they run once."""

from .shell import run_cell


class Opening:
    """The cells before the first answer, which the warm parent has run for all its forks.

    A submission that has them as they were released goes on from there. One that has not begins
    with an empty namespace, and what it has run up to then is run again.
    """

    def __init__(self, shell, cells: list[str]):
        self.shell = shell
        self.ahead = [(source, run_cell(shell, source)) for source in cells]
        self.behind: list[str] = []
        if any(output["output_type"] == "error" for _, ran in self.ahead for output in ran):
            self.leave()  # it may need the folder that only a fork has

    def outputs(self, source: str) -> list[dict] | None:
        """What this cell gave, if it is the next one; otherwise the opening is left."""
        if self.ahead and self.ahead[0][0] == source:
            self.behind.append(source)
            return self.ahead.pop(0)[1]
        self.leave()
        return None

    def leave(self) -> None:
        """Be where a submission is that has run no more than it has shown."""
        if self.ahead:
            self.ahead = []
            self.shell.reset(new_session=False)
            for source in self.behind:
                run_cell(self.shell, source)
