"""What the wheel leaves out: the entry point of the grader, which is in a clone alone."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WithoutTheGrader(BuildHookInterface):
    """Take entry points into `autograder` out of every wheel but the one of a clone."""

    def initialize(self, version: str, build_data: dict) -> None:
        if version != "editable":
            self.metadata.core.entry_points.pop("jupyter_client.kernel_provisioners", None)
