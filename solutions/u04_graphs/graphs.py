# %% [markdown]
# # 4 · Computational graphs
#
# Turn a knob of a synthesiser a little: how much louder does it get? With three knobs you can try. A network has a million, and one
# try each would take all day. This unit gets the answer for all of them at once, from a single sweep backwards, and
# makes sure that it is right.
#
# **You will be able to** write any computation as a graph, send values forwards and gradients backwards through it, write a class that
# draws the graph while it computes, build modules that can be plugged together, and check every gradient you ever derive.
#
# **You will hear** a patch of synthesiser modules, echoes that come back, knobs that turn themselves until two sounds are alike, and a
# drum loop that learns how hard it must be compressed.
#
# Time: about 2½ hours. Before: [unit 2](../u02_gradient_descent/gradient_descent.ipynb) for gradient descent and
# [unit 3](../u03_mlp/mlp.ipynb) for layers.
#
# Conventions: [one page](../conventions.md).

# %%
import numpy as np

from dlaudio import audio, datasets, plots, synth
from dlaudio.check import check
from dlaudio.gradcheck import GradientError, check_layer
from dlaudio.graph import Node as CourseNode
from dlaudio.layers import Sequential, Tanh
from dlaudio.losses import MSELoss
from dlaudio.optim import SGD, Adam
from dlaudio.plots.graphs import module
from dlaudio.static_graph import gradients as static_gradients
from dlaudio.static_graph import steps
from dlaudio.train import fit
from dlaudio.widgets import graph_steps, patch_bay
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 4.1 Which knob?
#
# A modular synthesiser is a wall of small boxes, joined by cables to a *patch*. Ours has four boxes: an *oscillator* makes a tone with overtones, a *gain* makes it louder, a *tanh* bends what is too loud, a
# *low-pass filter* takes away the frequencies above its *cutoff*. Hear three settings of the same patch.

# %%
sr, t = patch_bay.SR, patch_bay.TIMES
settings = [(0.0, -12.0, 2.0), (0.8, 10.0, 2.0), (0.8, 25.0, -1.5)]
tones = [audio.fade(patch_bay.patch(*knobs).forward(t), sr=sr) for knobs in settings]
audio.play(
    np.concatenate(tones), sr, title="pure and soft; bright and louder; bent by tanh, then dull"
)

# %% [markdown]
# A deep network is built in the same way: boxes with knobs, patched together. And learning asks of every knob the same question: *if
# you are turned a little, what happens to the result?* Here the result is the level of the sound, its mean power in decibels. Play, and watch the numbers
# under the boxes. Where does a turn of the gain do almost nothing? Which way must the low-pass go to make it louder?

# %%
demo(patch_bay.draw, title=patch_bay.TITLE, controls=patch_bay.CONTROLS)

# %% [markdown]
# The numbers come from one sweep through the patch, from right to left. To see how, make the
# boxes as small as they can be: one addition, one multiplication.
#
# ## 4.2 A calculation is a graph
#
# Take $e = (a + b)(b + 1)$. Nobody computes it in one go; there are two results on the way:
#
# $$c = a + b, \qquad d = b + 1, \qquad e = c \cdot d.$$
#
# Draw every number as a *node*, and an arrow from each number to those that are made from it.

# %%
figure, _ = graph_steps.draw(3, 2.0, 1.0)
plots.show(
    figure,
    "a and b lead to c = 3; b and 1 lead to d = 2; c and d lead to e = 6.",
)

# %% [markdown]
# That is a **computational graph**: a data structure for a formula. The nodes that a node is made from are its *parents*, and it is their *child*. There are arrows, and
# never a circle, because nothing can be computed from itself: a *directed acyclic graph*, DAG for short.
#
# In the computer we write it as a list of steps. A step is a tuple: the name of the new number, the operation, and the names of its
# parents. The number 1 is an input like a and b, called `one`.

# %%
for step in steps("c = + a b; d = + b one; e = * c d"):
    print(step)

# %% [markdown]
# The helper `steps` turns the short text into the list. There are four operations: `+`, `-`, `*` with two parents and `tanh` with one.
#
# ### Exercise 1 · `forward_pass`
#
# Write `forward_pass(graph, values)` that computes every step.
#
# - `graph`: a list of steps as above; a step only uses inputs and results of earlier steps
# - `values`: a dictionary with the number of each input
# - returns the values of the steps, in their order: one number a step, without the inputs
#
# For example, `forward_pass(steps("c = + a b; d = + b one; e = * c d"), {"a": 2, "b": 1, "one": 1})` is `[3, 2, 6]`.
#
# <details><summary>Hint</summary>
#
# `for name, operation, *inputs in graph:` takes a step apart. Keep a dictionary of all that is known so far; `dict(values)` is a copy
# to start with.
# </details>


