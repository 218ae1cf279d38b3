"""What stands in the place of an answer when a unit is released."""

from nbgrader.preprocessors import ClearSolutions

VALUE_STUB = "# Your answer goes here."


class Stubs(ClearSolutions):
    """nbgrader's ClearSolutions, but an answer that is a value leaves a comment, no error.

    Inside a function the stub raises when the function is called. At the top of a cell it would
    raise at once, and Run All would stop there.
    """

    def preprocess_cell(self, cell, resources, index):
        cell, resources = super().preprocess_cell(cell, resources, index)
        if cell.cell_type == "code":
            stub = self.code_stub["python"]
            lines = [VALUE_STUB if line == stub else line for line in cell.source.split("\n")]
            cell.source = "\n".join(lines)
        return cell, resources
