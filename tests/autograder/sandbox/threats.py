"""Write autograder/threats.md: each promise with its tests, every fault and attack that they try.

python tests/autograder/sandbox/threats.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "helpers"))  # as pytest has it

from attacks import ATTACKS  # noqa: E402
from handed_in import FULL, ROOT  # noqa: E402
from test_faults import FAULTS  # noqa: E402

from autograder.inside import syscalls  # noqa: E402

TESTS = ROOT / "tests" / "autograder"
PATH = ROOT / "autograder" / "threats.md"

# how a promise of the README begins, and the tests that show it
PROMISES = {
    "A wrong answer gets no points": [
        "sandbox/test_attacks.py::test_an_attack_earns_nothing_and_has_no_effect",
        "sandbox/test_fuzz.py::test_damage_earns_nothing",
        "judge/test_worthless.py::test_an_answer_that_looks_at_nothing_is_worth_nothing",
    ],
    "A score is computed only in the judge": [
        "sandbox/test_wire.py::test_a_thing_is_no_value",
        "sandbox/test_wire.py::test_broken_replies_cost_the_session_and_nothing_else",
    ],
    "Students' code sees Python": [
        "sandbox/test_attacks.py::test_an_attack_earns_nothing_and_has_no_effect",
        "sandbox/test_attacks.py::test_no_answer_is_within_reach_of_the_warm_parent",
        "sandbox/test_sandbox.py::test_a_submission_sees_only_itself",
    ],
    "It has no network, no rights": [
        "sandbox/test_attacks.py::test_an_attack_earns_nothing_and_has_no_effect",
        "sandbox/test_attacks.py::test_what_was_got_from_the_kernel",
    ],
    "When it ends, everything it started ends.": [
        "sandbox/test_sandbox.py::test_nothing_outlives_a_submission",
        "sandbox/test_attacks.py::test_nothing_goes_on",
    ],
    "What the kernel counts or names for the whole machine": [
        "sandbox/test_shared.py::test_two_students_cannot_meet",
        "sandbox/test_shared.py::test_no_context_of_asynchronous_input_is_taken",
        "sandbox/test_shared.py::test_terminals_are_counted_for_each_submission",
        "sandbox/test_sandbox.py::test_processes_are_counted_for_each_submission_alone",
    ],
    "Each of these calls is tried in the sandbox.": [
        "sandbox/test_shared.py::test_a_call_is_refused",
        "sandbox/test_sandbox.py::test_the_filter_refuses_what_it_should_and_nothing_else",
    ],
    "Memory that a submission shares, hides or leaves": [
        "sandbox/test_shared.py::test_memory_that_is_hidden_is_counted_or_too_much",
        "sandbox/test_shared.py::test_memory_without_a_file_cannot_be_shared",
        "sandbox/test_shared.py::test_what_several_processes_share_is_counted_once_and_whole",
        "sandbox/test_sandbox.py::test_memory_is_counted_over_all_processes",
    ],
    "One submission cannot change what another gets": [
        "sandbox/test_real_class.py::"
        "test_nothing_is_lost_nobody_is_delayed_and_every_file_is_accounted_for",
        "sandbox/test_faults.py::test_the_next_submission_is_graded_as_if_the_others_were_not",
        "sandbox/test_sandbox.py::test_waiting_for_a_busy_processor_costs_no_time",
        "classroom/test_driver_interrupted.py::"
        "test_killed_at_any_moment_it_loses_nothing_and_grades_nobody_twice",
        "classroom/test_driver.py::test_what_is_raised_over_one_student_is_that_students_problem",
    ],
    "One that ends every worker": [
        "classroom/test_driver_interrupted.py::"
        "test_a_submission_that_costs_every_worker_is_left_to_a_person",
    ],
    "What a student sends is bounded before it is read": [
        "sandbox/test_hostile.py::test_a_hostile_file_earns_nothing_and_is_done_in_seconds",
        "sandbox/test_faults.py::test_a_fault_costs_what_it_should",
        "nbgrader/test_autograded.py::test_no_text_holds_the_grader_up",
        "sandbox/test_fuzz.py::test_reading_ends_in_cells_or_in_a_sentence",
    ],
    "Every file that was handed in": [
        "classroom/test_handed_in.py::test_whatever_lies_beside_the_units_folders_is_named",
        "classroom/test_handed_in.py::test_whatever_lies_in_a_units_folder_is_graded_or_named",
    ],
    "What an answer says while it is questioned": [
        "judge/test_own_words.py::"
        "test_no_question_is_told_by_the_answer_that_was_asked_or_by_a_later_cell",
        "judge/test_own_words.py::test_what_an_answer_says_in_other_words_is_not",
        "judge/test_own_words.py::test_text_that_was_returned_is_ones_own_or_the_right_one",
    ],
    "Shown are the kind of the error": [
        "judge/test_own_words.py::test_kinds_and_lines_are_ones_own_or_everybodys",
        "judge/test_own_words.py::test_what_everybody_can_read_is_shown_with_ones_own_line",
    ],
    "Nothing in a feedback page": [
        "nbgrader/test_feedback.py::test_nothing_runs_on_it",
        "nbgrader/test_autograded.py::test_no_markdown_can_run_anything",
        "report/test_report.py::test_nothing_in_the_page_runs_or_is_fetched",
    ],
    "In the kernel `Python (sandboxed)`": [
        "nbgrader/test_provisioner.py::"
        "test_text_and_pictures_pass_and_what_a_page_could_run_does_not",
        "nbgrader/test_provisioner.py::test_it_reaches_nothing_outside",
    ],
}


def text() -> str:
    """The page, made of the tables that the tests run."""
    rows = [f"| {name} | {fault.points:g} |" for name, fault in FAULTS.items()]
    promises = [
        f"| {start} | {', '.join(f'`{test}`' for test in tests)} |"
        for start, tests in PROMISES.items()
    ]
    attacks = [f"- {name}" for name in ATTACKS]
    lines = [
        "# What the grader has been tried with",
        "",
        "Made from the tests by `python tests/autograder/sandbox/threats.py`; the tests fail if it "
        "is out of date.",
        "",
        "## What is promised, and what shows it",
        "",
        "The promises are those of [the README](README.md#the-threat-model), by how each begins; "
        "the tests lie in `tests/autograder/`.",
        "",
        "| promise | tests |",
        "|---|---|",
        *promises,
        "",
        f"## {len(syscalls.REFUSED)} calls of the kernel that are refused",
        "",
        "Each is made in the sandbox by `sandbox/test_shared.py`, and fails as for anybody without "
        "rights: " + ", ".join(f"`{name}`" for name in syscalls.REFUSED) + ". So do new "
        "namespaces, sockets that are not local or of the Internet, memory that is shared without "
        "a file, and looks at locks; a lock itself is said to be had, and locks nobody out.",
        "",
        f"## {len(FAULTS)} faults",
        "",
        f"Each submission is worth {FULL:g} points but for its fault, and gets what stands here. "
        "Where something was wrong, a sentence says what. The next one is graded as if it were "
        "the only one.",
        "",
        "| fault | points |",
        "|---|---|",
        *rows,
        "",
        f"## {len(ATTACKS)} attacks",
        "",
        "Every answer is wrong. Each attack earns 0 points and has no effect outside.",
        "",
        *attacks,
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