# %% exercise="forward_pass"
def forward_pass(graph, values):
    ### BEGIN SOLUTION
    known, results = dict(values), []
    for name, operation, *inputs in graph:
        x = [known[i] for i in inputs]
        if operation == "+":
            known[name] = x[0] + x[1]
        elif operation == "-":
            known[name] = x[0] - x[1]
        elif operation == "*":
            known[name] = x[0] * x[1]
        else:
            known[name] = np.tanh(x[0])
        results.append(known[name])
    return results
    ### END SOLUTION


# %% check="forward_pass"

# %% [markdown]
# ## 4.3 Backwards
#
# Now the question of the knobs: if $b$ grows a little, how does $e$ change? Each arrow has a *slope*: how much the child grows for each bit that the parent grows. It is easy, because each step is
# easy:
#
# | step | slope for x | slope for y |
# |---|---|---|
# | $x + y$ | 1 | 1 |
# | $x - y$ | 1 | −1 |
# | $x \cdot y$ | $y$ | $x$ |
# | $\tanh x$ | $1 - \tanh^2 x$ | |
#
# **Along a path, slopes multiply** (that is the chain rule): from $a$ over $c$ to $e$ it is $1 \cdot d = 2$.
# **Several paths add up.** From $b$ there are two, over $c$ and over $d$: $1 \cdot d + 1 \cdot c = 2 + 3 = 5$.
#
# So $\partial e / \partial a = 2$ and $\partial e / \partial b = 5$. Call this number, how much the result grows with a node, the node's *gradient*. Step through the graph, forwards and backwards:

# %%
demo(graph_steps.draw, title=graph_steps.TITLE, controls=graph_steps.CONTROLS)

# %% [markdown]
# The demo does not follow paths one by one. It begins at the end, where the gradient is 1, and goes through the steps **backwards**. At
# each step the gradient of the new number, times the slope, is *added* to the gradient of each parent. When a node's turn comes, all its
# children have had theirs, so its gradient is complete.
#
# Why not follow the paths? Because there can be very many. Double a number 30 times, $y \leftarrow y + y$. (A `CourseNode` is a number that remembers its parents; you write your own in 4.5.)

# %%
x = y = CourseNode(1.0)
for _ in range(30):
    y = y + y
y.backward()
print(f"arrows: {2 * 30}, paths from x to y: {2**30:,}, gradient from one sweep: {x.grad:,.0f}")

# %% [markdown]
# Sixty arrows, a thousand million paths, and one sweep adds them all up, for *every* node. This is
# **reverse-mode differentiation**; in neural networks it is called back-propagation.
#
# ### Exercise 2 · `backward_pass`
#
# Write `backward_pass(graph, values)` with the same arguments as before. The result is the last step.
#
# - returns a list: the gradient of the result with respect to each input, in the order in which `values` has them; 0 for an input that does
#   not matter
#
# For example, `backward_pass(steps("c = + a b; d = + b one; e = * c d"), {"a": 2, "b": 1, "one": 1})` is `[2, 5, 3]`. With
# `steps("y = * a a")` at `a = 3` it is `[6]`: the two factors are the same node, and both paths count.
#
# <details><summary>Hint</summary>
#
# First go forwards and keep all values. Then `grad = dict.fromkeys(known, 0.0)`, a 1 for the last step, and `reversed(graph)`. Use `+=`.
# </details>


# %% exercise="backward_pass"
def backward_pass(graph, values):
    ### BEGIN SOLUTION
    known = dict(values)
    known.update(zip([step[0] for step in graph], forward_pass(graph, values), strict=True))
    grad = dict.fromkeys(known, 0.0)
    grad[graph[-1][0]] = 1.0
    for name, operation, *inputs in reversed(graph):
        if operation == "+":
            slopes = [1, 1]
        elif operation == "-":
            slopes = [1, -1]
        elif operation == "*":
            slopes = [known[inputs[1]], known[inputs[0]]]
        else:
            slopes = [1 - known[name] ** 2]
        for i, slope in zip(inputs, slopes, strict=True):
            grad[i] += grad[name] * slope
    return [grad[name] for name in values]
    ### END SOLUTION


# %% check="backward_pass"

# %% [markdown]
# ## 4.4 In which order?
#
# The list of steps came in a good order: everything was there before it was needed. Patch cables come in no order at all. Given
# only who listens to whom, which box must be computed first?
#
# An order in which every node stands after all its parents is called a **topological order**. There is nearly always more than one, and
# any of them will do. If there is a circle, there is none: each waits for the other.
#
# One way to find it: put down a node whose parents have all been put down; repeat until no node is left.
#
# ### Exercise 3 · `topological_order`
#
# Write `topological_order(parents)`.
#
# - `parents`: a dictionary with the list of parents of each node; inputs have an empty list. The nodes come in any order
# - returns a list of all names, each once, every node after its parents
# - raises `ValueError` if there is a circle
# - use a loop: there are chains of thousands of nodes, and a function that calls itself gets no deeper than about a thousand calls in Python
#
# For example, for `{"e": ["c", "d"], "c": ["a", "b"], "d": ["b"], "a": [], "b": []}` both `["a", "b", "c", "d", "e"]` and
# `["b", "d", "a", "c", "e"]` are right.
#
# <details><summary>Hint</summary>
#
# Count for each node how many parents it still waits for, and note for each node who its children are. Start with those that wait for
# none; when a node is put down, its children wait for one less. At the end, count what you have put down.
# </details>


