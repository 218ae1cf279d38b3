"""nbgrader's settings for this course: solutions/ is released as course/, classes stay private."""

import os
import sys
from pathlib import Path

root = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 (traitlets provides it)

c.CourseDirectory.course_id = "dlaudio"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"

# What belongs to a class is personal data; git ignores autograder/class/.
class_directory = root / "autograder" / "class"
class_directory.mkdir(parents=True, exist_ok=True)
c.CourseDirectory.submitted_directory = "autograder/class/submitted"
c.CourseDirectory.autograded_directory = "autograder/class/autograded"
c.CourseDirectory.feedback_directory = "autograder/class/feedback"
c.CourseDirectory.solution_directory = "autograder/class/solution"
c.ExportPlugin.to = str(class_directory)  # canvas.csv, moodle.csv
c.CsvExportPlugin.to = str(class_directory / "grades.csv")
c.ZipCollectApp.downloaded_directory = "autograder/class/downloaded"
c.CourseDirectory.db_url = f"sqlite:///{class_directory / 'gradebook.db'}"

# nbgrader copies every other file of an assignment into the release. A unit's source is
# solutions/uXX_name/name.py, with the answers, so no .py file may go along, nor what says which
# changes of an answer change nothing.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]
c.CourseDirectory.ignore += ["*.py", "equivalent.txt"]

c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("your code here")'}
c.ClearSolutions.text_stub = "*Your answer here.*"
# nbgrader's own steps, with our stubs in the place of ClearSolutions. (Names, not classes: nbgrader
# takes seconds to import, and graders read this file before they need it.)
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "autograder.nbgrader.stubs.Stubs",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# `nbgrader autograde` grades in trust, as `python -m autograder grade` does. With DLAUDIO_STOCK=1
# in the environment it is nbgrader as it comes: students' code has your rights, and can cheat.
# Where there is no sandbox, c.Grade.sandbox = False gives students' code your rights, too.
if not os.environ.get("DLAUDIO_STOCK"):
    c.Autograde.pre_convert_hook = "autograder.nbgrader.preprocessors.misnamed"
    c.Autograde.exporter_class = "autograder.nbgrader.preprocessors.AnyFile"
    c.Autograde.sanitize_preprocessors = ["autograder.nbgrader.preprocessors.Grade"]
    c.Autograde.autograde_preprocessors = [
        "autograder.nbgrader.preprocessors.SaveGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]

c.GenerateFeedback.exporter_class = "autograder.nbgrader.feedback.FeedbackPage"
c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]

# What a submission may use, in trusted grading (autograder/README.md has all of it). For example:
# c.Limits.cell_seconds = 60

# A graded cell takes at most 10 s; librosa's first call in a fresh environment takes 16 s more.
c.ExecutePreprocessor.timeout = 60

# Kernels inherit this: two BLAS threads on a busy machine make small products 100 times slower.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

# nbgrader runs alembic by its name, which is on the path only where .venv is activated.
programs = str(Path(sys.executable).parent)
if programs not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([programs, os.environ["PATH"]])
