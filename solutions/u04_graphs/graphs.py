# %% [markdown]
# # 4 · Computational graphs
#
# Turn a knob of a synthesiser a little: how much louder does it get? With three knobs you can simply try. But a network has a
# million, and if a try takes a hundredth of a second, that is nearly three hours of trying for a single step of learning. Here you get all
# the answers from one sweep backwards, and you build the tool that tells whether they are right.
#
# **You will be able to** send values forwards and gradients backwards through any computation, write a class that
# draws its graph while it computes, plug modules together, and check every gradient you ever derive.
#
# **You will hear** three synthesiser modules do by ear what they do to gradients, a duet in which one synthesiser teaches itself to answer like another, and a
# drum loop whose fader is moved, beat by beat, by your own gradient.
#
# Time: about 4 hours, in two sittings: 4.1 to 4.8 find the gradient, 4.9 to 4.12 check it and put it to work. First: [unit 2](../u02_gradient_descent/gradient_descent.ipynb) and
# [unit 3](../u03_mlp/mlp.ipynb). The mathematics you need stands on half a page of unit 2, before its section 2.1; new are only the slope of $e^u$, which is $e^u$ itself, and $\log_{10}$, which counts tens: $\log_{10} 1000 = 3$.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, mine, plots, synth
from dlaudio.check import check
from dlaudio.generation.fader import drum_loop, ride
from dlaudio.generation.stairwell import clap
from dlaudio.graph import Node as CourseNode
from dlaudio.layers import Sequential, Tanh
from dlaudio.networks import accused, drawbars, of_nodes, patch
from dlaudio.plots.drawings import (
    chain_rule,
    chord,
    compressor,
    gain_module,
    gates,
    kink,
    knob_paths,
    level_steps,
    node_graph,
    node_records,
    orders,
    paths,
    square_chain,
    step_error,
    sweeps,
    walks,
    weighed_outputs,
    whole_graph,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.static_graph import steps
from dlaudio.widgets import graph_steps, patch_bay
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 4.1 Which knob?
#
# In unit 2 you walked downhill, because you had worked out the slope on paper. But who does that for a machine that somebody else has built? Suppose that all you can do is try. Here is an organ with a few *drawbars*, one for each overtone: the further a drawbar is pulled, the louder its overtone. To make it sound like another organ, move all drawbars a little at random, keep what comes closer, and repeat that 300 times.

# %%
few, many = drawbars.by_trial(3), drawbars.by_trial(100)
print(f"left of the difference: {few.left:.0%} with 3 drawbars, {many.left:.0%} with 100")
bars = {"3, wanted": few.wanted, "3, found": few.found}
bars |= {"100, wanted": many.wanted, "100, found": many.found}
audio.play_row({name: drawbars.sound(pulled) for name, pulled in bars.items()}, drawbars.SR)

# %% [markdown]
# With three drawbars you cannot tell the two apart. With a hundred, about a third of the difference is still there, and you hear it.
#
# Move a hundred drawbars at random, and about half of them go the wrong way; what the good half gains, the bad half takes nearly all back. So we must know *beforehand* which way each knob should go.
#
# Before we look for that, three questions from earlier units.

# %% recall="from_units_1_and_2"
# 1. Which of these four tasks can no single perceptron do?
#
# - (a) AND
#   wrong: One line cuts off the corner where both are 1.
# - (b) OR
#   wrong: One line cuts off the corner where both are 0.
# - (c) XOR
#   right: Its two classes lie across from each other, and no single line parts them. Today a network of your own nodes learns it.
# - (d) NAND
#   wrong: It is AND with the sign turned round, so the same line does it.
#
# 2. A weight is 2, its gradient is −3, the learning rate 0.1. What is the weight after one step of gradient descent?
#
# - (a) 1.7
#   wrong: That goes uphill: a negative gradient says that the loss falls if the weight grows.
# - (b) 2.3
#   right: $2 - 0.1 \cdot (-3) = 2.3$. The step goes against the gradient, so the two minus signs make a plus.
# - (c) −0.3
#   wrong: That would be the step with its sign lost, and without the weight it starts from.
#
# 3. What does the gradient of a loss with respect to a weight tell you?
#
# - (a) how large the weight is
#   wrong: A large weight may have no gradient at all, at the bottom of a valley.
# - (b) how far the best weight is away
#   wrong: It is the slope right here; how far the valley goes on, it cannot see.
# - (c) how fast the loss grows if the weight grows a little
#   right: It is a slope, for a small step. That is just what we ask of knobs today.

# %% [markdown]
# In an organ every drawbar goes almost straight to your ear. A modular synthesiser is a wall of small boxes, joined by cables into a *patch*, and there a knob is heard only *through* all that comes behind it. In ours an *oscillator* makes a tone with overtones, a *gain* sets how loud it is, a *tanh* bends what is too loud, and a
# *low-pass filter* takes away the frequencies above its *cutoff*. Here are three settings of the same patch.

# %%
sr, t = patch.SR, patch.TIMES
settings = {"pure": (0, -12, 2), "bright": (0.8, 10, 2), "bent, then dull": (0.8, 25, -1.5)}
tones = {name: patch.patch(*knobs).forward(t) for name, knobs in settings.items()}
audio.play_row({name: audio.fade(y, sr=sr) for name, y in tones.items()}, sr)

# %% [markdown]
# A deep network is built in the same way, and learning asks of every knob: *if
# you are turned a little, what happens to the result?* Here the result is the level of the sound in decibels.

# %% predict="which_knob"
# The patch is already loud: its gain stands at 25 dB, and the tanh bends the tone into nearly a square. You turn the gain up by 1 dB more. How much louder does the *result* get?
#
# - (a) by 1 dB
#   wrong: It would, without the tanh. But the samples are close to ±1 already.
# - (b) by nearly nothing
#   right: The tanh is flat out there, so hardly anything of a change gets through it. A box on the way can block a knob.
# - (c) by more than 1 dB
#   wrong: Nothing behind the gain makes changes larger; the tanh makes them smaller.

# %%
demo(patch_bay.draw, title=patch_bay.TITLE, controls=patch_bay.CONTROLS)

# %% [markdown]
# Play with it. Where does a turn of the gain do almost nothing? Which way must the low-pass go to make it louder?
#
# The numbers under the boxes come from one sweep through the patch, from right to left. *Why from right to left?* To find out, make the
# boxes as small as they can be: one addition, one multiplication.
#
# ## 4.2 A calculation is a graph
#
# Take $e = (a + b)(b + 1)$. You compute it in three steps, and get two results on the way:
#
# $$c = a + b, \qquad d = b + 1, \qquad e = c \cdot d.$$
#
# Draw every number as a *node*, and an arrow from each number to those that are made from it. With $a = 2$ and $b = 1$ we get $c = 3$, $d = 2$ and so $e = 6$.

# %%
figure, words = graph_steps.draw(3, 2.0, 1.0)
plots.show(figure, f"a and b lead to c, b and 1 lead to d, c and d lead to e. {words}")

# %% [markdown]
# That is a **computational graph**. The nodes that a node is made from are its *parents*, and it is their *child*. Nothing can be computed from itself, so the arrows
# never run in a circle: it is a *directed acyclic graph*, DAG for short.
#
# As a data structure it is a list of steps. A step is a tuple: the name of the new number, the operation, and the names of its
# parents. The number 1 counts as an input too, called `one`.

# %%
for step in steps("c = + a b; d = + b one; e = * c d"):
    print(step)

# %% [markdown]
# There are four operations: `+`, `-` and `*` with two parents, and `tanh` with one.
#
# ### Exercise 1 · `forward_pass` · ●○○ · 8 min
#
# Write `forward_pass(graph, values)` that computes every step.
#
# - `graph`: a list of steps as above; a step only uses inputs and earlier results
# - `values`: a dictionary with the number of each input
# - returns the values of the steps, in their order: one number a step, without the inputs
#
# For example, `forward_pass(steps("c = + a b; d = + b one; e = * c d"), {"a": 2, "b": 1, "one": 1})` is `[3, 2, 6]`.
#
# <details><summary>Hint 1</summary>
#
# A step may use an input or an earlier result. Where could both be looked up under their names?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Keep a dictionary of all that is known so far; `dict(values)` is a copy to start with. `for name, operation, *inputs in graph:` takes a step apart.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop: `x = [known[i] for i in inputs]`, then `known[name] = x[0] + x[1]` if the operation is `"+"`, and so on (`np.tanh`). Append each `known[name]` to a list, and return it.
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

# %% explained="forward_pass"
# The list is written so that a step uses only inputs and earlier steps. So one walk through it is enough, as long as everything found so far can be looked up under its name, and that is what `known` is for. It begins as a *copy* of `values`, because the caller's dictionary should not fill up with your results.
#
# In `for name, operation, *inputs in graph` the star collects what is left of a step: two names for a sum, a difference or a product, one for tanh. That is why `x` is a list. Its order matters for the difference only, since `- a b` means a minus b.
#
# In the example the walk finds $3$, then $1 + 1 = 2$, then $3 \cdot 2 = 6$.

# %% [markdown]
# ### The chain rule in half a page
#
# Now to slopes. One piece of mathematics carries this whole unit. Say $u = 3x$ and $y = u^2$, and stand at $x = 1$, so $u = 3$ and $y = 9$. Move $x$ by a small step of 0.1 and watch what becomes of it.

# %%
plots.show(*chain_rule.draw(x=1.0, step=0.1))

# %% [markdown]
# The first arrow makes the step three times as long, because its slope is 3. The second makes *that* about six times as long, because the slope of $u^2$ is $2u$, which is 6 at $u = 3$. So a step of $x$ arrives in $y$ about 18 times as long. In a formula,
#
# $$\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx},$$
#
# where $dy/dx$ says how fast $y$ changes with $x$. That is the **chain rule**: along a chain, slopes multiply.
#
# Only about 18, because the curve bends within the step: with a step of 0.01 it is 18.09, and so on, ever closer.
#
# If several letters could change, one writes $\partial y / \partial x$ and keeps all the others still.
#
# ## 4.3 Every path counts
#
# Now the question of the knobs: if $b$ grows a little, how does $e$ change? Ask it of a single arrow first. Its *slope* says how fast the child changes with this one parent, while everything else stands still. If $x$ grows by a little, $x \cdot y$ grows by $y$ times as much, and $x + y$ by just as much.
#
# | step | slope for x | slope for y |
# |---|---|---|
# | $x + y$ | 1 | 1 |
# | $x - y$ | 1 | −1 |
# | $x \cdot y$ | $y$ | $x$ |
# | $x^n$, with a fixed $n$ | $n \cdot x^{n-1}$ | |
# | $\tanh x$ | $1 - \tanh^2 x$ | |
#
# The last row is what blocked the gain in 4.1: it is 1 in the middle, and nearly 0 where tanh is nearly ±1. Try it: from 2 to 2.01 tanh rises by 0.0007, so its slope is 0.07, and $1 - 0.964^2 = 0.07$. (Unit 3 draws it, in *A box of bends*.)
#
# From $b$ there are two ways to $e$. Follow the one over $c$, then the one over $d$, and multiply the slopes as you go:

# %%
plots.show(*paths.draw(2.0, 1.0, lit="upper", way="forwards"))
plots.show(*paths.draw(2.0, 1.0, lit="lower", way="forwards"))

# %% [markdown]
# Let $b$ grow by 0.01. Then $c$ grows by 0.01 too, and because $c$ is multiplied by $d = 2$, this makes $e$ grow by 0.02: the path over $c$ brings $1 \cdot 2 = 2$. But $d$ has grown by 0.01 as well, and it is multiplied by $c = 3$: the path over $d$ brings $1 \cdot 3 = 3$. Nobody can move $b$ on one path alone.

# %% predict="two_paths"
# So how fast does $e$ change with $b$?
#
# - (a) 2, the first path
#   wrong: That would be right if $d$ stayed where it is; but $d = b + 1$ grows too.
# - (b) 3, the larger of the two
#   wrong: Nothing chooses between the paths; a change of $b$ goes along both.
# - (c) 5, the sum
#   right: $c$ grows and $d$ grows, and each adds its part to $e$. Try: $b = 1.01$ gives $3.01 \cdot 2.01 = 6.0501$, which is 5.01 times the step above 6.
# - (d) 6, the product
#   wrong: Slopes multiply *along* a path. Two paths side by side add.

# %%
plots.show(*paths.draw(2.0, 1.0, way="forwards"))

# %% [markdown]
# **Along a path slopes multiply; several paths add up.** So $\partial e / \partial b = 5$, and $\partial e / \partial a = 2$, because from $a$ there is only one path. How fast the result changes with a node is called the node's *gradient*.
#
# Are we done, then? Not yet: wherever paths meet and part again, their number multiplies. Here are three arrows from $x$ to $u$, and three from $u$ to $y$:

# %%
plots.show(*walks.draw("one by one"))

# %% [markdown]
# Each of the three ways into $u$ can be continued in three ways, which makes nine paths. Ten such stages make 59,049, though every stage has only three arrows more.
#
# It takes no network to get into trouble. Double a number thirty times, $y \leftarrow y + y$. Each `+` takes $y$ twice, so there are 60 arrows and $2^{30}$ paths. At a million paths a second you wait eighteen minutes for one slope; with fifty doublings, 36 years.
#
# So the rule is right, and nobody can use it.
#
# ## 4.4 Why backwards
#
# Look at the nine paths again. All of them pass through $u$, and what lies ahead from there is the same for all. So wait at $u$ until all have arrived, add up what they bring, and go on *once*:

# %%
plots.show(*walks.draw("forwards"))

# %% [markdown]
# The nine products are still in there: multiply out $(1 + 2 + 3)(4 + 5 + 6)$, and you get them all. But now they take six arrows, and ten stages take 30. This is a **sweep**: it comes to each node once, when everything before it has arrived.
#
# But wait. Who says that we must start at $x$? The same product can be begun at its other end:

# %%
plots.show(*walks.draw("backwards"))

# %% [markdown]
# The same arrows, the same 90, the same price. Try it on the thirty doublings. A `CourseNode` is a number that remembers its parents, and its `backward` is a sweep from the end; you write your own in 4.6.

# %%
x = y = CourseNode(1.0)
for _ in range(30):
    y = y + y
y.backward()
print(f"arrows: {2 * 30}, paths from x to y: {2**30:,}, gradient from one sweep: {x.grad:,.0f}")

# %% [markdown]
# All slopes here are 1, so every path brings 1, and the gradient has *counted* the paths. All $2^{30}$ are in it, and eighteen minutes have become the blink of an eye.
#
# So a sweep saves us, but which of the two? Between one $x$ and one $y$ it is a tie. Our patch, however, has many knobs. Here are both sweeps through $e = (a + b)(b + 1)$, with what they find written beneath each node:

# %%
plots.show(*sweeps.draw("forward", "b"))
plots.show(*sweeps.draw("reverse"))

# %% [markdown]
# **Forward mode** begins at one input and asks each node: *how fast do you change with $b$?* The one answer that we want stands at $e$. Of $a$ this sweep knows nothing.
#
# **Reverse mode** begins at the result and asks each node: *how fast does the result change with you?* Its answers stand at every input at once.

# %% predict="price_of_forward_mode"
# A patch has 1,000 knobs and one result, its level. How many sweeps does forward mode take to find the slope for every knob?
#
# - (a) 1, like reverse mode
#   wrong: A forward sweep follows a single knob, and knows nothing of the others.
# - (b) 1,000
#   right: One for each input. Reverse mode takes one for each *output*, and a loss is a single output.
# - (c) 2,000
#   wrong: That is the price of trying: two runs for each knob, one a bit higher and one a bit lower.

# %%
for knobs in (3, 100, 1000):
    y, arrows = of_nodes.chain(knobs)
    print(f"{knobs} knobs: forwards {knobs * arrows:,} multiplications, backwards {arrows:,}")

# %% [markdown]
# **So that is why backwards.** The sweep back is no shorter, but it ends at *all* the knobs; the sweep forwards ends at the one result. Learning has a million inputs, the weights, and one output, the loss. If a sweep takes a hundredth of a second, a single step of learning takes nearly three hours forwards. Backwards it takes that hundredth. (Turn it round, one knob and a thousand outputs, and forward mode is the cheap one.)
#
# It looks obvious, once one has seen it. Seppo Linnainmaa wrote it down in his thesis of 1970, and in a journal in 1976, to follow rounding errors. Yet networks had to wait ten more years for it.
#
# And the organ of 4.1? Give descent the same 300 runs. That is only 150 steps, because each takes one run forwards and one backwards.

# %%
ways = {"trial and error": drawbars.by_trial(100), "slopes": drawbars.by_slopes(100)}
plots.show(*drawbars.race(ways))
sounds = {name: drawbars.sound(search.found) for name, search in ways.items()}
audio.play_row({"wanted": drawbars.sound(ways["slopes"].wanted), **sounds}, drawbars.SR)

# %% [markdown]
# The slopes bring all hundred home at once: nothing of the difference can be heard any more. One sweep tells each drawbar which way is downhill, and how steep it is there.
#
# ### One step at a time
#
# The sweep begins at $e$ with 1, because $e$ changes exactly as fast as itself. The arrows into $e$ have the slopes 2 and 3, so $e$ hands 2 to $c$ and 3 to $d$. Then $d$ hands its 3 on to $b$, and there it waits, because $b$ has another child. At last $c$ hands 2 to $a$ and 2 to $b$, where it is *added* to the 3: now $b$ has its 5.
#
# So each node hands every parent its own gradient times the slope of the arrow, and waits for its turn until all its children have had theirs, because only then is its gradient complete.

# %%
demo(graph_steps.draw, title=graph_steps.TITLE, controls=graph_steps.CONTROLS)

# %% [markdown]
# In neural networks this **reverse-mode differentiation** is called back-propagation. It has its price: the slope of a product is the *value* of the other factor, so every value must be kept until the sweep comes back. In large networks memory is what runs out first.
#
# First on paper: $y = a \cdot a$ at $a = 3$. Which slopes do its two arrows have, and what is the gradient of $a$?
#
# ### Exercise 2 · `backward_pass` · ●●○ · 15 min
#
# Write `backward_pass(graph, values)` with the same arguments as `forward_pass`. The result is the last step.
#
# - returns a list: the gradient of the result with respect to each input, in the order in which `values` has them; 0 for an input that does
#   not matter
#
# For example, `backward_pass(steps("c = + a b; d = + b one; e = * c d"), {"a": 2, "b": 1, "one": 1})` is `[2, 5, 3]`. With
# `steps("y = * a a")` at `a = 3` it is `[6]`: the two factors are the same node, and both paths count. A graph may double
# sixty times, as `y = y + y` does, so nobody can walk its $2^{60}$ paths one by one; a sweep passes each arrow once.
#
# <details><summary>Hint 1</summary>
#
# The slope of a product is the *value* of the other factor. So what must you do before you can go backwards?
# </details>
#
# <details><summary>Hint 2</summary>
#
# First go forwards and keep all values in one dictionary `known`. Then `grad = dict.fromkeys(known, 0.0)`, a 1 for the last step, and `for name, operation, *inputs in reversed(graph):`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop make the list `slopes`, for example `[known[inputs[1]], known[inputs[0]]]` for a product and `[1 - known[name] ** 2]` for tanh. Then for each input and its slope: `grad[i] += grad[name] * slope`. At the end `[grad[name] for name in values]`.
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

# %% explained="backward_pass"
# Every step hands each of its inputs its own gradient times the slope of that arrow. It may do so only when its own gradient is complete, so after all its children have had their turn; and because the children of a step stand *behind* it in the list, the list is taken in reverse.
#
# The slope of a product is a value, so the values come first. `forward_pass` returns them without names, so `zip` puts the name of its step beside each. For tanh, `known[name]` is already $\tanh x$, and must not go through tanh once more.
#
# In the example $b$ gets 3 from $d$ and then 2 from $c$, and `+=` makes 5 of them. With `=`, $b$ would end with 2, and $a \cdot a$ at 3 would have the gradient 3 in place of 6.

# %% [markdown]
# ## 4.5 Three operations
#
# Look at your `backward_pass` once more: where in its loop is the rest of the graph? Nowhere. The one number that comes back is all that an operation ever learns of the world behind it. A 2 says: *if you say a little more, the result grows by twice as much*; a −8: *it falls, by eight times as much*. That is why boxes can be plugged together by people who have never met.
#
# Three operations you can hear. In a studio, adding two sounds is a **mixer**; multiplying them, sample by sample, is the **ring modulator** of unit 3, and neither tone is left, only their sum and their difference; and $\max(x, y)$ is the **louder of two**: at every moment only the larger one gets through.

# %% predict="louder_of_two_tones"
# A tone of 220 Hz and one of 330 Hz, equally strong, go into the louder of two. What comes out?
#
# - (a) Both, half as strong as in the mixer, and others that nobody played.
#   right: Half the mixer is still in it, and beside it are tones of 110 and 550 Hz, and softer ones.
# - (b) The louder tone alone.
#   wrong: Neither is the louder one for long. They take turns, hundreds of times a second.
# - (c) Only their sum and their difference.
#   wrong: That takes a product. Here half the mixer is still in it.

# %%
x, y = (audio.tone(f, sr=sr, duration=1.0, amplitude=0.5) for f in (220, 330))
results = {"mixer, x + y": x + y, "ring modulator, 2 · x · y": 2 * x * y}
results["louder of two"] = np.maximum(x, y)
plots.show(*gates.draw(x=3.0, y=-4.0, upstream=2.0))
audio.play_row({"x": x, "y": y, **results}, sr)

# %% [markdown]
# The louder of two is half a mixer: take the middle between $x$ and $y$, and add half their distance, $\max(x, y) = \frac12 (x + y) + \frac12 \lvert x - y\rvert$. The first half is the mixer. The second is a bend, and a bend makes tones that nobody played.
#
# Backwards, say a 2 comes back:
#
# - **Add copies.** Both inputs get the 2 as it is: nudge $x$ and the mixture moves just as much, however loud $y$ is.
# - **Times swaps.** Each input gets 2 times the *other* one's value, because a change of $x$ is heard only as loudly as $y$ is.
# - **Max routes.** The larger input gets all of it and the smaller one nothing: here $x$ is on top, so you may move $y$ a little and nobody hears it.
#
# The second has a consequence. In $w \cdot x$ the slope for the weight is $x$: measure your data in millivolts instead of volts, and it is a thousand times as large, so a learning rate that was just right is far too large. Hence one standardises inputs.

# %% [markdown]
# ## 4.6 A graph that draws itself
#
# But who writes down the steps of a whole network? Python does, if you give numbers a class of their own whose `+` and `*` not
# only compute a result, but also *remember* what they made it from. Then ordinary code draws the graph while it runs.
#
# A `Node` keeps its value, its parents, and the slope towards each parent:

# %%
plots.show(*node_records.draw(2.0, -3.0))

# %% [markdown]
# `a + b` calls `a.__add__(b)`, which makes the new node, and `a * b` calls `a.__mul__(b)`.
#
# Nodes are numbered as they are made, so a child has a higher number than its parents. If the highest number always goes first, every node waits for all its children, as $u$ does in 4.4.
#
# ### Exercise 3 · `gradients` · ●●● · 20 min
#
# Complete the class `Node`; its `__add__` shows how. `gradients(program, values, times)` is ready: it runs a piece of Python with your nodes, calls
# `backward` on the result `y`, once or several times, and returns the value of `y` and the gradient for each input.
#
# - `a * b` for two nodes; `a ** n` for a number n; `a.tanh()`
# - `y.backward()` gives every node that `y` depends on its `grad`. It begins by setting them all to 0, so that calling it twice gives the
#   same as calling it once
#
# For example, `gradients("y = (a + b) * (b + 1)", {"a": 2.0, "b": 1.0})` is `(6.0, [2.0, 5.0])`. Programs may have loops of a thousand rounds,
# so use a loop: a function that calls itself gets no deeper than about a thousand calls in Python. And `y = y + y`, sixty times, has too many
# paths to walk: each node has its turn once.
#
# <details><summary>Hint 1</summary>
#
# The three operations are like `__add__`: a value, the parents, one slope for each parent. For `backward`, which nodes does it concern, and in which order?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Collect all nodes behind `self`: go through the list `[self]` and append every parent that is not in it yet (a set is quicker). Set all their `grad` to 0, that of `self` to 1.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `for node in sorted(nodes, key=lambda node: -node.number):` and in it `for parent, slope in zip(node.parents, node.slopes): parent.grad += slope * node.grad`. `a ** n` has the slope `n * a.value ** (n - 1)`.
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

# %% explained="gradients"
# When a node is made, it notes all that the way back will need: its parents, and one slope for each. In a product the slopes are the values of the *other* factors, so they stand in swapped order. The comma in `(self,)` makes it a tuple of one.
#
# `backward` has three parts. First, which nodes? The list `nodes` grows while the loop walks through it, because every node adds its parents, and Python goes on to what was added. `seen` lets each in only once; without it, a node would come in once for every path, and where paths part and meet again there are millions of them.
#
# Second, all of them are set to 0, or a second `backward` would add to what the first one left.
#
# Third, in which order? A node is made after its parents, so its number is higher. With the highest first, each node has heard from all its children before it hands anything on. In the example $e$ goes first, then $d$, which gives 3 to $b$, then $c$, which gives 2 to $a$ and adds 2 to $b$: $[2, 5]$.

# %% [markdown]
# You have written an engine of the kind that PyTorch is built on, and the whole of it is four operations and a loop. (There the nodes hold whole arrays, *tensors*, and `backward` adds to the gradients left from last time; hence the `zero_grad()` before each step.)
#
# ### Your engine at work
#
# Let it draw its own graph. Everything in the picture is read from the node `y` itself. On each vermilion arrow stands gradient times slope, and beneath each node what has arrived there in all.

# %%
Engine = of_nodes.playing(Node)
a, b = Engine(-0.5), Engine(1.0)
y = (a * b + b).tanh()
y.backward()
plots.show(*node_graph.draw(y, names={"a": a, "b": b}))

# %% [markdown]
# Along the product $b$ gets −0.393, along the sum 0.786, together 0.393. Every path has counted.
#
# Now let it learn XOR, the task that no perceptron could do. Three tanh units and one sum have thirteen weights, each of them one of your nodes. Every step builds the graph of the loss anew, calls your `backward`, and turns every weight a little against its gradient.

# %%
losses, outputs = of_nodes.learn_xor(Engine)
ax = plots.curve(losses, xlabel="step", ylabel="sum of squared errors")
ax.set_yscale("log")
plots.show(ax, f"The loss of XOR falls from {losses[0]:.1f} to {losses[-1]:.2g} in 200 steps.")
print("wanted: -1 1 1 -1, found:", np.round(outputs, 2))

# %% [markdown]
# All four rows have the right sign. Nobody told the hidden units what to do: the slopes did.

# %% predict="when_all_is_right"
# Now all four rows are right. Your `backward` starts with 1 at the loss once more. What arrives at the thirteen weights?
#
# - (a) About as much as at the first step, since it is the same graph.
#   wrong: The arrows are the same, but their slopes are not: some depend on the values, and these have changed.
# - (b) More, because the weights have grown, and slopes multiply.
#   wrong: What the weights multiply must first get through the squares of the errors.
# - (c) Next to nothing.
#   right: All four errors are nearly 0, and the picture shows where on its way back the 1 gets lost.

# %%
graphs, weights = of_nodes.xor_graphs(Engine, (0, 20, 200))
plots.show(*whole_graph.draw(graphs, weights))

# %% [markdown]
# Nobody drew this graph: your `+` and `*` made it while the loss was being computed. Before learning it glows from end to end. Each of the thirteen weights is used once in every row of the table, so the loss reaches it along four paths.
#
# At step 200 only the last arrows still glow. Why these? The loss is a sum of four squares, and a sum hands the 1 that it gets to each of them. But the slope of a square is twice its error, and the errors are 0 by now, so here it stops. **Every row is right, and so nothing comes back.**
#
# The same engine can listen. A tiny synthesiser of your nodes makes $\tanh\bigl(\text{volume} \cdot (\sin + \text{brightness} \cdot \sin 2)\bigr)$, sample by sample. It hears a sound and turns its two knobs until its own is like it.

# %% predict="volume_or_brightness"
# The volume starts at 0.1 and should be 0.8; the brightness starts at 0 and should be 1.2. Both have the same rate. Which knob takes the longer first turn?
#
# - (a) The brightness, because it has further to go.
#   wrong: A gradient does not know how far it is. It knows only what a small turn would change right now.
# - (b) The volume, by far.
#   right: Times swaps: the slope for the brightness is multiplied by the *volume*, and that is 0.1. In so quiet a sound nobody hears how bright it is. The first turns are 0.42 and 0.07.
# - (c) Both the same, because they have the same rate.
#   wrong: The rate multiplies the gradient, and the two gradients differ.

# %%
wanted = (0.8, 1.2)
path = of_nodes.learn_tone(Engine, wanted, start=(0.1, 0.0))
found = {f"after {step} steps": of_nodes.tone(*path[step, :2]) for step in (0, 2, 5, 60)}
print("volume, brightness:", *(f"({v:.2f}, {b:.2f})" for v, b, _ in path[[0, 2, 5, 60]]))
audio.play_row({"wanted": of_nodes.tone(*wanted), **found}, of_nodes.SR)

# %% [markdown]
# Quiet and pure at first, then louder, then with the octave in it: after 60 steps you hear no difference.
#
# One thing went by without a word: the numbers on your nodes settled whose turn was next. Does it matter?

# %% [markdown]
# ## 4.7 In which order?
#
# Here is the sweep through $e = (a + b)(b + 1)$ once more, but in the order e, d, b, c, a.

# %% predict="what_has_b"
# What has $b$ when its turn comes?
#
# - (a) 3
#   right: So much has come over $d$. The way over $c$ is still empty, because $c$ has its turn only later.
# - (b) 5
#   wrong: That is its gradient; but 2 of it come over $c$, and $c$ stands behind $b$ here.
# - (c) 2
#   wrong: That comes over $c$, which has not had its turn. What is there came over $d$.

# %%
of_nodes.in_turn(Engine, "edbca")

# %% [markdown]
# At $b$ it is 3 instead of 5, because the 2 that comes over $c$ has not arrived. If $b$ had parents, it would hand on a wrong number, and nothing would say so.
#
# Your nodes were numbered as they were made, so they came in a good order. But on a wall of patch cables you only see which box is plugged into which. Where do you begin?
#
# What you need is an order in which every node stands after all its parents, a **topological order**. There is nearly always more than one, and
# any of them will do. In a circle there is none, because each node waits for another. In such an order all arrows point to the right:

# %%
plots.show(*orders.draw())

# %% [markdown]
# Read it from left to right, and every number is there when it is needed. Read it from right to left, and every node has its turn after all its children: that is the order of the sweep.
#
# To find one, put down a node whose parents have all been put down, and repeat until no node is left. Do it once by hand, for the five nodes in the example below.
#
# ### Exercise 4 · `topological_order` · ●●○ · 15 min
#
# Write `topological_order(parents)`.
#
# - `parents`: a dictionary with the list of parents of each node; inputs have an empty list, and in $a \cdot a$ the one parent is listed
#   twice. The nodes come in any order
# - returns a list of all names, each once, every node after its parents
# - raises `ValueError` if there is a circle
# - use a loop here too: there are chains of thousands of nodes
#
# For example, for `{"e": ["c", "d"], "c": ["a", "b"], "d": ["b"], "a": [], "b": []}` both `["a", "b", "c", "d", "e"]` and
# `["b", "d", "a", "c", "e"]` are right.
#
# <details><summary>Hint 1</summary>
#
# Which nodes can be put down at once? And when one is put down, what changes for its children?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Count for each node how many parents it still waits for, and note who its children are. When a node is put down, its children wait for one less.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `ready = [name for name in parents if not parents[name]]`; then `while ready:` take one with `ready.pop()`, append it to the order, and lower the count of each child; a child at 0 joins `ready`. If the order ends shorter than `parents`, there is a circle.
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

# %% explained="topological_order"
# A node can be put down when it waits for nobody. So count for each how many parents it waits for, and begin with those that wait for none. Putting one down is news for its children only, hence the first loop, which turns the table round: from parents to children.
#
# In the example $a$ and $b$ are ready, and `pop` takes the last, $b$. Now $c$ still waits for $a$, but $d$ is ready, and goes next; then comes $a$, which frees $c$, and at last $e$: the second order of the statement. If a node were put down as soon as *one* parent is there, $c$ would come before $a$.
#
# The nodes of a circle wait for each other for ever, so they never become ready, and the order ends too short.

# %% [markdown]
# Now sweep once more, in the order that *your* function finds, from right to left:

# %%
parents = {"e": ["c", "d"], "c": ["a", "b"], "d": ["b"], "a": [], "b": []}
of_nodes.in_turn(Engine, reversed(mine.topological_order(parents)))

# %% [markdown]
# This time $b$ waits for $c$, and has its 5.

# %% [markdown]
# ## 4.8 Drawn before, or drawn while it runs
#
# Clap your hands in a stairwell: the clap comes back, again and again, each time weaker by a factor $g$. How many rounds should a program compute? If you write all steps down beforehand, you must know; in a loop you can listen and decide on the way.
#
# You have built a graph of either kind. Your list of steps is **static**: written down before any number exists, as in Theano and the first TensorFlow, it can be made fast, but it is hard to look inside. Your `Node` draws a **dynamic** one, as PyTorch does, while ordinary code runs, so loops and `if` decide each time anew what the graph is.
#
# Take a steady hum of strength $x$, whose echo returns in step with it. The two add up, so after $k$ rounds the strength is
#
# $$y_0 = x, \qquad y_k = x + g\,y_{k-1}.$$
#
# With $x = 1$ and $g = 0.5$ that is $1,\ 1.5,\ 1.75,\ 1.875, \dots$. After one round the dynamic graph looks like this:

# %%
x, g = Engine(1.0), Engine(0.5)
y = x + g * x  # one round; for a second one, write below it: y = x + g * y
y.backward()
plots.show(*node_graph.draw(y, names={"x": x, "g": g}))

# %% [markdown]
# ### Exercise 5 · `echo_graph` · ●○○ · 8 min
#
# Write `echo_graph(n)` that returns the *static* graph of $y_n$: a list of steps with the inputs `"x"` and `"g"`, the last step being $y_n$.
#
# - `n`: how many rounds, at least 1
# - use `+` and `*`; every step needs a name of its own, and what it uses must have been made before
#
# For example, for `n = 1` the list `[("e1", "*", "g", "x"), ("y1", "+", "x", "e1")]` is right. Your `forward_pass` and `backward_pass` will run it.
#
# <details><summary>Hint 1</summary>
#
# How many steps does a round have, and which names does the next round need from it?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Make names in a loop: `f"e{k}"` and `f"y{k}"` for k from 1 to n. What is the name of $y_0$?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `last = "x"` before the loop. In each round append `(f"e{k}", "*", "g", last)` and `(f"y{k}", "+", "x", f"e{k}")`, then set `last = f"y{k}"`.
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

# %% explained="echo_graph"
# A round has two steps, a product $g \cdot y_{k-1}$ and a sum with $x$. All that the next round needs of this one is the *name* of its result, which `last` keeps. It begins as `"x"`, because $y_0 = x$. The `k` makes every name new; if all rounds called their result `"y"`, each value would overwrite the one before, and the way back would miss it.
#
# The usual slip is to echo `"x"` in every round. With one round that makes no difference, but with two, $x = 1$ and $g = 0.5$ should give $1 + 0.5 \cdot 1.5 = 1.75$, and the slip gives 1.5.

# %% [markdown]
# Do both agree? Here are four rounds, as a loop, and as your list, run by your two passes of 4.2 and 4.4.

# %%
x, g = Engine(1.0), Engine(0.5)
y = x
for _ in range(4):
    y = x + g * y
of_nodes.say_dynamic(y, x, g)

# %%
values = {"x": 1.0, "g": 0.5}
of_nodes.say_static(echo_graph, 4, values, mine.forward_pass, mine.backward_pass)

# %% [markdown]
# They agree. But a room goes on *until the echo can no longer be heard*, say until it is 40 dB down, at a hundredth of the amplitude. That depends on $g$, so nobody can write this list beforehand.

# %% predict="rounds_of_an_echo"
# In a room with $g = 0.3$ the echo is a hundredth of the sound after 4 rounds. About how many rounds does it take with $g = 0.8$?
#
# - (a) about 5
#   wrong: Each round leaves 80 % instead of 30 %, and $0.8^5$ is still a third.
# - (b) about 11, because 0.8 is 2.7 times 0.3
#   wrong: Factors multiply from round to round, so it is their logarithms that count, not their ratio.
# - (c) about 21
#   right: $0.8^{21} \approx 0.009$. The nearer $g$ comes to 1, the longer it rings; at 1 it never ends.

# %%
def until_quiet(g):
    rounds, left = 0, 1.0
    while left > 10 ** (-40 / 20):  # 40 dB below the clap
        left, rounds = left * g, rounds + 1
    return rounds


# %%
rooms = (0.3, 0.6, 0.8)
print("rounds until 40 dB below:", *(f"{until_quiet(g)} at g = {g}  " for g in rooms))
four = [(f"g = {g}, four echoes", clap(g, 4, sr=sr)) for g in rooms]
enough = [(f"g = {g}, enough", clap(g, until_quiet(g), sr=sr)) for g in rooms]
audio.play_row(four + enough, sr)

# %% [markdown]
# With four echoes the third room stops in the middle. The loop goes on for as long as there is something to hear.
#
# By now you trust your gradients, because you know the right answers. What if you do not?

# %% [markdown]
# ## 4.9 Trust, but check
#
# A wrong gradient gives no error message. The network just learns badly, and you look for the reason somewhere else, for days.
#
# What saves you is the slow way that we gave up in 4.1: turn one knob a little and look. It is hopeless for learning and perfect for checking, because it knows nothing of your formulas.
#
# Turn to both sides. For $x^3$ at 1 the slope is 3, but a look ahead by 0.5 finds 4.75, because the curve bends upwards. Look to both sides, and it is 3.25:

# %%
plots.show(*chord.draw(1.0, 0.5))

# %% [markdown]
# The bend lifts both points, so in their difference most of it is gone. This is a *central difference*. How small should its step $h$ be?

# %% predict="smallest_step"
# The computer works with 16 digits. With which step is the measured slope of tanh at 0.7 closest to the true one?
#
# - (a) about $10^{-13}$, because the smaller the step, the better
#   wrong: So says the mathematics. But the two values of tanh then agree in nearly all their digits, and their difference is mostly rounding.
# - (b) about $10^{-5}$
#   right: There the two errors meet: a larger step bends, a smaller one rounds. Ten digits or more are right.
# - (c) about $10^{-1}$, so that the difference is well visible
#   wrong: The curve bends between the two points: only two or three digits are right.

# %%
plots.show(*step_error.draw(0.7))

# %% [markdown]
# Read it from the right. A tenth of the step makes a tenth of the error (ahead only) or a hundredth (to both sides). On the left
# the error rises again, because rounding takes over: at $10^{-13}$ the two values agree in twelve digits of sixteen, so the slope has only four to live on.
#
# Between the two lies $10^{-5}$: take that. In 32 bits rounding begins much earlier, and at $10^{-5}$ sometimes hardly two digits are right. So **always check in 64 bits**.
#
# ### Exercise 6 · `central_difference` · ●●○ · 10 min
#
# Write `central_difference(f, x, step)`.
#
# - `f`: a function of an array that returns one number
# - `x`: an array of any shape, perhaps of whole numbers
# - `step`: the $h$ above
# - returns the slopes, an array of the shape of `x`; only one entry is moved at a time
#
# For example, for `f = lambda x: np.sum(x**3)`, `x = np.array([1, 2])` and a step of 0.5 the slopes are `[3.25, 12.25]` (the true ones are 3 and 12:
# the step is large).
#
# <details><summary>Hint 1</summary>
#
# What must be true of `x` again before the next entry has its turn? And what becomes of a half in an array of whole numbers?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `for index in np.ndindex(x.shape):` goes through an array of any shape. Begin with `x.astype(float)`, or add a `nudge` of zeros with `step` in one place.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop: `nudge = np.zeros(x.shape); nudge[index] = step`, then `slopes[index] = (f(x + nudge) - f(x - nudge)) / (2 * step)`.
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

# %% explained="central_difference"
# A central difference is $(f(x_i + h) - f(x_i - h)) / 2h$, because the two places are $2h$ apart. A slope in one entry asks what happens if that entry moves and all others stand still. So each entry has a `nudge` of its own. It is added to `x` and never written into it, so nothing has to be put back, and the sum keeps its decimals even if `x` holds whole numbers. There `x[index] += 0.5` would cut the half off.
#
# `np.ndindex(x.shape)` goes through all places, whereas `range(len(x))` would move whole rows of a matrix. And mind the brackets: `/ 2 * step` divides by 2 and then multiplies.
#
# Why is 3.25 a quarter too much? $(x + h)^3 - (x - h)^3 = 6 x^2 h + 2 h^3$, and divided by $2h$ it is $3 x^2 + h^2$. So the error is just $h^2$, and a tenth of the step leaves a hundredth of it.

# %% [markdown]
# Now the checker itself. It is given a pair of functions: `forward(x)` gives an array $y$, and `backward(dout, x)` takes the gradient of the loss
# with respect to $y$, called `dout`, and gives the gradient with respect to $x$.
#
# But which slope should we measure? `forward` gives a whole array, and a slope is of one number. So we make up a loss, every output times its entry of `dout`, added up: $\sum_i \text{dout}_i\, y_i$. If $y_i$ grows by a little, this sum grows $\text{dout}_i$ times as much, so the gradient that it sends into the module is just `dout`. What `backward` makes of that must then be the slope of this one number in each $x$.
#
# You would probably begin like this: ones for `dout`, so that the number is just the sum of the outputs, and a check that nothing is off by more than a millionth.


# %%
def hasty(forward, backward, x):
    numeric = mine.central_difference(lambda x: np.sum(forward(x)), x, 1e-5)
    wrong = np.abs(backward(np.ones(len(x)), x) - numeric) > 1e-6
    return not wrong.any()


# %% [markdown]
# Show it an honest tanh and three liars: a softmax and a very quiet tanh whose backwards return zeros, and a tanh whose backward returns NaN.

# %% predict="whom_it_believes"
# Which of the four does `hasty` pass?
#
# - (a) only the honest tanh
#   wrong: It passes; but each of the liars has found a hole in the test.
# - (b) the honest tanh and the quiet one
#   wrong: Both pass: the quiet one has slopes so small that no mistake in them reaches a millionth. But they are not alone.
# - (c) all but the one with NaN
#   wrong: `nan > 1e-6` is `False`, so with NaN nothing seems wrong.
# - (d) all four
#   right: Three liars, three holes. What are they?

# %%
for name, pair in accused.honest_and_liars().items():
    print(f"{name}: {hasty(*pair, np.array([0.4, -0.9, 1.3]))}")

# %% [markdown]
# It is right about the honest one, and it believes all three liars! How did they do it?
#
# The softmax first. Its outputs always add up to 1, so with ones for `dout` their sum never changes. The right slope of the sum *is* 0, and a liar that returns zeros passes. **Draw `dout` at random.**

# %%
plots.show(*weighed_outputs.draw())

# %% [markdown]
# The quiet tanh has slopes below $10^{-8}$, and no mistake in them comes near a millionth. **Compare with the size** of the gradients. (Two gradients of zero agree.)
#
# $$\lVert \text{dx} - \text{numeric} \rVert \;\le\; 10^{-6} \cdot \max\bigl(\lVert\text{dx}\rVert, \lVert\text{numeric}\rVert\bigr).$$
#
# The third returns NaN, and `nan > 1e-6` is `False`, so nothing seemed wrong. `nan <= 1e-6` is `False` too. **Word the test so that NaN fails it.**
#
# Can an honest backward look like a liar? ReLU, max and the absolute value have a corner, a *kink*. If the step reaches over it, the measured slope is a mixture of both sides:

# %% predict="over_the_kink"
# You check ReLU at $x = -0.4 \cdot 10^{-5}$ with a step of $10^{-5}$. The backward says 0. What does the central difference say?
#
# - (a) 0, because $x$ is negative
#   wrong: $x$ is, but $x + h$ is not: one of the two points lies on the rising side.
# - (b) 0.3
#   right: ReLU is $0.6 \cdot 10^{-5}$ on the right and 0 on the left, over a distance of $2 \cdot 10^{-5}$. The backward was right all the same.
# - (c) 0.5
#   wrong: That comes out exactly at 0, where each side has half of the way.
# - (d) 1
#   wrong: That is the slope of the right side alone.

# %%
plots.show(*kink.draw(x=-0.4, h=1.0))

# %% [markdown]
# So keep inputs further than $h$ away from kinks, or try another $x$ before you accuse anybody.
#
# ### Exercise 7 · `gradient_check` · ●●● · 15 min
#
# Write `gradient_check(forward, backward, x, rng)` that returns `True` if the backward is right and `False` if it is wrong.
#
# - `forward(x)`: takes shape (n,), returns shape (m,); `backward(dout, x)`: takes shapes (m,) and (n,), returns shape (n,)
# - `x`: shape (n,), float64, away from kinks
# - `rng`: a `np.random.Generator` to draw `dout` from
#
# For example, with `np.tanh` and `lambda dout, x: dout * (1 - np.tanh(x) ** 2)` it is `True`; with `1.001 *` before it, `False`. Yours will be
# tried on ten right pairs and on a dozen wrong ones.
#
# <details><summary>Hint 1</summary>
#
# You need the same gradient twice, given by the backward and measured. Of which one number is it the gradient?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rng.normal(size=forward(x).shape)` is a `dout`. Give `central_difference` the function `lambda x: np.sum(dout * forward(x))` and a step of 1e-5.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Compare norms with `np.linalg.norm`. Write it as `error <= 1e-6 * larger`, without dividing: two zeros pass, and NaN does not.
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

# %% explained="gradient_check"
# You get the same gradient twice, from `backward` and by measuring, and compare. Measuring needs a single number, and `np.sum(dout * forward(x))` is the one whose gradient with respect to each output is exactly `dout`. So `backward` must be given the same `dout`. It is drawn at random, because a fixed one leaves liars a direction to hide in: with ones, the slope of a softmax is 0.
#
# In the last line every sign counts. The error is compared with the *size* of the gradients, because where these are $10^{-8}$, a mistake in them is tiny, too. In 64 bits the measuring itself is usually wrong by far less than a millionth of that size, so an honest backward passes, and one that is wrong by a thousandth fails.
#
# It says `<=` and does not divide, because two zero gradients agree: $0 \le 0$ is true, while $0 < 0$ is not, and $0/0$ is NaN. And it asks whether the error is *small*: with a NaN both `<=` and `>` are false, so NaN fails, whereas "is it large?" would let it pass.

# %% [markdown]
# ### Exercise 8 · `three_gates` · ●●○ · 10 min
#
# **What is wrong here?** The three gates are the operations of 4.5 in one patch: $z = x \cdot y + \max(x, y) + x$. A colleague has written its backward, and the loss does strange things. There are three kinds of slip in it, in four lines. Find them and mend `three_gates(dout, x, y)`.
#
# - `dout`, `x`, `y`: shape (n,); `x` and `y` are nowhere equal
# - returns `dx, dy`, both of shape (n,)
#
# For example, `dout = [1]`, `x = [3]`, `y = [-4]`: a small step of $x$ changes the product by −4, the max by 1 and the last $x$ by 1 times the step, so `dx` is `[-2]`; and `dy` is `[3]`, because the max does not listen to $y$ here.
#
# <details><summary>Hint 1</summary>
#
# Add copies, times swaps, max routes. Which line of the code should obey which?
# </details>
#
# <details><summary>Hint 2</summary>
#
# How many paths lead from $x$ to $z$? Their shares add up: look for an `=` that should be a `+=`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dx` is `dout` times three slopes added up: `y`, `(x > y)` and `1`; `dy` is `dout` times `x + (y > x)`.
# </details>


# %% exercise="three_gates"
def three_gates(dout, x, y):
    dx = dout * x
    dy = dout * y
    dx = dout * (x > y)
    dy += dout
    dx += dout
    return dx, dy


### BEGIN SOLUTION
def three_gates(dout, x, y):
    dx = dout * y
    dy = dout * x
    dx += dout * (x > y)
    dy += dout * (y > x)
    dx += dout
    return dx, dy


### END SOLUTION

# %% check="three_gates"

# %% explained="three_gates"
# Take the three terms of $z$ one by one, and write down what each hands back. **Times swaps**, so $x \cdot y$ gives `dout * y` to $x$ and `dout * x` to $y$; the colleague's first two lines have them exchanged. **Max routes**, so only the larger one gets `dout`, at every sample anew; `(x > y)` does that, because True counts as 1 and False as 0. The line `dy += dout` has forgotten to ask. **Add copies**, so the last $x$ gets `dout` as it is.
#
# Now, $x$ stands in all three terms, and shares of several paths add up. That is the third slip: `dx = dout * (x > y)` throws the first share away, where it should be `+=`.

# %% [markdown]
# Who is right, you or your checker? Ask one with the other.

# %%
x, y = np.array([0.8, -0.5, 1.1]), np.array([0.4, -0.9, 1.3])
for name, pair in accused.gates_by_input(three_gates, x, y).items():
    print(f"{name}: {mine.gradient_check(*pair, np.random.default_rng(1))}")

# %% [markdown]
# ## 4.10 Modules
#
# A node for each number is a fine way to understand, and far too slow: a second of sound has 22,050 of them. So back to the boxes of 4.1, in which whole arrays
# go through at once. Such a box is a **module** (or *layer*).
#
# Take a gain of $w = 2$ and three samples, 1, −3 and 0.5. Forwards they become 2, −6 and 1. Now 1, 0 and 4 come back. Each sample gets its own share times $w$: 2, 0 and 8. And the knob? It was used three times, so three paths lead from it, and they add up: $1 \cdot 1 + (-3) \cdot 0 + 0.5 \cdot 4 = 3$.

# %%
plots.show(*gain_module.draw())

# %% [markdown]
# So every module has two duties:
#
# - **forward**: take $x$, give $y$;
# - **backward**: take $\partial L / \partial y$, give $\partial L / \partial x$, and note $\partial L / \partial w$ for each of its knobs. ($L$ is the loss.)
#
# A module with knobs is *parametric*: a gain, a filter, every `Linear`. Tanh, ReLU and the maximum of a group have none. **Anything that is differentiable can be a module.** And a chain of modules is one too, because what one gives back as its $\partial L/\partial x$ is the $\partial L/\partial y$ of the one before.

# %% [markdown]
# ### Exercise 9 · `sequential` · ●●○ · 10 min
#
# Write `sequential(modules, x, dout)`: one pass forwards through a chain and one backwards. Returns `y, dx`.
#
# - `modules`: a list of pairs `(forward, backward)` as in exercise 7; the first one takes `x`
# - `x`: the input; `dout`: the gradient of the loss with respect to the output of the last module
# - `y`: the output of the last module; `dx`: the gradient with respect to `x`
#
# For example, with `square = (lambda x: x**2, lambda dout, x: 2 * x * dout)` the chain `[square, square]` takes `x = np.array([3.0])` with
# `dout = np.array([1.0])` to `y = [81.]` and `dx = [108.]`, because $x^4$ has the slope $4x^3$. On paper first: which number comes back between the two boxes?
#
# <details><summary>Hint 1</summary>
#
# On the way back, which `x` does each backward need?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Each backward wants what *its* forward was fed, so keep a list of the inputs on the way there.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Forwards: `kept.append(x); x = forward(x)` for each module. Backwards through `zip(reversed(modules), reversed(kept))`: `dout = backward(dout, before)`.
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

# %% explained="sequential"
# Forwards, each module is fed what the one before gave. Backwards, each gets the gradient that the one *behind* it has worked out, and returns the gradient for the one before.
#
# What must not be lost is the input of each module, because a slope depends on the place where it is taken. So `kept` holds every input, and on the way back modules and inputs are both turned round: the last module meets the last input.
#
# In the example the inputs are 3 and 9. The second square makes $2 \cdot 9 \cdot 1 = 18$ of the 1, and the first makes $2 \cdot 3 \cdot 18 = 108$. If every backward were given the first `x`, it would be $6 \cdot 6 = 36$.

# %%
plots.show(*square_chain.draw(3.0, 1.0))

# %% [markdown]
# In the course's package a module is a `Layer`: `backward(dout)` *adds* to the `grad` of each knob (a
# `Parameter`) and returns dx, and `Sequential` chains them. The patch of 4.1 is such a chain. Is its backward right? Ask your checker:

# %%
boxes = Sequential(synth.Gain(6.0), Tanh(), synth.LowPass(2000, sr=sr))
some, rng = np.random.default_rng(0).normal(size=12), np.random.default_rng(1)
for times in (1, 1.001):
    right = mine.gradient_check(*patch.as_pair(boxes, times), some, rng)
    print(f"{times} times what the patch hands back: {right}")

# %% [markdown]
# **A patch that listens.** Now that every knob knows its gradient, the knobs can turn themselves. We play a sound. The patch, set quite
# differently, compares its own with ours and goes backwards through *your* `sequential`. Then it turns all three knobs a bit, by *Adam*, a descent that adapts its steps (unit 6).

# %% predict="which_way_the_brightness"
# The brightness stands at 0.2, and the sound that we play has 0.85. Gain and cutoff are wrong as well. Which way does the brightness go?
#
# - (a) Up, fast at first, then slower and slower.
#   wrong: So it would if it were alone. But while it climbs, two other knobs turn as well, and with them its own slope.
# - (b) Up, too far, and then back to 0.85.
#   wrong: It does turn back, but long before it is there.
# - (c) Up, back down, and up again.
#   right: It turns at 0.6, far below its goal, and only later climbs again. Why? Look first.

# %%
heard, answers = patch.listen(mine.sequential), (0, 5, 15, 40, 300)
print(f"a ten-thousandth of the first difference after {heard.needed} steps")
plots.show(*knob_paths.draw(heard.knobs, heard=answers))
audio.play(patch.duet(heard.knobs, at=answers), sr, title="a bar, and the answer, five times")

# %% [markdown]
# The teacher plays a bar, and the pupil answers: at first thin, soft and glassy, then after 5 steps, 15 and 40. After the last bar you cannot say who is playing.
#
# But why does the brightness on the left climb, turn back, and climb again? At step 30 it is far below its goal, and yet its gradient is +0.008: brighter would be worse. With gain and cutoff where they belong, the same brightness has −0.006, and would go on up. A gradient asks of each knob what happens while all the others stand still; but they never do, and every network pays for that.
#
# **Challenge.** With these three rates it takes 166 steps until a ten-thousandth of the difference is left. Turn them. Under 60 is good; the fewest we have found is 38.

# %%
rates = (0.02, 0.5, 0.05)  # brightness, gain (dB), cutoff (octaves): yours to turn
tried = patch.listen(mine.sequential, rates=rates, hear=(0, 40))
ax = plots.curve(tried.losses, xlabel="step", ylabel="difference", label=f"{tried.needed} steps")
ax.set_yscale("log")
plots.show(ax, f"The difference over the steps; a ten-thousandth after {tried.needed} of them.")

# %% [markdown]
# ## 4.11 A module of your own
#
# Studios use a *compressor* all day: it turns down what is loud, so that the quiet can be brought up. Let us build its crudest relative. It acts on each sample by itself, so it also bends the tone: it raises the size of the sample to a power $p$,
#
# $$y = \operatorname{sign}(x)\,\lvert x\rvert^{\,p}.$$
#
# For $p < 1$ small numbers grow ($0.01^{0.5} = 0.1$) and $\pm 1$ stay where they are:

# %%
plots.show(*compressor.draw())

# %% [markdown]
# Here is a drum loop whose hi-hats are hardly there, for $p$ = 1, 0.7 and 0.4.

# %%
drums = drum_loop()
loop, beat = drums.sound, drums.beat  # 16 beats, each an eighth note
versions = {f"p = {p}": mine.PowerCompression(p).forward(loop) for p in (1.0, 0.7, 0.4)}
print("levels:", ", ".join(f"{synth.Level().forward(y):.1f} dB" for y in versions.values()))
audio.play_row(versions, drums.sr)

# %% [markdown]
# The knob is $p$, and it has to be learnt. For that the module needs two slopes. The first is that of any power,
#
# $$\frac{\partial y}{\partial x} = p\,\lvert x\rvert^{\,p-1}.$$
#
# The second, $\partial y / \partial p$, is yours to find: $p$ stands in the exponent, so write $\lvert x\rvert^p = e^{p \ln \lvert x\rvert}$ and use the chain rule.
#
# Every entry of `dout` is multiplied by its own slope. But $p$ is one number used by all samples, a node with many children. What follows for its gradient?
#
# ### Exercise 10 · `PowerCompression` · ●●● · 15 min
#
# Write a class with these three methods.
#
# - `PowerCompression(p)` keeps the power
# - `forward(x)`: x of any shape, with either sign; returns y of the same shape
# - `backward(dout)`: returns dx, of the same shape, for the x of the last `forward`, and leaves the gradient of the power, one number, in `self.dp` (that of this `backward` alone: it takes the
#   place of what an earlier one left)
# - where x is 0, y is 0, and both gradients count as 0
#
# For example, `PowerCompression(0.5)` makes `[0.25, -0.25, 1]` into `[0.5, -0.5, 1]`; a `dout` of `[1, 0, 2]` then gives a dx of `[1, 0, 1]` and
# `dp = 0.5 * np.log(0.25)`.
#
# <details><summary>Hint 1</summary>
#
# The slope of $e^u$ is $e^u$, and $u = p \ln\lvert x\rvert$ has the slope $\ln\lvert x\rvert$ in $p$. Is $\partial y / \partial p$ negative where $y$ is? And many paths lead from $p$ to the loss: what do paths do?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $\partial y / \partial p = y \ln\lvert x\rvert$, and the shares of all samples add up: `self.dp = np.sum(...)`. For $\ln 0$: `size = np.where(x == 0, 1, np.abs(x))` has no zeros in it, and where x is 0, y is 0 anyway.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `self.dp = np.sum(dout * self.y * np.log(size))`, and because $\lvert x\rvert^{p-1} = \lvert y\rvert / \lvert x\rvert$, `dx` is `dout * self.p * np.abs(self.y) / size`.
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

# %% explained="PowerCompression"
# Sign and size go separate ways, because a negative number to the power 0.5 is not a number: raise the size to $p$, and put the sign back.
#
# For `dx`, the curve below 0 is the curve above it, turned by half a circle, so it *rises* on both sides, and $p\,|x|^{p-1}$ has no sign. It is written as $p\,|y|/|x|$, which uses the $y$ that is there.
#
# For `dp`, write $|x|^p = e^{p \ln |x|}$. With $x$ held still, the exponent has the slope $\ln |x|$ in $p$, and $e^u$ has the slope $e^u$, so the chain rule gives $|x|^p \ln |x|$; with the sign of $x$ that is $y \ln |x|$. And $p$ is used by every sample, so many paths lead from it to the loss, and `np.sum` adds up their shares. In the example these are $0.5 \ln 0.25$, 0, because nothing comes back there, and $2 \ln 1 = 0$.
#
# At $x = 0$ the one gradient would meet $\ln 0$ and the other $0/0$. `size` has a 1 there instead, and because $y$ is 0, both are 0.

# %% [markdown]
# ## 4.12 Let it learn
#
# You have heard the loop squeezed. But a radio programme wants it at one exact level: which $p$ does that? Don't search: patch three modules together and go downhill. Your module turns the $n$ samples $x$ of the sound into $y$, and $\ell$ is the level of these in dB:
#
# $$x \;\to\; y = \operatorname{sign}(x)\lvert x\rvert^{\,p} \;\to\; \ell = 10 \log_{10} \Bigl(\frac1n \sum_i y_i^2\Bigr) \;\to\; L = (\ell - \text{target})^2$$
#
# Backwards there are three slopes. The first is $\partial L / \partial \ell = 2(\ell - \text{target})$, the last is your module's. The one in the middle, how the level changes with a single sample $y_i$, we leave to you; $\log_{10} u$ has the slope $1 / (u \ln 10)$.
#
# Here is the chain for a single sample, with only that slope left open: you know which number your formula must give before you derive it.

# %%
plots.show(*compressor.draw_chain())

# %% [markdown]
# ### Exercise 11 · `learn_p` · ●●● · 15 min
#
# Write `learn_p(x, target_db, p, lr, n_steps)` that makes `n_steps` steps of gradient descent, $p \leftarrow p - \text{lr} \cdot \partial L / \partial p$.
#
# - `x`: shape (n,), a sound with its peak at 1; `target_db`: the level wanted, in dB; `p`: where to start; `lr`: the learning rate
# - returns the path of $p$: shape (n_steps + 1,), the start first
#
# For example, one sample of 0.1 has the level $-20\,p$ dB, so with a target of −10 dB, from `p = 1` with `lr = 0.0005`, the path begins
# 1, 0.8, 0.68 and ends at 0.5. The sounds you are graded on must end within 1 % of their target in dB.
#
# <details><summary>Hint 1</summary>
#
# The level is a chain too: square, mean, logarithm. With $u = \frac1n \sum_i y_i^2$, multiply the slope of $10 \log_{10} u$ by that of $u$ in $y_i$.
# </details>
#
# <details><summary>Hint 2</summary>
#
# $\dfrac{\partial \ell}{\partial y_i} = \dfrac{10}{u \ln 10} \cdot \dfrac{2 y_i}{n}$. You may use your own class for the rest; `synth.Level()` has `forward(y)` and `backward(dout)` for this slope.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In each step: `y = layer.forward(x)`, `u = np.mean(y**2)`, `error = 10 * np.log10(u) - target_db`, then `layer.backward(2 * error * 10 / (np.log(10) * u) * 2 * y / len(y))`, `layer.p -= lr * layer.dp`, and append `layer.p` to the path.
# </details>


# %% exercise="learn_p"
def learn_p(x, target_db, p, lr, n_steps):
    ### BEGIN SOLUTION
    path = [p]
    layer = PowerCompression(p)
    for _ in range(n_steps):
        y = layer.forward(x)
        power = np.mean(y**2)
        error = 10 * np.log10(power) - target_db
        layer.backward(2 * error * 10 / np.log(10) / power * 2 * y / len(y))
        layer.p = layer.p - lr * layer.dp
        path.append(layer.p)
    return np.array(path)
    ### END SOLUTION


# %% check="learn_p"

# %% explained="learn_p"
# Three slopes are multiplied, from the loss back to $p$. The first is $2(\ell - \text{target})$. The middle one is a chain itself. With $u = \frac1n \sum_i y_i^2$, the level $10 \log_{10} u$ has the slope $10/(u \ln 10)$ in $u$; and only one of the $n$ terms of $u$ contains $y_i$, so $u$ has the slope $2 y_i / n$ in it. Their product, times the first, is the `dout` that your module is given, and after `backward` the slope in $p$ stands in `layer.dp`.
#
# Test it on the single sample of 0.1. Its level is $-20\,p$, so the slope of the level in $p$ must be −20. At $p = 1$ the middle slope is $434.3 \cdot 0.2 = 86.9$, the module's is $0.1 \ln 0.1 = -0.230$, and their product is −20. The error is −10, so the gradient is $2 \cdot (-10) \cdot (-20) = 400$, and the step $0.0005 \cdot 400 = 0.2$: from 1 to 0.8.
#
# `forward` has to run anew in every step, because the slopes belong to the present $p$. And $p$ moves *against* the gradient; with a plus it runs away from the target.

# %% [markdown]
# Now hear it find its way to −13 dB: your `learn_p` turns the knob of your `PowerCompression`.

# %% predict="which_way_p"
# At $p = 1$ the loop lies well below −13 dB, which is wanted. Which way will $p$ go?
#
# - (a) up, because the loop must become louder
#   wrong: A larger power makes samples below 1 *smaller*: $0.1^2 = 0.01$.
# - (b) down, until the level is right, and there it stays
#   right: A smaller power brings up what is quiet. The gradient has the factor $2(\ell - \text{target})$, so the steps die away as the target comes near.
# - (c) down, on and on to 0
#   wrong: Down, yes; but the factor $2(\ell - \text{target})$ is 0 at the target.

# %%
wanted_db = -13.0  # yours to turn: try -20
powers = mine.learn_p(loop, wanted_db, 1.0, 7e-4, 30)
rounds = {f"step {k}: p = {powers[k]:.2f}": powers[k] for k in (0, 3, 7, 30)}
sounds = {name: mine.PowerCompression(p).forward(loop) for name, p in rounds.items()}
audio.play_row({name: y[: 8 * beat] for name, y in sounds.items()}, drums.sr)

# %%
mine.whose("sequential", "gradient_check", "PowerCompression", "learn_p")
plots.show(*level_steps.draw(powers, loop, wanted_db))

# %% [markdown]
# The level moves slowly at first, then faster, then it settles. A step of $p$ goes with the product of two things: how many dB are missing, and how many a turn is worth. At the start 7.8 dB are missing, and a tenth of $p$ is worth 0.6; six steps later it is 4.4 and 1.1, because a turn does more, the lower $p$ is. So the products are nearly the same: on the left the dots lie equally far apart, but the curve gets steeper. Only near the target does the error win.
#
# ### A hand on the fader
#
# So far you heard the knob before and after. Now hear it *learn while the band plays*, like somebody with a hand on the fader. On every beat (an eighth note) your `learn_p` takes one step,
# and every two bars somebody wants another level.

# %% predict="how_it_falls"
# After two bars the wish drops from −13 to −20 dB. How does the level fall?
#
# - (a) Evenly, by as much on every beat.
#   wrong: The rate stays as it is, but a step is rate times gradient, and the gradient changes on the way.
# - (b) It creeps, then plunges.
#   wrong: So it *rises* from the quiet end, where a turn of $p$ does little at first. But this fall begins at the loud end.
# - (c) It plunges, then creeps.
#   right: The first step alone brings 3 of the 7 dB.

# %%
wishes = (-13, -20, -10, -16)  # dB, from -20 to -10, two bars each: yours to write
ridden = ride(mine.learn_p, mine.PowerCompression, loop, beat=beat, wishes=wishes, sr=drums.sr)
plots.show(*ridden.picture())
audio.play(ridden.sound, drums.sr, title="one step of learning on every beat")

# %% [markdown]
# A fall plunges and then creeps, because at the loud end a small turn of $p$ changes the level a lot, and at the quiet end little.
#
# **Play it to a friend** without a word and ask who is at the fader. Then write wishes of your own.

# %% [markdown]
# ## Quiz
#
# ### Exercise 12 · `graphs_quiz` · ●●○ · 8 min
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
#
# **kink** · ReLU at $x = -0.8\,h$, measured by a central difference with the step $h$. What comes out?
#
# - (a) 0
# - (b) 1
# - (c) 0.1
# - (d) 0.5
#
# <details><summary>Hint 1</summary>
#
# **paths** is in 4.3, **sweeps** in 4.4, **dag** in 4.2 and 4.7, **static** in 4.8, **knob** and **module** in 4.10, **step** and **kink** in 4.9.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **kink**, write down ReLU one step to the right and one step to the left, subtract, and divide by $2h$. For **module**, draw each of them.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **sweeps**: on the way back, does the number of inputs count, or that of results? For **step**: where in the curve of 4.9 is the error smallest?
# </details>

# %% exercise="graphs_quiz"
graphs_quiz = {
    "paths": "?",
    "sweeps": "?",
    "dag": "?",
    "static": "?",
    "knob": "?",
    "module": "?",
    "step": "?",
    "kink": "?",
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
    "kink": "c",
}
### END SOLUTION

# %% check="graphs_quiz"

# %% explained="graphs_quiz"
# **paths** · From $b$ one arrow leads to $c$ and one to $d$, and each of these goes on to $e$ in one way only.
#
# **sweeps** · A sweep backwards begins at the one result and arrives at all inputs, so the number of knobs does not matter.
#
# **dag** · An order exists as long as no node waits for itself by way of others; being used twice is fine, as $b$ is.
#
# **static** · It is a plan, complete before the first number is there; a dynamic one is drawn anew whenever the code runs. Tensors and gradients are found in both kinds.
#
# **knob** · A gain, a filter and `Linear` have something to turn; tanh is one and the same curve for everybody.
#
# **module** · The step is flat on both sides of its jump, so whatever comes back is multiplied by 0; through all the others something gets back.
#
# **step** · With a larger step the curve bends between the two points, with a smaller one rounding takes over, and near 0.00001 both are small.
#
# **kink** · One step to the right ReLU is $0.2\,h$, one step to the left it is 0, and $0.2\,h / 2h = 0.1$.

# %% [markdown]
# ## What to remember
#
# - A calculation is a graph without circles. Along a path slopes multiply; several paths add up. There are too many to walk, so a sweep waits at each node and goes on once.
# - Backwards, because all the knobs stand at that end: start with 1, go in the reverse of a topological order, and always `+=`. Add copies, times swaps, max routes.
# - A static graph is written before it runs, a dynamic one while it runs. The gradients are the same.
# - A module has a forward and a backward, and a chain of modules is a module. Anything differentiable will do.
# - Never believe a gradient: central differences, 64 bits, a random `dout`, errors relative to the size, NaN means no, keep off the kinks.

# %%
plots.show(*paths.draw(2.0, 1.0, lit="both"))
what_you_predicted("u04")
mine.show("u04")

# %% [markdown]
# In [unit 5](../u05_backprop/backprop.ipynb) the modules are the layers of a network, and the sweep is back-propagation. Which formulas must each layer bring along?
#
# **Sources.** H. Mohammadi, *Deep learning: a hands-on introduction* (M04–M06, M15); J. Nam, *Deep learning: intro* (J08, J37, J38). C. Olah, "Calculus on
# computational graphs", 2015, for $(a + b)(b + 1)$, the nine paths and the two sweeps; Stanford's CS231n, for add, times and max
# as patterns. S. Linnainmaa, thesis, Helsinki, 1970, and "Taylor
# expansion of the accumulated rounding error", *BIT* 16, 1976, for the sweep backwards; A. B. Kahn, "Topological sorting of large
# networks", *Communications of the ACM* 5, 1962. Drum hits: Sonic Pi samples (CC0) or the course's own.