# %% exercise="topological_order"
def topological_order(parents):
    ### BEGIN SOLUTION
    children = {name: [] for name in parents}
    for name in parents:
        for parent in parents[name]:
            children[parent].append(name)
    missing = {name: len(parents[name]) for name in parents}
    ready, order = [name for name in parents if not missing[name]], []
    while ready:
        name = ready.pop()
        order.append(name)
        for child in children[name]:
            missing[child] -= 1
            if missing[child] == 0:
                ready.append(child)
    if len(order) < len(parents):
        raise ValueError("a graph with a circle has no order")
    return order
    ### END SOLUTION


# %% check="topological_order"

# %% [markdown]
# ## 4.5 A graph that draws itself
#
# Nobody wants to write steps by hand. Python can do it: give numbers a class of their own, and let its `+` and `*` not
# only compute, but also *remember* what from. Then ordinary code draws the graph while it runs.
#
# A `Node` keeps its value, its parents, and the slope towards each parent. `a * b` calls `a.__mul__(b)`, which makes the new node.
# Nodes are numbered as they are made, so a child has a higher number than its parents: a topological order for free.
#
# ### Exercise 4 · `gradients`
#
# Complete the class `Node`; its `__add__` shows how. `gradients(program, values, times)` is ready: it runs a piece of Python with your nodes, calls
# `backward` on the result `y`, once or several times, and returns the value of `y` and the gradient for each input.
#
# - `a * b` for two nodes; `a ** n` for a number n; `a.tanh()`
# - `y.backward()` gives every node that `y` depends on its `grad`. It begins by setting them all to 0, so that calling it twice gives the
#   same as calling it once
#
# For example, `gradients("y = (a + b) * (b + 1)", {"a": 2.0, "b": 1.0})` is `(6.0, [2.0, 5.0])`. Programs may have loops of a thousand rounds,
# so again: no function that calls itself. And no `dlaudio.graph`: this one is yours.
#
# <details><summary>Hint</summary>
#
# Collect all nodes behind `self`: start with the list `[self]`, go through it, and append every parent that is not in it yet (a set of those
# you have seen is quicker). Sort by `-node.number`. Then it is exercise 2.
# </details>


# %% exercise="gradients"
class Node:
    made = 0

    def __init__(self, value, parents=(), slopes=()):
        self.value, self.parents, self.slopes = value, parents, slopes
        self.grad = 0.0
        Node.made += 1
        self.number = Node.made

    def __add__(self, other):
        other = as_node(other)
        return Node(self.value + other.value, (self, other), (1, 1))

    def __mul__(self, other):
        other = as_node(other)
        ### BEGIN SOLUTION
        return Node(self.value * other.value, (self, other), (other.value, self.value))
        ### END SOLUTION

    def __pow__(self, n):
        ### BEGIN SOLUTION
        return Node(self.value**n, (self,), (n * self.value ** (n - 1),))
        ### END SOLUTION

    def tanh(self):
        ### BEGIN SOLUTION
        y = np.tanh(self.value)
        return Node(y, (self,), (1 - y**2,))
        ### END SOLUTION

    def backward(self):
        ### BEGIN SOLUTION
        nodes, seen = [self], {self}
        for node in nodes:
            new = set(node.parents) - seen
            nodes += new
            seen |= new
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in sorted(nodes, key=lambda node: -node.number):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad
        ### END SOLUTION

    # the rest is made of these: 2 + a, 2 * a, -a, a - b, 2 - a
    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -as_node(other)

    def __rsub__(self, other):
        return -self + other


def as_node(x):
    return x if isinstance(x, Node) else Node(x)


def gradients(program, values, times=1):
    inputs = {name: Node(value) for name, value in values.items()}
    names = dict(inputs)
    exec(program, {}, names)
    for _ in range(times):
        names["y"].backward()
    return names["y"].value, [node.grad for node in inputs.values()]


# %% check="gradients"

