"""What is counted in a unit's text: each fault is found, and a unit without faults has none."""

import pytest

from autograder.build import teaching
from dlaudio import exercises

PREDICTION = """
# %% predict="p{n}"
# What comes?
#
# - (a) One
#   right: Because.
# - (b) Two
#   wrong: Because.
"""
HINTS = "".join(
    f"#\n# <details><summary>Hint {n}</summary>\n#\n# Think.\n# </details>\n" for n in (1, 2, 3)
)
GOOD = (
    """
# %% [markdown]
# # 1 · A unit
#
# Time: about 1½ hours.

# %%
import numpy as np
"""
    + "".join(PREDICTION.format(n=n) for n in range(4))
    + """
# %%
plots.show(ax, "A line.")

# %% [markdown]
# ## 1.1 A section
#
# ### Exercise 1 · `perceptron` · ●●○ · 12 min
#
# Write it.
"""
    + HINTS
    + """

# %% exercise="perceptron"
def perceptron(X, w):
    ### BEGIN SOLUTION
    return X
    ### END SOLUTION

# %% check="perceptron"

# %% explained="perceptron"
# Because.
"""
)


def test_a_good_unit_has_no_faults():
    assert teaching.faults(GOOD) == []


@pytest.mark.parametrize(
    "old, new, words",
    [
        (" · ●●○ · 12 min", "", "needs '### Exercise 1 · `name` · ●●○ · 12 min'"),
        ("●●○", "●○●", "needs '### Exercise 1 "),
        ("Exercise 1", "Exercise 2", "needs '### Exercise 1 "),
        ("`perceptron`", "`perceptrons`", "needs '### Exercise 1 "),
        ('explained="perceptron"\n# Because.', "", "perceptron has no explained solution"),
        ("Hint 2", "Hint", "needs the hints Hint 1, Hint 2, Hint 3"),
        ("### Exercise 1", "### Task 1", "perceptron has no heading"),
        ('predict="p3"', "collapsed", "3 predictions, needs 4"),
        ("# Write it.", f"# {'word ' * 600}", "614 words and 0.9 screens with nothing"),
        ("# Write it.", "# - a\n" * 90, "screens with nothing to see or hear"),
        ("plots.show(ax", "x = 1\n" * 5 + "plots.show(ax", "a demonstration of 6 lines"),
    ],
)
def test_each_fault_is_found(old, new, words):
    assert old in GOOD
    (fault,) = teaching.faults(GOOD.replace(old, new))
    assert words in fault


@pytest.mark.parametrize(
    "old, new",
    [
        ("# Think.", f"# {'word ' * 600}"),  # what is folded away is not read in one go
        ("# Write it.", f"# {'word ' * 500}"),
        ("# %%\nplots.show(ax", "# %% collapsed\n" + "x = 1\n" * 20 + "plots.show(ax"),
        ("import numpy as np", "import numpy as np\n" * 12),
        ("    return X", "    return X\n" * 12),
    ],
)
def test_what_is_no_fault_is_not_found(old, new):
    assert old in GOOD
    assert teaching.faults(GOOD.replace(old, new)) == []


def test_a_quiz_under_a_bare_heading_is_found():
    choices = exercises.find("perceptron_quiz").choices
    asked = "".join(f"# **{name}** · (a) 1 (b) 2 (c) 3 (d) 4\n#\n" for name in choices)
    answer = f"perceptron_quiz = dict.fromkeys({list(choices)}, 'a')"
    quiz = f'\n# %% [markdown]\n# ## Quiz\n#\n{asked}\n# %% exercise="perceptron_quiz"\n{answer}\n'
    told = '\n# %% explained="perceptron_quiz"\n# Because.\n'
    (fault,) = teaching.faults(GOOD + quiz + told)
    assert fault.startswith("perceptron_quiz has no heading")
    heading = "## Quiz\n#\n# ### Exercise 2 · `perceptron_quiz` · ●○○ · 5 min"
    headed = quiz.replace("## Quiz", heading)
    (fault,) = teaching.faults(GOOD + headed + told)
    assert "needs the hints" in fault
    assert teaching.faults(GOOD + headed.replace(asked, asked + HINTS) + told) == []


def test_a_quiz_takes_no_room_on_the_page():
    cells = [(True, {}, "text\n\n" * 30), (True, {}, "### Exercise 2 · `q_quiz` · ●○○\n" * 90)]
    (run,) = teaching._stretches([*cells, (False, {"exercise": "q_quiz"}, "x\n" * 90)])
    assert run.screens == pytest.approx(30 * 38 / 800)


def test_a_picture_ends_a_stretch():
    half = f"# %% [markdown]\n# {'word ' * 400}\n"
    picture = '\n# %%\nplots.show(ax, "A line.")\n\n'
    assert len(teaching.faults(GOOD + half + half)) == 1
    assert teaching.faults(GOOD + picture + half + picture + half) == []


def test_the_facts_are_counted():
    words = teaching.facts(GOOD)
    # by hand, marks included: 5 + 4 in the first cell; 4, 10 and 2 in the lines of the second
    assert words.startswith("25 words, 1 cells to see or hear, longest stretch 16 words, 0.")
    assert words.endswith(
        "4 predictions, 0 cells of recall, 12 min of exercises + 0 of reading, says 90 min"
    )