# %% [markdown]
# You have written an engine of the kind that PyTorch is built on. Two differences: PyTorch's nodes hold whole arrays (*tensors*), and after the
# next forward pass its `backward` *adds* to the gradients that are there, which is why its users call `zero_grad()` before each step. (A second `backward` through the *same* graph it refuses, unless asked to keep the graph.)
#
# ## 4.6 Drawn before, or drawn while it runs
#
# You have now met both ways to have a graph.
#
# - **Static**: the graph is data, written down before any number exists, as your list of steps. Theano and the first TensorFlow worked
#   like this. (In TensorFlow inputs were *placeholders*, and a *session* ran the finished graph; Theano compiled it into a function.) It can be made fast and sent to another machine, but it is hard to look inside.
# - **Dynamic**: the graph is drawn while ordinary code runs, as with your `Node`, and in PyTorch. Loops and `if` decide each time anew what
#   the graph is, and you can stop and print anything.
#
# An echo is a good example. A steady tone of strength $x$ goes into a room; what comes back is weaker by a factor $g$ and meets the tone again. After $k$ rounds the strength is
#
# $$y_0 = x, \qquad y_k = x + g\,y_{k-1}.$$
#
# ### Exercise 5 · `echo_graph`
#
# Write `echo_graph(n)` that returns the *static* graph of $y_n$: a list of steps with the inputs `"x"` and `"g"`, whose last step is $y_n$.
#
# - `n`: how many rounds, at least 1
# - use `+` and `*`; every step needs a name of its own, and what it uses must have been made before
#
# For example, for `n = 1` the list `[("e1", "*", "g", "x"), ("y1", "+", "x", "e1")]` is right.
#
# <details><summary>Hint</summary>
#
# Make names in a loop: `f"y{k}"`. What is the name of $y_0$?
# </details>


# %% exercise="echo_graph"
def echo_graph(n):
    ### BEGIN SOLUTION
    graph, last = [], "x"
    for k in range(1, n + 1):
        graph.append((f"e{k}", "*", "g", last))
        graph.append((f"y{k}", "+", "x", f"e{k}"))
        last = f"y{k}"
    return graph
    ### END SOLUTION


# %% check="echo_graph"

# %% [markdown]
# The dynamic graph of the same thing is a loop. Do both agree?

# %%
x, g = CourseNode(0.5), CourseNode(0.7)
y = x
for _ in range(4):
    y = x + g * y
y.backward()
print(f"dynamic: y = {y.value:.4f}, gradients {x.grad:.4f} and {g.grad:.4f}")
try:
    static = static_gradients(echo_graph(4), {"x": 0.5, "g": 0.7})
    print(f"static:  gradients {static[0]:.4f} and {static[1]:.4f}")
except Exception as error:
    print(f"static:  waits for a right exercise 5 ({error})")

# %% [markdown]
# And here is what a plain list of steps cannot do: go on *until the echo can no longer be heard*, say 40 dB below the sound, a hundredth of its amplitude. How many rounds that is depends on $g$, so
# nobody can write the list beforehand. Hear a clap in three rooms: first four echoes each, then as many as it takes.

# %%
clap = audio.snare(sr=sr, rng=np.random.default_rng(2), duration=0.15)
wait = round(0.16 * sr)


def echoes(g, rounds):
    y = np.zeros(wait * rounds + len(clap))
    for k in range(rounds + 1):
        y[k * wait : k * wait + len(clap)] += g**k * clap
    return y


def until_quiet(g):
    rounds, left = 0, 1.0
    while left > 10 ** (-40 / 20):  # 40 dB below the clap
        left, rounds = left * g, rounds + 1
    return rounds


rooms = (0.3, 0.6, 0.8)
gap = audio.silence(sr=sr, duration=0.4)
fixed = [part for g in rooms for part in (echoes(g, 4), gap)]
enough = [part for g in rooms for part in (echoes(g, until_quiet(g)), gap)]
print("rounds until 40 dB below:", {g: until_quiet(g) for g in rooms})
audio.play(
    np.concatenate(fixed + enough), sr, title="three rooms with 4 echoes each, then with enough"
)

# %% [markdown]
# ## 4.7 Trust, but check
#
# A wrong gradient makes no error message. The network just learns badly, and you look for the reason somewhere else, for days. So
# check every gradient, by the question we began with: turn one knob a little and look. To both sides, because that is far more exact:
#
# $$\frac{\partial f}{\partial x_i} \approx \frac{f(x_i + h) - f(x_i - h)}{2h}.$$
#
# How small should $h$ be? Here is the error for the slope of tanh at 0.7, once with a step ahead only, $\bigl(f(x+h) - f(x)\bigr)/h$, once with
# both.

# %%
h = 10.0 ** np.arange(-13, 0.1, 0.25)
true = 1 - np.tanh(0.7) ** 2
ahead = (np.tanh(0.7 + h) - np.tanh(0.7)) / h
both = (np.tanh(0.7 + h) - np.tanh(0.7 - h)) / (2 * h)
names = {"xlabel": "step h", "ylabel": "error of the slope"}
ax = plots.curve(np.abs(ahead - true) + 1e-17, x=h, label="ahead only", **names)
plots.curve(np.abs(both - true) + 1e-17, x=h, ax=ax, label="to both sides (central)", **names)
ax.set(xscale="log", yscale="log")
plots.show(
    ax,
    "Error over step, both logarithmic: each curve falls and rises again. The central one reaches "
    "a far lower floor, at steps near 1e-5.",
)
x = np.linspace(0.5, 1, 101, dtype=np.float32)
single = (np.tanh(x + np.float32(1e-5)) - np.tanh(x - np.float32(1e-5))) / 2e-5
worst = np.abs(single - (1 - np.tanh(x.astype(float)) ** 2)).max()
print(f"h = 1e-5: {abs(ahead - true)[32]:.0e} ahead only, {abs(both - true)[32]:.0e} central")
print(f"central in 32 bits: up to {worst:.0e}")

# %% [markdown]
# Read it from the right. A tenth of the step makes a tenth of the error (ahead only) or a hundredth (central). On the left
# the error rises again: the two values of $f$ agree in so many digits that their difference is mostly rounding. In between, near $10^{-5}$,
# the central difference has ten right digits or more. In 32 bits rounding begins so early that at this step hardly two are left, and about five at the step that suits it best: **always check
# in 64 bits**.
#
# ### Exercise 6 · `central_difference`
#
# Write `central_difference(f, x, step)`.
#
# - `f`: a function of an array that returns one number
# - `x`: an array of any shape, perhaps of whole numbers
# - `step`: the $h$ above
# - returns the slopes, an array of the shape of `x`; only one entry is moved at a time
#
# The course's own `dlaudio.gradcheck` is out of bounds here and in the next exercise.
#
# For example, for `f = lambda x: np.sum(x**3)`, `x = np.array([1, 2])` and a step of 0.5 the slopes are `[3.25, 12.25]` (the true ones are 3 and 12:
# the step is large).
#
# <details><summary>Hint</summary>
#
# `for index in np.ndindex(x.shape):` goes through all places of an array, whatever its shape. A half does not fit into an array of whole
# numbers: begin with `x.astype(float)`.
# </details>


# %% exercise="central_difference"
def central_difference(f, x, step):
    ### BEGIN SOLUTION
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = step
        slopes[index] = (f(x + nudge) - f(x - nudge)) / (2 * step)
    return slopes
    ### END SOLUTION


# %% check="central_difference"

# %% [markdown]
# Now the checker. What we check is a pair of functions: `forward(x)` gives an array $y$, and `backward(dout, x)` takes the gradient of the loss
# with respect to $y$, called `dout`, and gives the gradient with respect to $x$. Any loss would do; the simplest one with the gradient
# `dout` is $\sum_i \text{dout}_i\, y_i$, so this sum is the one number to measure.
#
# Four traps wait for a checker:
#
# - **Ones for `dout`.** The outputs of a softmax always add up to 1, so with ones the sum never changes, the gradient is 0, and a backward that returns zeros
#   passes. Draw `dout` at random.
# - **The size.** An error of $10^{-7}$ is nothing for a gradient of 1 and everything for one of $10^{-7}$. Compare with the size:
#
# $$\lVert \text{dx} - \text{numeric} \rVert \;\le\; 10^{-6} \cdot \max\bigl(\lVert\text{dx}\rVert, \lVert\text{numeric}\rVert\bigr).$$
#
# - **NaN.** `nan > 1e-6` is `False`, and so is `nan <= 1e-6`. Ask in such a way that NaN means no.
# - **Zero.** If both gradients are zero, they agree.
#
# ### Exercise 7 · `gradient_check`
#
# Write `gradient_check(forward, backward, x, rng)` that returns `True` if the backward is right and `False` if it is wrong.
#
# - `forward(x)`: takes shape (n,), returns shape (m,); `backward(dout, x)`: takes shapes (m,) and (n,), returns shape (n,)
# - `x`: shape (n,), float64
# - `rng`: a `np.random.Generator` to draw `dout` from
#
# For example, with `np.tanh` and `lambda dout, x: dout * (1 - np.tanh(x) ** 2)` it is `True`; with `1.001 *` before it, `False`. Yours will be
# tried on ten right pairs and on a dozen wrong ones.
#
# <details><summary>Hint</summary>
#
# `rng.normal(size=forward(x).shape)` is a `dout`. `central_difference` wants a function that returns one number:
# `lambda x: np.sum(dout * forward(x))`. A step of 1e-5 is good.
# </details>


# %% exercise="gradient_check"
def gradient_check(forward, backward, x, rng):
    ### BEGIN SOLUTION
    dout = rng.normal(size=forward(x).shape)
    dx = backward(dout, x)
    numeric = central_difference(lambda x: np.sum(dout * forward(x)), x, 1e-5)
    larger = max(np.linalg.norm(dx), np.linalg.norm(numeric))
    return bool(np.linalg.norm(dx - numeric) <= 1e-6 * larger)
    ### END SOLUTION


# %% check="gradient_check"

# %% [markdown]
# ## 4.8 Modules
#
# A node for each number is a fine way to understand, and far too slow: a second of sound has 22,050 of them. So pack whole arrays
# and whole operations into a box, a **module** (or *layer*). All that a module must be able to do is:
#
# - **forward**: take $x$, give $y$;
# - **backward**: take $\partial L / \partial y$, give $\partial L / \partial x$, and note $\partial L / \partial w$ for each of its knobs.

# %%
plots.show(
    module(),
    "Forward: x and the knob w go into a module, y comes out. Backward: the gradient of y goes in, "
    "those of x and of w come out.",
)

# %% [markdown]
# If a module has knobs, it is *parametric*: a gain, a filter, every `Linear`. If it has none, it is not: tanh, ReLU, taking the
# maximum of each group. **Anything that is differentiable can be a module**, and a chain of modules is a module again: what
# one gives back as its $\partial L/\partial x$ is the $\partial L/\partial y$ of the one before.
#
# ### Exercise 8 · `sequential`
#
# Write `sequential(modules, x, dout)`: one pass forwards through a chain and one backwards. Returns `y, dx`.
#
# - `modules`: a list of pairs `(forward, backward)` as in exercise 7; the first hears `x`
# - `x`: the input; `dout`: the gradient of the loss with respect to the output of the last module
# - `y`: the output of the last module; `dx`: the gradient with respect to `x`
#
# For example, with `square = (lambda x: x**2, lambda dout, x: 2 * x * dout)` the chain `[square, square]` takes `x = np.array([3.0])` with
# `dout = np.array([1.0])` to `y = [81.]` and `dx = [108.]`, for $x^4$ has the slope $4x^3$.
#
# <details><summary>Hint</summary>
#
# Each backward wants what *its* forward was fed, so keep that on the way: a list of inputs.
# </details>


# %% exercise="sequential"
def sequential(modules, x, dout):
    ### BEGIN SOLUTION
    kept = []
    for forward, _ in modules:
        kept.append(x)
        x = forward(x)
    for (_, backward), before in zip(reversed(modules), reversed(kept), strict=True):
        dout = backward(dout, before)
    return x, dout
    ### END SOLUTION


# %% check="sequential"

# %% [markdown]
# In the course's package a module is a `Layer`: `forward` keeps what it needs, `backward(dout)` *adds* to the `grad` of each knob (a
# `Parameter`) and returns dx, and `Sequential` chains them. The patch of 4.1 is such a chain. Is it right? Ask a checker, and see that it
# can say no:


# %%
class SlipGain(synth.Gain):
    """A gain whose backward is wrong by 0.1 %."""

    def backward(self, dout):
        return super().backward(dout) * 1.001


some = np.random.default_rng(0).normal(size=12)
for gain in (synth.Gain(6.0), SlipGain(6.0)):
    model = Sequential(gain, Tanh(), synth.LowPass(2000, sr=sr), synth.Level())
    try:
        error = check_layer(model, some, rng=np.random.default_rng(1))
        print(f"{type(gain).__name__}: right, the two ways differ by {error:.0e} of the gradient")
    except GradientError as wrong:
        print(f"{type(gain).__name__}: wrong, {wrong}")

# %% [markdown]
# **A patch that listens.** Now that every knob knows its gradient, the knobs can turn themselves. We play a sound; the patch, set quite
# differently, compares what it makes (mean squared difference of the samples), goes backwards, and turns all three knobs a bit, by *Adam*, a descent that adapts its steps (unit 6). You hear the sound it is after, then the patch before learning, after 15 steps, after 40, and after 300.

# %%
short = t[: sr // 5]
wanted = patch_bay.patch(0.85, 14.0, -0.5)
target = wanted.forward(short)
model, loss = patch_bay.patch(0.2, -6.0, 2.0), MSELoss()
optimisers = [
    Adam([knob], lr=lr) for knob, lr in zip(model.parameters(), (0.02, 0.5, 0.05), strict=True)
]
heard, losses = [wanted.forward(t)], []
for step in range(301):
    if step in (0, 15, 40, 300):
        heard.append(model.forward(t))
    losses.append(loss(model.forward(short), target))
    model.zero_grad()
    model.backward(loss.backward())
    for optimiser in optimisers:
        optimiser.step()
print(f"mean squared difference: {losses[0]:.2g} before learning, {losses[-1]:.0g} after")
for name, patch in (("wanted", wanted), ("found", model)):
    b, g, o = (knob.value.item() for knob in patch.parameters())
    print(f"{name}: brightness {b:.2f}, gain {g:.1f} dB, low-pass {1000 * 2**o:.0f} Hz")
pieces = [audio.fade(y[: sr * 7 // 10], sr=sr) for y in heard]
audio.play(np.concatenate(pieces), sr, title="wanted; before learning; after 15, 40, 300 steps")

# %% [markdown]
# ## 4.9 A module of your own
#
# If you can differentiate it, you can plug it in. Let us build one that studios use all day: a
# *compressor*, which brings up what is quiet. The simplest one raises the size of each sample to a power $p$,
#
# $$y = \operatorname{sign}(x)\,\lvert x\rvert^{\,p}.$$
#
# For $p < 1$ small numbers grow ($0.01^{0.5} = 0.1$) and $\pm 1$ stays. Hear a drum loop whose hi-hats are hardly there, for $p$ = 1, 0.7, 0.4.

# %%
drums = datasets.load("sonic-pi-drums" if datasets.available("sonic-pi-drums") else "drum-hits")
hat_name = "hat" if "hat" in drums.label_names else "closed hat"
kits = {name: drums.where(labels=name).audio[0] for name in ("kick", "snare", hat_name)}
beat = round(drums.sr * 60 / 112 / 2)  # an eighth note
loop = np.zeros(16 * beat + drums.sr // 2)
for name, places, loudness in (
    ("kick", (0, 3, 8, 10), 1.0),
    ("snare", (4, 12), 0.4),
    (hat_name, range(16), 0.04),
):
    hit = kits[name][: drums.sr // 2] / np.abs(kits[name]).max() * loudness
    for place in places:
        loop[place * beat : place * beat + len(hit)] += hit
loop /= np.abs(loop).max()
versions = [synth.PowerCompression(p).forward(loop) for p in (1.0, 0.7, 0.4)]
levels = ", ".join(f"{synth.Level().forward(y):.1f}" for y in versions)
print(f"levels: {levels} dB")
audio.play(np.concatenate(versions), drums.sr, title="drum loop with p = 1, then 0.7, then 0.4")

# %% [markdown]
# The knob is $p$, and it is to be learnt. The slopes (for the second, write $\lvert x\rvert^p = e^{p \ln \lvert x\rvert}$):
#
# $$\frac{\partial y}{\partial x} = p\,\lvert x\rvert^{\,p-1}, \qquad \frac{\partial y}{\partial p} = y \ln\lvert x\rvert .$$
#
# Every entry of `dout` is multiplied by its own slope. But $p$ is one number used by all samples, a node with many children, so its
# gradient is the **sum** over all of them.
#
# ### Exercise 9 · `PowerCompression`
#
# Write a class with these three methods.
#
# - `PowerCompression(p)` keeps the power
# - `forward(x)`: x of any shape, with either sign; returns y of the same shape
# - `backward(dout)`: returns dx, of the same shape, for the x of the last `forward`, and leaves the gradient of the power, one number, in `self.dp`
# - where x is 0, y is 0, and both gradients count as 0
#
# (`dlaudio.synth`, which has one, is out of bounds.) For example, `PowerCompression(0.5)` makes `[0.25, -0.25, 1]` into `[0.5, -0.5, 1]`; a `dout` of `[1, 0, 2]` then gives a dx of `[1, 0, 1]` and
# `dp = 0.5 * np.log(0.25)`.
#
# <details><summary>Hint</summary>
#
# $\ln 0$ is the only trouble. `size = np.where(x == 0, 1, np.abs(x))` has no zeros in it, and where x is 0, y is 0 anyway. Note that
# $\lvert x\rvert^{p-1} = \lvert y\rvert / \lvert x\rvert$.
# </details>


# %% exercise="PowerCompression"
class PowerCompression:
    def __init__(self, p):
        self.p = p

    def forward(self, x):
        ### BEGIN SOLUTION
        self.x = x
        self.y = np.sign(x) * np.abs(x) ** self.p
        return self.y
        ### END SOLUTION

    def backward(self, dout):
        ### BEGIN SOLUTION
        size = np.where(self.x == 0, 1, np.abs(self.x))
        self.dp = np.sum(dout * self.y * np.log(size))
        return dout * self.p * np.abs(self.y) / size
        ### END SOLUTION


# %% check="PowerCompression"

# %% [markdown]
# ## 4.10 Challenge: let it learn
#
# A radio programme wants the loop at a certain level. Which $p$ does it? Do not search: patch three modules together and go downhill. The sound is now $y$, what your module makes of it $z$, and
# $\ell$ is its level in dB:
#
# $$y \;\to\; z = \operatorname{sign}(y)\lvert y\rvert^{\,p} \;\to\; \ell = 10 \log_{10} \operatorname{mean}(z^2) \;\to\; L = (\ell - \text{target})^2$$
#
# Backwards: $\dfrac{\partial L}{\partial \ell} = 2(\ell - \text{target})$, then $\dfrac{\partial \ell}{\partial z_i} = \dfrac{10}{\ln 10} \cdot \dfrac{2 z_i}{n \operatorname{mean}(z^2)}$, then your module.
#
# ### Exercise 10 · `learn_p`
#
# Write `learn_p(y, target_db, p, lr, n_steps)` that makes `n_steps` steps of gradient descent, $p \leftarrow p - \text{lr} \cdot \partial L / \partial p$.
#
# - `y`: shape (n,), a sound with its peak at 1; `target_db`: the level wanted, in dB; `p`: where to start; `lr`: the learning rate
# - returns the path of $p$: shape (n_steps + 1,), the start first
#
# For example, one sample of 0.1 has the level $-20\,p$ dB, so with a target of −10 dB, from `p = 1` with `lr = 0.0005`, the path begins
# 1, 0.8, 0.68 and ends at 0.5. The sounds you are graded on must end within 1 % of their target in dB.
#
# <details><summary>Hint</summary>
#
# You may use your own class, or `synth.PowerCompression` and `synth.Level`, or derive $\partial \ell / \partial p$ on paper.
# </details>


# %% exercise="learn_p"
def learn_p(y, target_db, p, lr, n_steps):
    ### BEGIN SOLUTION
    path = [p]
    layer = PowerCompression(p)
    for _ in range(n_steps):
        z = layer.forward(y)
        power = np.mean(z**2)
        error = 10 * np.log10(power) - target_db
        layer.backward(2 * error * 10 / np.log(10) / power * 2 * z / len(z))
        layer.p = layer.p - lr * layer.dp
        path.append(layer.p)
    return np.array(path)
    ### END SOLUTION


# %% check="learn_p"

# %% [markdown]
# Hear it find its way, with the package's modules and its `fit`, which makes such steps for any chain. The loop is to be at −13 dB; you hear it with the $p$ of step 0, 3, 7 and 30.

# %%
model, wanted_db = Sequential(synth.PowerCompression(1.0), synth.Level()), -13.0
knobs, levels, rounds = [], [], []


def note(record=None):
    levels.append(model.forward(loop).item())
    knobs.append(model[0].p.value.item())
    rounds.append(model[0].y[: 8 * beat])


note()
fit(
    model,
    MSELoss(),
    SGD(model.parameters(), lr=7e-4),
    loop[None],
    np.array([wanted_db]),
    epochs=30,
    batch_size=1,
    rng=np.random.default_rng(0),
    on_epoch=note,
    progress=False,
)
for step in (0, 3, 7, 30):
    print(f"step {step}: p = {knobs[step]:.3f}, level {levels[step]:.2f} dB")
some = [rounds[step] for step in (0, 3, 7, 30)]
audio.play(np.concatenate(some), drums.sr, title="the compressor learns: steps 0, 3, 7, 30")

# %%
ax = plots.curve(levels, xlabel="step", ylabel="level (dB)", label="level of the loop")
ax.axhline(wanted_db, color="black", linestyle=":", label="wanted")
ax.legend()
plots.show(ax, f"The level of the loop rises from {levels[0]:.1f} dB to the {wanted_db:g} wanted.")

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **paths** · In the graph of $e = (a + b)(b + 1)$, how many paths lead from b to e?
#
# - (a) 1
# - (b) 2
# - (c) 3
# - (d) 6
#
# **sweeps** · A patch has 1,000 knobs. How many sweeps backwards give the gradient of its level for all of them?
#
# - (a) 1
# - (b) 1,000
# - (c) 2,000
# - (d) as many as there are paths
#
# **dag** · What must a graph be like to have a topological order?
#
# - (a) no node is used twice
# - (b) it has only one input
# - (c) it has no circle
# - (d) it is a tree
#
# **static** · What is true of a static graph, and not of a dynamic one?
#
# - (a) it is complete before the first number goes through it
# - (b) it is drawn anew every time the code runs
# - (c) it holds tensors
# - (d) it has no gradients
#
# **knob** · Which of these modules has no parameter?
#
# - (a) a gain
# - (b) a low-pass filter
# - (c) `Linear`
# - (d) tanh
#
# **module** · Which of these cannot be trained *through*, because its slope is zero wherever it has one?
#
# - (a) tanh
# - (b) a gain of 0 dB
# - (c) a step: 1 above 0, else 0
# - (d) the maximum of a group
#
# **step** · Which step is best for a central difference in 64 bits, at numbers around 1?
#
# - (a) 0.1
# - (b) 0.00001
# - (c) the smallest that there is
# - (d) it makes no difference

# %% exercise="graphs_quiz"
graphs_quiz = {
    "paths": "?",
    "sweeps": "?",
    "dag": "?",
    "static": "?",
    "knob": "?",
    "module": "?",
    "step": "?",
}
### BEGIN SOLUTION
graphs_quiz = {
    "paths": "b",
    "sweeps": "a",
    "dag": "c",
    "static": "a",
    "knob": "d",
    "module": "c",
    "step": "b",
}
### END SOLUTION

# %% check="graphs_quiz"

# %% [markdown]
# ## What stays
#
# - A calculation is a graph: nodes are numbers, arrows say what is made from what, and there is no circle.
# - Along a path slopes multiply; over several paths they add up. One sweep backwards, in topological order, does that for every node
#   at once: start with 1, and always `+=`.
# - A static graph is written before it runs, a dynamic one while it runs. The gradients are the same.
# - A module has a forward and a backward. Modules chain, and a chain is a module. Anything differentiable will do, knobs or none.
# - Never believe a gradient: central differences, 64 bits, a random `dout`, errors relative to the size, NaN means no. And make
#   sure that your checker can say no.
#
# In unit 5 the modules are the layers of a network, and the sweep is back-propagation.
#
# **Sources.** H. Mohammadi, *Deep learning: a hands-on introduction* (M04–M06, M15); J. Nam, *Deep learning: intro* (J08, J37, J38). S. Linnainmaa, "Taylor
# expansion of the accumulated rounding error", *BIT* 16, 1976, for the sweep backwards; A. B. Kahn, "Topological sorting of large
# networks", *Communications of the ACM* 5, 1962. Drum hits: Sonic Pi samples (CC0) or the course's own.
