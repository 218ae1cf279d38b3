# %% [markdown]
# # 3 · The multi-layer perceptron
#
# One unit draws one line, and a single line cannot answer most questions about sound. So put units side by side, and let another unit listen to them. Is that enough? Not quite: one small thing is missing, and with it the net can draw any shape you like.
#
# **You will be able to** run a network of any depth and count its weights, say why it collapses without a bend, build any function from steps, say what the theorem behind that promises and what it does not, and say when deep beats wide.
#
# **You will hear** a line fail at a snare, what a bend does to a pure tone, a wave made of steps, a word made of towers, and at the end a canon on an organ that you have built from twenty units.
#
# Time: about 6 hours, best in three sittings: the first ends with 3.5, the second with 3.8. One of the six is for section 3.13, after the summary, which is extra and can wait until unit 5. First: [unit 2](../u02_gradient_descent/gradient_descent.ipynb).
#
# **The mathematics it takes.** A weighted sum and the line where it is 0 (unit 1), a matrix product (section 3.2 does one by hand), the slope of a curve, $e^x$ and $\ln$ (half a page of [unit 2](../u02_gradient_descent/gradient_descent.ipynb), "What you need to know about slopes").
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, datasets, layers, mine, plots
from dlaudio.check import check
from dlaudio.datasets import receptors
from dlaudio.datasets.drums import snare_or_not
from dlaudio.networks import digit_bands, odd_beat, random_hidden, word_towers
from dlaudio.networks.dense import dense, steps, unbent
from dlaudio.plots.drawings import (
    bends,
    bent_tones,
    bump_parts,
    cancelled_powers,
    convolution,
    counting_units,
    dot_product,
    float_ruler,
    folds,
    hill_of_towers,
    layer_forward,
    maxout,
    network_shapes,
    one_matrix,
    parity_cube,
    product_of_squares,
    regions,
    snare_tower,
    soft_flanks,
    stack_collapse,
    stair_error,
    tower,
    which_bends,
)
from dlaudio.plots.parts import listed
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import (
    boundary,
    bump_dials,
    bumps_by_hand,
    playground,
    snare_fence,
    snare_line,
    stairs,
    tower_cut,
    unit_organ,
    waveshaper,
)
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 3.1 A question that no line answers
#
# In unit 1 a line told kicks from hi-hats. Now a third kind joins: listen to a kick, a snare and a hi-hat.

# %%
hits = datasets.load("drum-hits")
three = {name: hits.where(labels=name).audio[0] for name in ("kick", "snare", "closed hat")}
audio.play_row(three, hits.sr)

# %% [markdown]
# The question is: **is it a snare, or not?** Each hit is two numbers, as in unit 1: how bright it is (how often it crosses zero) and how long.
#
# Below is a line with an arrow on the side that it calls "snare", and you hear up to ten of the hits it picks. Every snare is on its side, but so are all the hi-hats. **Turn and move it** until you hear many snares, and snares alone.

# %%
X, y = snare_or_not("train")
X_new, y_new = snare_or_not("test")
demo(snare_line.draw, title=snare_line.TITLE, controls=snare_line.CONTROLS)

# %% [markdown]
# If you gave up, you were right: there is no such line. A machine can try them all:

# %%
print(f"best of all lines: {snare_line.best(X, y):.0%} of the hits right")
print(f"always 'no snare': {np.mean(y == 0):.0%}")

# %% [markdown]
# The best of all lines is no better than somebody who never says "snare", because the snares lie *in the middle*, between kicks and hi-hats. A weighted sum can only ask for more or for less, never for just enough.
#
# So a line will not do. It takes a *fence*, and the fence must go all the way round, because a hit that is bright enough but far too long is no snare either. **What does it take to build that fence, and is there any shape that cannot be fenced in?**
#
# First, three questions from earlier units.

# %% recall="before_layers"
# 1. From unit 1: a perceptron has $\mathbf w = (1, 2)$ and the bias $-3$. What does it say to the inputs $(2, 1)$?
#
# - (a) Yes, because the inputs are positive.
#   wrong: Positive inputs alone decide nothing: here the sum is 1·2 + 2·1 − 3 = 1, and that is what counts.
# - (b) Yes, because 1·2 + 2·1 − 3 is above 0.
#   right: The sum is 1, so the point lies on the side of the line that the weights point to.
# - (c) No, because the bias is negative.
#   wrong: A negative bias only says that the inputs have to bring in more; here they bring 4, and 4 − 3 is above 0.
#
# 2. From unit 1: which of these can no single perceptron say of two bits?
#
# - (a) "At least one is 1."
#   wrong: That is OR: weights 1 and 1 with the bias −0.5 do it.
# - (b) "Both are 1."
#   wrong: That is AND: weights 1 and 1 with the bias −1.5 do it.
# - (c) "Exactly one is 1."
#   right: That is XOR: its yes-corners lie across from each other, and no line has both on one side and the others on the other.
#
# 3. From unit 0: how does the loop there learn?
#
# - (a) It proposes a change of the weights, and keeps it if the loss has become smaller.
#   right: Propose, measure, keep or take back: that is all, and unit 2 only proposed more cleverly.
# - (b) It looks up the right weights in a table.
#   wrong: There is no such table; all it can do is measure how bad the present weights are.
# - (c) It keeps every change, because changes add up.
#   wrong: Changes that make the loss larger add up too, so those are taken back.

# %% [markdown]
# ## 3.2 A layer
#
# One unit draws one side of a fence. So ask several units: one whether the hit is too dark, another whether it is too bright. And let one more unit listen to all their answers.
#
# The ones in the middle are the **hidden layer**. The whole is a **multi-layer perceptron** (MLP), or *feed-forward network*, because its values only ever move forwards.

# %%
columns = [["bright", "long"], ["hidden 1", "hidden 2", "hidden 3"], ["snare?"]]
said = ", to each of ".join(" and ".join(column) for column in columns)
plots.show(plots.network(columns), f"Units joined from left to right: each of {said}.")

# %% [markdown]
# Every unit is joined to every unit of the next layer, so such layers are called *fully connected*.
#
# **By hand.** The first hit is $(1, 2)$. The first unit has the weights 1 and 0.5 and the bias 0, so its sum is $1 \cdot 1 + 2 \cdot 0.5 + 0 = 2$. Then comes the bend, which is called the *activation*. Here it is the ReLU, which keeps what is above 0 and makes the rest 0, so 2 stays 2.

# %%
plots.show(*layer_forward.draw(row=0, column=0, shown="lit"))

# %% [markdown]
# Now you: what does the *third* unit make of the *second* hit, $(-1, 3)$? Write it down, then look:

# %%
plots.show(*layer_forward.draw(row=1, column=2, shown="others"))

# %% [markdown]
# <details><summary>What the third unit makes of it</summary>
#
# Its sum is $(-1) \cdot (-2) + 3 \cdot 1 - 1 = 4$, and the ReLU leaves that as it is.
# </details>
#
# In words: **a hidden unit is a weighted sum of all inputs, plus its bias, and then a bend.** An output unit does the same with what the hidden units say. Here it bends too, because it answers yes or no.
#
# ### Exercise 1 · `two_layer_loops` · ●○○ · 10 min
#
# Before matrices hide the sums, do them yourself, in two loops (a product `@` passes too). Write `two_layer_loops(x, W1, b1, w2, b2)`, where every bend is the sigmoid of unit 2, $\sigma(z) = 1/(1 + e^{-z})$. It returns `hidden, output`.
#
# - `x`: shape (D,), one sample
# - `W1`: shape (D, M), `b1`: shape (M,), weights and biases of the hidden units; `W1[i, j]` leads from input i to unit j
# - `w2`: shape (M,), `b2`: a number, those of the output unit
# - `hidden`: what the M hidden units say; `output`: what the output unit says
#
# For example, with `x = np.array([1.0])`, `W1 = np.array([[0.0, 2.0]])`, `b1 = np.array([0.0, -2.0])`, `w2 = np.array([4.0, 2.0])`, `b2 = -3.0` both
# hidden units give 0.5, and the output is 0.5.
#
# <details><summary>Hint 1</summary>
#
# On paper you would take one hidden unit after the other, and for each of them one input after the other.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Loop over `j` in `range(len(b1))`. Start a total with `b1[j]`, and loop over `i` to add the products.
# </details>
#
# <details><summary>Hint 3</summary>
#
# After the inner loop, `hidden.append(1 / (1 + np.exp(-z)))`. The output starts with `b2`, adds `w2[j] * hidden[j]`, and is bent at the end.
# </details>


# %% exercise="two_layer_loops"
def two_layer_loops(x, W1, b1, w2, b2):
    ### BEGIN SOLUTION
    hidden, z = [], b2
    for j in range(len(b1)):
        total = b1[j]
        for i in range(len(x)):
            total += W1[i, j] * x[i]
        hidden.append(1 / (1 + np.exp(-total)))
        z += w2[j] * hidden[j]
    return hidden, 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %% check="two_layer_loops"

# %% explained="two_layer_loops"
# The outer loop takes the hidden units one after another, and the inner one adds up one unit's products. Each sum *starts* with its bias, because in the inner loop the bias would be added once for every input. The output's sum `z` grows along the way, since it needs each hidden value only once.
#
# In the example the two hidden sums are $0 + 0 \cdot 1$ and $-2 + 2 \cdot 1$, both 0, and $\sigma(0) = 0.5$. The output's sum is $-3 + 4 \cdot 0.5 + 2 \cdot 0.5 = 0$, so it says 0.5 again.
#
# In `W1[i, j]` the input comes first. If you exchange the two, the loop runs off the table, except where there are as many units as inputs: there you get wrong numbers, and no warning.

# %% [markdown]
# In letters, with $g$ for the bend, $D$ inputs $x_1, \dots, x_D$ and $M$ hidden units, your two loops are
#
# $$h_j = g\Bigl(b^{(1)}_j + \sum_{i=1}^{D} W^{(1)}_{ij} x_i\Bigr), \qquad f(\mathbf x) = g\Bigl(b^{(2)} + \sum_{j=1}^{M} w^{(2)}_j h_j\Bigr).$$
#
# The small (1) and (2) count the layers of weights.
#
# ### A whole batch at once
#
# Look at the pictures again: $X$ has a row for each sample, $W$ a column for each unit, and each number in $Z$ is a row times a column. That is a matrix product, so a whole layer is one line,
#
# $$Z = X W + \mathbf b, \qquad H = g(Z),$$
#
# where $X$ is (N, D) for $N$ samples, $W$ is (D, M), $\mathbf b$ is (M,) and is added to every row, and $H$ is (N, M). The bend $g$ is applied to each number.
#
# What comes out is a table of the same kind as what went in, so it can go into another layer. Here are three in a row, for a spoken word of 48 numbers and the ten digits:

# %%
plots.show(*network_shapes.draw(dense([48, 30, 20, 10]).layers[::2], (48,)))

# %% [markdown]
# **What comes out?** How far a note is out of tune may be any number, 5 as well as −5. With a tanh after every layer, could a net say that? If the answer is yes or no, or one of ten digits, a sigmoid or a softmax comes at the end, which unit 2 made part of the loss.
#
# **What goes in?** Numbers, so a *category* becomes *one-hot*: an input for each kind, 1 for the right one and 0 for the others. Of kick, snare and hi-hat, a snare is (0, 1, 0).
#
# From two or three *hidden* layers on, a net is usually called *deep*.
#
# ### Exercise 2 · `mlp` · ●●○ · 10 min
#
# Write `mlp(X, layers, g)` that runs a batch through any number of layers.
#
# - `X`: shape (N, D)
# - `layers`: a list of pairs `(W, b)`, first to last, which stays as it is; the last pair is the output layer; there may be no hidden layer
# - `g`: a function, the activation of every hidden layer
# - returns the output layer's sums, shape (N, C)
#
# For example, `X = np.array([[1.0]])`, the pairs `([[2.0]], [0.0])` and `([[3.0]], [1.0])` (as arrays) and `g = np.tanh` give $3 \cdot \tanh 2 + 1 = 3.89$, as `[[3.89]]`.
#
# <details><summary>Hint 1</summary>
#
# All layers do the same except one. What does it leave out?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `layers[:-1]` are the hidden layers, `layers[-1]` is the output layer.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `for W, b in layers[:-1]: X = g(X @ W + b)`, and then the last layer, without `g`.
# </details>


# %% exercise="mlp"
def mlp(X, layers, g):
    ### BEGIN SOLUTION
    *hidden, (W_out, b_out) = layers
    for W, b in hidden:
        X = g(X @ W + b)
    return X @ W_out + b_out
    ### END SOLUTION


# %% check="mlp"

# %% explained="mlp"
# All layers do the same except the last, so the last one stands after the loop, without `g`. It has to, because a net that bends its output with tanh could never say 2.
#
# `*hidden, (W_out, b_out) = layers` takes the list apart. The star collects everything before the last pair, and if there is only one pair, `hidden` is empty and the loop does nothing. In the loop the name `X` is used again on purpose, because each layer must get what the one before it gave, not the inputs once more.
#
# The bias stands inside the bend, `g(X @ W + b)`, because it decides where the unit bends. And the caller's list stays whole: after a `layers.pop()` the net would have lost a layer when somebody runs it a second time.

# %% [markdown]
# From here on *your* functions run wherever the text says *your*. Until one passes its check, the course's own stands in, and says so.

# %% [markdown]
# ## 3.3 Twelve lines
#
# Now let it fence in the snares. Twelve hidden units have twelve lines, and twelve lines should make a fine fence. Do we need the bend for that?

# %% predict="linear_units"
# We train nets *without* bends on the snares, with 1, 3 and 12 hidden units. A line gets 75 % right. What do the nets get?
#
# - (a) More units, more lines: with 3 it is clearly better, with 12 nearly perfect.
#   wrong: Each unit has a line of its own, but without a bend the output unit only adds sums to a sum, and that is one line again.
# - (b) 75 %, however many units there are.
#   right: A sum of sums is a sum, so twelve units can do exactly what one can do: draw one line.
# - (c) Less, because there are more weights to get wrong.
#   wrong: They could all be set so that the line stays what it was; nothing is lost, and nothing is gained.

# %%
demo(playground.draw, title=playground.TITLE, controls=playground.CONTROLS, slow=True)

# %% [markdown]
# Move *hidden units* from 3 to 12 and leave the activation at *none*: still 75 %. Why? **By hand**, on the inputs 3 and 1:

# %%
plots.show(*stack_collapse.draw())

# %% [markdown]
# The three hidden units say 5, 1 and −3, and the output makes $1 \cdot 5 - 1 \cdot 1 + 2 \cdot (-3) = -2$ of them. The net on the right has no hidden layer, and says −2 as well.
#
# That is no accident. Each of its weights is the sum over all *paths* from that input to the output. From $x_1$ there are two, $1 \cdot 1$ through $h_1$ and $-1 \cdot 2$ through $h_3$, so its weight is −1. Adding up the paths is just what a matrix product does. With biases,
#
# $$(X W_1 + \mathbf b_1) W_2 + \mathbf b_2 = X\,(W_1 W_2) + (\mathbf b_1 W_2 + \mathbf b_2),$$
#
# which is *one* linear layer again. We have gained nothing: **layers without bends collapse into a single one.** Let your `mlp` run a hundred of them, with a "bend" that does nothing:

# %%
stack = unbent(100)
line = np.array([[0.0, 0], [1, 1], [2, 2], [3, 3]])  # four points at equal steps
through = mine.mlp(line, stack, lambda z: z)
print("what comes out, in steps of the first one:", steps(through))

# %% [markdown]
# Equal steps went in, and equal steps come out. You could build a thousand layers, and the snares would still lie in the middle.
#
# ### Exercise 3 · `collapse` · ●●○ · 10 min
#
# The formula above does it for two layers. Write `collapse(layers)` that returns the one layer `W, b` that does what a whole stack of linear layers does.
#
# - `layers`: list of one or more pairs `(W, b)`, first to last; `W` of shape (D, M), `b` of shape (M,), and so are those that you return
#
# For example, the pairs `([[2.0]], [1.0])` and `([[3.0]], [0.0])` (as arrays) collapse to `[[6]]` and `[3]`.
#
# <details><summary>Hint 1</summary>
#
# A stack of three is a stack of two, once its first two layers are collapsed.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Start with `W, b = layers[0]`. For each further pair `(V, c)`, replace `W, b` by the one layer that does both.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Multiply out `(X @ W + b) @ V + c`: what `X` is multiplied by is the new `W`, the rest is the new `b`.
# </details>


# %% exercise="collapse"
def collapse(layers):
    ### BEGIN SOLUTION
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b
    ### END SOLUTION


# %% check="collapse"

# %% explained="collapse"
# Merge the first two layers, then the result with the third, and so on. To merge is to multiply out: $(X W + \mathbf b)\,V + \mathbf c = X\,(W V) + (\mathbf b V + \mathbf c)$. What $X$ is multiplied by is the new matrix, and the rest is the new bias.
#
# The old bias goes through $V$, because it is a part of what the next layer gets. In the example 1 becomes $1 \cdot 3 + 0 = 3$; if you just add the biases up, you get 1. But the bias goes through $V$ alone and not through `W @ V`, because it came in *after* $W$ and never passed through it.
#
# The order matters too: samples are rows and enter from the left, so the first layer stands on the left.

# %% [markdown]
# *Your* `collapse` makes one layer of the hundred. Do the four points notice?

# %%
W, b = mine.collapse(stack)
print("the stack:", listed(through[:, 0], 2))
print("one layer:", listed((line @ W + b)[:, 0], 2))

# %% [markdown]
# ## 3.4 The bend
#
# So something has to happen between the layers that is *not* a weighted sum. One corner is enough. Two bends do most of the work in this course:
#
# - **ReLU** (*rectified linear unit*), $g(z) = \max(0, z)$: what is below 0 becomes 0, what is above stays. It is the usual choice today.
# - **tanh** runs smoothly from −1 to 1. It is a sigmoid, stretched and shifted: $\tanh z = 2\sigma(2z) - 1$.
#
# You can hear what a bend adds, because it does to a wave what a distortion pedal does to a guitar:

# %% predict="tone_through_tanh"
# A pure tone of 210 Hz goes through tanh. Which frequencies come out?
#
# - (a) 210 Hz alone, only quieter.
#   wrong: That is what a *gain* would do; tanh presses the peaks flat and leaves the middle as it is, so the shape changes, not just the size.
# - (b) 210, 630, 1050 Hz, and so on: the odd multiples.
#   right: The wave is still periodic, so only multiples can be there, and because tanh does the same above and below 0, the even ones cancel.
# - (c) All frequencies, like noise.
#   wrong: The same period comes again and again, bent in the same way, and a periodic wave has only multiples of its frequency.

# %%
pedals = [(name, waveshaper.sounding(name)) for name in ("through", "tanh", "ReLU", "softplus")]
audio.play_row(pedals, waveshaper.SR)

# %% [markdown]
# Here they are, with one period of each. The second half is shaded, and the dashed curve in it is the first half, turned upside down:

# %%
plots.show(*bent_tones.draw())

# %% [markdown]
# A network is like a *patch* on a modular synthesiser, in which *linear* boxes (mixers, whose knobs are the weights) and *bends* take turns.
#
# Patch your own: which of the others give odd harmonics only, and what does the bias change? (*Softplus* is a ReLU with a round corner.)

# %%
demo(waveshaper.draw, title=waveshaper.TITLE, controls=waveshaper.CONTROLS)

# %% [markdown]
# Why the odd ones only? Turn the curve of tanh by 180 degrees about 0, and it is unchanged. So the second half of each period comes out as the first half upside down. In half a period an even harmonic has gone round a whole number of times, so it would repeat itself the right way up: it cannot be in there. A bias breaks this symmetry, and the even ones come in.
#
# A straight line adds nothing: **no bend, no new frequencies.**

# %% [markdown]
# ### When the bend is forgotten
#
# What if you forget the bend in your code? Nothing tells you, because the program runs and its numbers have the right shape. But they are those of a line, so learn to notice.
#
# ### Exercise 4 · `find_fault` · ●●○ · 15 min
#
# **What is wrong here?** Five people have written `run(X, layers, g)`, which should do what your `mlp` does. You cannot see their code, but you can run it. Write `find_fault(run, layers, g)` that says with a number what is wrong with one of them:
#
# |number|what the program does|
# |---|---|
# |0|nothing is wrong|
# |1|it bends the output layer too|
# |2|it forgets all biases, the output's too|
# |3|it computes $g(XW) + \mathbf b$ in each hidden layer: the bias comes after the bend|
# |4|it forgets the bend|
#
# - `run`: a function; you choose the X that you give it
# - `layers`: list of two or more pairs `(W, b)`; `g`: a function, for example `np.tanh`
#
# For example, `find_fault(mlp, layers, np.tanh)` is 0, if your `mlp` is right.
#
# <details><summary>Hint 1</summary>
#
# You know what each of the five *would* say to an input. Which of them says what this one says?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Take a few random rows `X`. With one hidden layer, the right answer is `g(X @ W1 + b1) @ W2 + b2`; write down the four wrong ones too, and compare with `np.allclose`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# There may be more layers, but you may run it with just two: `run(X, layers[:2], g)`.
# </details>


# %% exercise="find_fault"
def find_fault(run, layers, g):
    ### BEGIN SOLUTION
    (W1, b1), (W2, b2) = layers[:2]
    X = np.random.default_rng(0).normal(size=(4, len(W1)))
    right = g(X @ W1 + b1) @ W2 + b2
    candidates = [
        right,
        g(right),
        g(X @ W1) @ W2,
        (g(X @ W1) + b1) @ W2 + b2,
        (X @ W1 + b1) @ W2 + b2,
    ]
    came = run(X, layers[:2], g)
    return [np.allclose(came, candidate) for candidate in candidates].index(True)
    ### END SOLUTION


# %% check="find_fault"

# %% explained="find_fault"
# You cannot see the code, but you know what each of the five programs *would* say. So work out all five answers to the same rows, and see which one came.
#
# Everything depends on the rows. With zeros $X W$ is 0, and tanh of 0 is 0, so the programs with faults 3 and 4 both say $\mathbf b_1 W_2 + \mathbf b_2$. With ReLU, a row that makes all sums positive hides a forgotten bend. Several random rows are unlikely to hide anything.
#
# The fault is in the program and not in the layers, so you may run it with the first two layers only, and need the five answers for those. `np.allclose` takes the place of `==`, because two ways to the same number may differ in the last digit. Since the list is in the order of the table, `.index(True)` is the number.

# %% [markdown]
# ## 3.5 One, two, three, twelve units
#
# Back to the snares. What can a few bending units do? Take the simplest bend, the step of unit 1, so that each hidden unit says 1 on one side of its line and 0 on the other. And let the output unit say yes only if *all* of them do.

# %%
plots.show(*regions.draw())

# %% [markdown]
# **One unit draws one line, two make a strip, three a triangle, and twelve come close to a disc.**
#
# Those lines we placed ourselves. A real net has to find its own, and its bends are soft, such as tanh.

# %% predict="tanh_units"
# How many tanh units does it take to fence in the snares, between kicks and hi-hats?
#
# - (a) One, because it bends.
#   wrong: A single tanh unit still asks for one weighted sum, and tanh only ever rises, so its yes-side is one half of the plane: 75 %.
# - (b) Two: one border towards the kicks, one towards the hi-hats.
#   right: A strip or a wedge is enough, though training from an unlucky start does not always find it.
# - (c) At least ten, because there are many hits.
#   wrong: It is not how many hits there are that counts, but how many borders lie between the kinds.

# %%
plots.show(*playground.side_by_side())

# %% [markdown]
# Each map is the best of nine random starts. Above it stands what all nine get on new kits, on average, and in brackets the worst and the best.
#
# One unit stays at 75 %, because it has one border, as a line does. Two or three can make a fence, if training finds it. Twelve found one from all nine starts, so spare units buy safety.
#
# Try it with *tanh* and with *ReLU*: at how many units does it work from every start? (After TensorFlow Playground, by D. Smilkov and S. Carter.)

# %%
demo(playground.draw, title=playground.TITLE, controls=playground.BENT, slow=True)

# %% [markdown]
# With tanh four are enough, but with ReLU it takes eight: while they learn, all ReLU units can fall silent for the snares, and then nothing is left to tell them by.
#
# ### What the output unit sees
#
# The output unit is still a plain unit, and draws a line, but in another space. Follow the hits, and the paper they lie on, through two tanh units: as they go in, after the weights, half bent, and bent. The black line is where the output changes its mind; only in the last picture is it straight.

# %%
plots.show(*playground.seen_inside())

# %% [markdown]
# The hidden layer has moved the snares into a corner. **That is what hidden layers are for: they bend the space until a line will do.**
#
# This is a good place to stop. Two units made a fence, but only because a wedge, open at one end, happened to be enough, and because training found it, sometimes. Could *any* shape be fenced in, and without luck?

# %% [markdown]
# ## 3.6 Any function at all
#
# Tell which drum was hit, name a tune, write down what somebody says: each of these is a function, with a sound's numbers going in and an answer coming out. And here is a bold claim: **for each of them there is a net that comes as close as you like.**
#
# Don't believe it until you have built one yourself, with every weight set by hand. We want a *tower*: a net that says 1 on the snares' own spot on the map, and 0 everywhere else.
#
# A tower stands on two inputs. Begin with just *one*, where a net draws a curve. A sigmoid unit with the weight $s$, $\sigma(s\,x + b)$, climbs from 0 to 1.
#
# Here is such a net beside its curve. Take one knob at a time. **Turn the bias:** the curve moves, and keeps its shape. **Turn the weight:** it gets steeper, and near 40 it is almost a step, but it has moved, too.
#
# Now set the weight to 10, and find the bias that makes it climb at 1, then at 2, then at 3. What is the rule? When you have it, switch on the second unit, which climbs at 3 and is subtracted:

# %%
demo(bump_dials.draw, title=bump_dials.TITLE, controls=bump_dials.CONTROLS)

# %% [markdown]
# The biases are −10, −20 and −30. A unit is half way up where its sum is 0, so to climb at $x = c$ it needs $b = -s\,c$, and is $\sigma(s\,x - s\,c)$. That is why the step slid away when you turned the weight alone.
#
# The second unit takes away what the first has brought, so the curve goes up at one place and down at the next. That is a **bump**. Here is one that is 2 high, from 1 to 3:

# %%
plots.show(*bump_parts.draw())

# %% [markdown]
# ### Exercise 5 · `bump` · ●●○ · 10 min
#
# Write `bump(left, right, height, steepness)` that returns the weights `W1, b1, W2, b2` of a net with one input, two hidden sigmoid units and one linear output,
# which is about `height` between `left` and `right` and about 0 elsewhere.
#
# - `W1`: shape (1, 2), `b1`: (2,), `W2`: (2, 1), `b2`: (1,)
# - both flanks have the given steepness; on the flanks, at `left` and at `right`, the output is half the height
#
# For example, for `bump(0, 1, 5, 40)` the net's output is 2.5 at 0, 5 at 0.5, 2.5 at 1, and about 0 at 2.
#
# <details><summary>Hint 1</summary>
#
# Look at the two formulas under the picture: which numbers belong in `W1`, which in `b1`, which in `W2`?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Both hidden units have the weight `steepness`. Which biases make them climb at `left` and at `right`?
# </details>
#
# <details><summary>Hint 3</summary>
#
# The biases are `-steepness * left` and `-steepness * right`; the output weights are `height` and `-height`, its bias 0.
# </details>


# %% exercise="bump"
def bump(left, right, height, steepness):
    ### BEGIN SOLUTION
    W1, b1 = np.full((1, 2), steepness), -steepness * np.array([left, right])
    return W1, b1, np.array([[height], [-height]]), np.zeros(1)
    ### END SOLUTION


# %% check="bump"

# %% explained="bump"
# A unit climbs where its sum is 0. From $s x + b = 0$ follows $x = -b/s$, so to climb at `left` the bias must be $-s \cdot \text{left}$. The second unit does the same at `right`, and the output subtracts it.
#
# `W1` has a column for each unit, and `W2` a row for each. In the example the biases are 0 and −40, so at 0.5 the sums are 20 and −20, and the output is $5 \cdot 1 - 5 \cdot 0 = 5$. At 2 they are 80 and 40, both units say 1, and $5 - 5 = 0$.
#
# If you forget the steepness in the bias, the first step stands at `left / steepness`, much too near to 0. Another right way is to turn the second unit round, so that it is 1 *before* `right`: then both are added, and the output needs the bias `-height`.

# %% [markdown]
# One bump is one piece of a curve, so put several side by side. Here are five, still flat, and a curve. **Set their heights by hand** until you reach the goal, and listen. Then follow another curve, a saw tooth or one that is nearly square:

# %%
demo(bumps_by_hand.draw, title=bumps_by_hand.TITLE, controls=bumps_by_hand.CONTROLS)

# %% [markdown]
# You have drawn a sound. No curve was harder than another, because each height ended up near the curve's value in the middle of its piece, and that can be read off.
#
# Together the bumps make a staircase. Where two of them meet, one goes down and the next goes up, so a single step does for both, and $K$ pieces need only $K - 1$ hidden units.

# %% predict="twice_the_pieces"
# Eight stairs follow a sine, and where they are worst they are off by 0.38. How far off are sixteen, where they are worst?
#
# - (a) By 0.38 too, because a stair is flat and the sine is not.
#   wrong: That is why no stair is perfect. But thinner stairs follow it more closely.
# - (b) About half as far, by 0.19.
#   right: Twice the pieces, half the error, and so on: 0.38, 0.19, 0.1.
# - (c) About a quarter as far, by 0.1.
#   wrong: For that the stairs would have to lean as the sine does; flat ones gain a half each time, and it takes 32 to come within 0.1.

# %%
print(stairs.worst("sine", (4, 8, 16, 32)))

# %% [markdown]
# Add pieces until you hear no more difference:

# %%
demo(stairs.draw, title=stairs.TITLE, controls=stairs.CONTROLS)

# %% [markdown]
# Why half? In the middle of a piece each is exactly right, because its height was read off there. It can go wrong only on the way to the edge, and that way is half a piece long. A sine is nowhere steeper than 6.28; with eight pieces half a piece is 1/16, so no stair is off by more than $6.28 / 16 = 0.39$:

# %%
plots.show(*stair_error.draw())

# %% [markdown]
# With $K$ equal pieces from $a$ to $b$, and any curve that is nowhere steeper than *slope*, that is
#
# $$\text{slope} \cdot \frac{b - a}{2K}.$$
#
# **Twice the pieces, half the bound**, however the function wiggles.
#
# ### Exercise 6 · `staircase` · ●●○ · 12 min
#
# Write `staircase(samples, a, b, slope)` that returns `W1, b1, W2, b2, bound`. The hidden units are steps this time: 1 above 0, else 0.
#
# - `samples`: shape (K,), K ≥ 2, the function in the middles of the K pieces of the interval from `a` to `b`
# - `slope`: a number, how steep the function is at most
# - the net, with K − 1 hidden units, gives `samples[k]` everywhere on piece k; `W1`: shape (1, K − 1), `b1`: (K − 1,), `W2`: (K − 1, 1), `b2`: (1,)
# - `bound`: the largest possible error, a number
#
# For example, `staircase(np.array([3.0, 5.0]), 0, 2, 2)` has one step, at 1, of height 2, on a floor of 3: `[[1]]`, `[-1]`, `[[2]]`, `[3]`, and the bound is 1.
#
# <details><summary>Hint 1</summary>
#
# Walk along the stairs from the left. Where are the steps, and how high is each?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.linspace(a, b, K + 1)` are the edges, of which the first and the last need no step.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.diff(samples)` are the heights of the steps, `samples[:1]` is the floor, and a step at `c` has the weight 1 and the bias `-c`.
# </details>


# %% exercise="staircase"
def staircase(samples, a, b, slope):
    ### BEGIN SOLUTION
    n_pieces = len(samples)
    edges = np.linspace(a, b, n_pieces + 1)[1:-1]
    W1, W2 = np.ones((1, n_pieces - 1)), np.diff(samples)[:, None]
    return W1, -edges, W2, samples[:1], slope * (b - a) / (2 * n_pieces)
    ### END SOLUTION


# %% check="staircase"

# %% explained="staircase"
# On the far left no step has fired yet, so the output bias alone gives the first level, `samples[:1]`. A step that has fired stays, so each new one brings only the *difference* to the next level. With the level itself as its weight, the example would stand at $3 + 5 = 8$ after its step, and not at 5.
#
# $K$ pieces have $K + 1$ edges, and the first and the last need no step, so `[1:-1]` cuts them off. A step at the edge $c$ fires where $x - c > 0$, so its weight is 1 and its bias $-c$.
#
# The bound is the slope times the way. In the middle of a piece the net is exact, and no point of the piece is farther from there than $(b - a)/(2K)$. In the example that is ½, so the bound is $2 \cdot \frac12 = 1$. A curve that stands upright, like $\sqrt x$ at 0, has no such bound; the stairs still come as close as you like, only more slowly.

# %% [markdown]
# *Your* `staircase` sings: a vowel-like wave, from 3 hidden units up to 63, then the wave itself.

# %%
audio.play_row(stairs.row(mine.staircase, (4, 8, 16, 32, 64)), stairs.SR)

# %% [markdown]
# ### Two inputs: a tower
#
# Any curve, then. But a map has two inputs. Let a unit look at $x_1$ alone, and its step runs right across the map, because it climbs at the same place whatever $x_2$ is. Two such units make your bump into a wall, and two more, which look at $x_2$, make a wall across it:

# %%
plots.show(*tower.draw_walls())

# %% [markdown]
# The tower is in there already, because the walls cross in one place only. There their sum is 2; on a single wall it is 1, and elsewhere 0. **But how would you get rid of the walls?** You have one unit left, the output.

# %% predict="tower_bias"
# The output unit adds its bias to the sum of the walls, and is so steep that it says 1 wherever that is above 0, and else 0. Which bias leaves the tower and nothing else?
#
# - (a) −0.5
#   wrong: A single wall is 1 high, and 1 − 0.5 is still above 0, so the walls stay, and now they are as high as the middle.
# - (b) −1.5
#   right: A single wall gives 1 − 1.5, which is below 0, and the crossing 2 − 1.5, which is above.
# - (c) −2.5
#   wrong: Even where both walls stand the sum is only 2, and 2 − 2.5 is below 0, so the tower goes with the walls.

# %%
demo(tower_cut.draw, title=tower_cut.TITLE, controls=tower_cut.CONTROLS)

# %% [markdown]
# **Turn the bias down until the walls have gone under.** It says at which height to cut, and only the **tower** reaches above 1.5. It is the AND of unit 1: both walls, or nothing.
#
# But the cut must also be sharp: turn the second dial down, too. Side by side:

# %%
plots.show(*tower.draw())

# %% [markdown]
# In the last panel all knobs of the output unit are a twentieth as large, so it can hardly tell 2 from 1, and the walls come back.
#
# ### The fence
#
# Here is your tower on the map of 3.1. Its roof has every snare on it, but fifteen hi-hats too. **Move its four sides** until you hear snares alone. (The black diamonds come later.)

# %%
demo(snare_fence.draw, title=snare_fence.TITLE, controls=snare_fence.CONTROLS)

# %% [markdown]
# Two walls seem to be enough: push the long and the short side right out. But now the drummer hits twice in a row:

# %%
audio.play_row(*snare_fence.once_and_twice())

# %% [markdown]
# That is just as bright, only longer, so it walks in at the open end (the black diamonds). Go back, pull the long side in, and it is gone.
#
# You know this net down to its last knob, because each bias is −40 times the border where its unit climbs:

# %%
plots.show(*snare_tower.draw_net())

# %% [markdown]
# It is *your* `bump` twice. First *your* `two_layer_loops` takes a single snare through it, of a kit that was on no map you looked at:

# %%
fence = snare_tower.cross(mine.bump(-0.15, 0.55, 1, 40), mine.bump(-0.6, 0.75, 1, 40))
(W1, b1), (W2, b2) = fence
hidden, output = mine.two_layer_loops(X_new[y_new == 1][0], W1, b1, W2[:, 0], b2[0])
print("the four units say", np.round(hidden, 2) + 0, "and the output", np.round(output, 2))

# %% [markdown]
# It is past the dark side and not past the bright one, and likewise for length, so both walls stand, and the sum is $2 - 1.5 = 0.5$: above 0, yes. (The sigmoid makes 0.62 of it, because this output is not steep.) Now *your* `mlp` takes all the new hits.

# %%
called = mine.mlp(X_new, fence, layers.Sigmoid().forward)[:, 0] > 0
print(f"new kits: {np.mean(called == y_new):.0%} of the hits are right; a line got 75%")
plots.show(*snare_tower.draw())

# %%
audio.play(*snare_line.rhythm(called, "test"), title="ten of the hits on the roof")

# %% [markdown]
# Snares, and nothing but snares. A thousand units without a bend cannot do it; these five can, and nobody trained them.
#
# ### Exercise 7 · `tower_net` · ●●○ · 15 min
#
# A sound has more than two numbers, so build the fence for any number $D$ of them. Write `tower_net(low, high, steepness)` that returns the weights `W1, b1, W2, b2` of a net with $2D$ hidden sigmoid units. Where every input lies well between its `low` and its `high`, the output's sum is above 0; outside, on the walls too, it is below.
#
# - `low`, `high`: shape (D,); `steepness`: a number
# - `W1`: shape (D, 2D), `b1`: (2D,), `W2`: (2D, 1), `b2`: (1,)
# - the cut is steep too: every weight, in both layers, is `steepness`, `-steepness` or 0, and on a side of the tower, where one wall is only half-way up, the output's sum is 0
#
# For example, the net of `tower_net(np.array([0.0, 0.0]), np.array([1.0, 2.0]), 40)` has the sum 20 at (0.5, 1), 0 at (0, 1), −20 at (0.5, 5), on a wall, and −60 at (5, 5).
#
# <details><summary>Hint 1</summary>
#
# How many walls stand inside the box, and how many at most anywhere else? Where do you cut?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Each input has a `bump` of its own, so only two numbers in each row of `W1` are not 0. The output adds up the walls, and with $D$ of them the cut is at $D - \tfrac12$. Now make that steep: all of it times `steepness`, the bias too.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `W1 = steepness * np.repeat(np.eye(D), 2, axis=1)`; the biases are `-steepness` times low, high, low, high, ...; `W2` goes `steepness`, `-steepness`, ...; and `b2` is `-steepness * (D - 0.5)`.
# </details>


# %% exercise="tower_net"
def tower_net(low, high, steepness):
    ### BEGIN SOLUTION
    D = len(low)
    W1 = steepness * np.repeat(np.eye(D), 2, axis=1)
    b1 = -steepness * np.column_stack([low, high]).ravel()
    W2 = steepness * np.tile([1.0, -1.0], D)[:, None]
    return W1, b1, W2, np.array([-steepness * (D - 0.5)])
    ### END SOLUTION


# %% check="tower_net"

# %% explained="tower_net"
# Every input gets a wall, which is a bump along that input alone. So each row of `W1` may lead to two units only, and `np.repeat(np.eye(D), 2, axis=1)` sees to that, since it writes each column of the identity twice. The biases are those of `bump`, and `ravel` reads the two columns row by row: low, high, low, high.
#
# The output adds one unit of each pair and subtracts the other, so it counts walls: $D$ where all cross, and at most $D - 1$ anywhere else. The cut goes half-way between, at $D - \tfrac12$. Because the weights are $\pm s$, the bias is multiplied by $s$ too: as it stands, $-(D - \tfrac12)$ would cut at $(D - \tfrac12)/s$, far too low, and all walls would stay.
#
# In the example $40 \cdot 2 - 60 = 20$ where both walls stand, and $40 \cdot 1 - 60 = -20$ on one of them. If you cut at 1.5 for every $D$, a box of three inputs grows bars, where only two of its walls cross.

# %% [markdown]
# ### Many towers
#
# If you can put up one tower, you can put up many. Let $x_1$ be time and $x_2$ frequency, and let the ground be a spoken word: high where it is loud. *Your* `tower_net` covers it with 4 × 4 towers, then with more, and noise hisses, at every moment and in every band, as loudly as the tower there is high. **Which word is it, and from how many towers on do you know?** The last two are the ground itself, and the voice.

# %%
plots.show(*word_towers.draw(mine.tower_net))
audio.play_row(word_towers.row(mine.tower_net), word_towers.SR)

# %% [markdown]
# Sixteen towers have little more than the rhythm. With 32 × 32 each place is off by less than 1 dB on average, and that is hard to hear.
#
# Here every tower was a net of its own. For *one* net, let each roof be a unit of a second hidden layer, and let the output weigh it by the height of the ground at its centre. Neighbours share their steps, as the stairs did, so sixteen towers each way stand on $2 \cdot 17 = 34$ steps. With 256 roofs that makes 290 hidden units. Two towers each way can be drawn:

# %%
plots.show(*hill_of_towers.draw_net())

# %% [markdown]
# Its ground has two peaks and a valley. Here it is built from 1, 16 and 256 towers, and beside them a letter, fenced in:

# %%
plots.show(*hill_of_towers.draw())

# %% [markdown]
# The one tower covers everything, and has its height from the valley in the middle: it knows nothing of the peaks. Sixteen show where they are. And 256 are nowhere off by more than a seventh of the height, because across a thin tower the ground has little room to climb.
#
# On any ground you can read a place's height, and put up a tower there. So **a landscape of towers, as many and as thin as you like, follows any landscape**, and fences in any shape.
#
# ## 3.7 But wait: was that fair?
#
# Not quite, so here are four hard questions.
#
# ### 1. The steps: were they not too steep?
#
# The stairs' steps simply jumped, and the fence's had the weight 40. But trained units start from small weights, so they climb slowly.

# %% predict="soft_steps"
# We make the steps so soft that a climb takes about as long as a stair. What happens to the stairs, and to the fence?
#
# - (a) Both get worse.
#   wrong: The fence does. But a curve has no steps either, so for the stairs a soft climb from one to the next is closer to it, not farther off.
# - (b) The stairs gain, and the fence loses its corners.
#   right: A soft climb is nearer to a curve than a jump; but a tower needs the full height of its walls, and in the corners two slopes meet.
# - (c) Nothing: the weights can make up for it.
#   wrong: Only if they may grow again, and then the steps are no longer soft.

# %%
plots.show(*soft_flanks.draw())

# %% [markdown]
# The stairs on the left *gain*, because a soft step slides from one stair to the next, as the sine does.
#
# The fence on the right pays. Its soft walls do not reach their full height, and in a corner two of them are weak at once, so there the roof goes first. Turn down the last dial of the demo above, and listen.
#
# Larger weights repair it. What counts is the width of a wall *times* its steepness, so **a tower half as wide needs weights twice as large.**
#
# One fault is left. Where four towers meet, every wall is half way up. Half and half is 1, but the cut is at 1½, so none of the four says yes: a *pinhole*. Larger weights make it narrower, but never fill it.
#
# Nielsen has a trick for that. Build the landscape eight times, each time with the borders a little farther along, and let each net give an eighth of the height. If the pinholes are narrower than that little, no place lies in two of them, so at the worst one share is missing. Here is one such place from above, one knob at a time:

# %%
plots.show(*hill_of_towers.draw_pinholes())

# %% [markdown]
# **The weights make the hole narrow, and the sharing fills it**, nearly: the ground is 0.89 high there, and the eight nets say 0.71. One of them has its hole there, and towers this thick are a little off anyway.
#
# ### 2. The bend: what does it do that no sum can?
#
# A weighted sum has one price for length: a tenth of a second more adds as much to a dark hit as to a bright one. If length should count for bright hits only, no choice of weights can say so.
#
# A bend can. Take the simplest one, which can be multiplied out, the square. **By hand:** $(x_1 + x_2)^2 = x_1^2 + 2 x_1 x_2 + x_2^2$. In the middle stands a product, so what one input counts now depends on the other: **the inputs interact**.
#
# Does tanh do that as well? Yes, if you zoom in. Any smooth curve, seen close enough, is nearly a line; a little farther off, nearly a parabola. If the inputs move the sum by a small $u$ from the bias $b$, then $g(b + u) \approx a_0 + a_1 u + a_2 u^2 + \dots$, its *Taylor series*. There is the square again, *and with it the product*.
#
# ### Exercise 8 · `expand_square` · ●○○ · 8 min
#
# Write `expand_square(w, b)` that returns six numbers: the factors of $1,\ x_1,\ x_2,\ x_1^2,\ x_1 x_2,\ x_2^2$ in $(w_1 x_1 + w_2 x_2 + b)^2$.
#
# - `w`: shape (2,); `b`: a number
#
# For example, `expand_square(np.array([1.0, 1.0]), 3.0)` is `[9, 6, 6, 1, 2, 1]`.
#
# <details><summary>Hint 1</summary>
#
# Write $(p + q + r)(p + q + r)$ as nine products.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Three of the nine are squares, and the other six are equal in pairs.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The factor of $x_1$ is $2 w_1 b$, and that of $x_1 x_2$ is $2 w_1 w_2$.
# </details>


# %% exercise="expand_square"
def expand_square(w, b):
    ### BEGIN SOLUTION
    w1, w2 = w
    return np.array([b * b, 2 * w1 * b, 2 * w2 * b, w1 * w1, 2 * w1 * w2, w2 * w2])
    ### END SOLUTION


# %% check="expand_square"

# %% explained="expand_square"
# Call the three terms $p = w_1 x_1$, $q = w_2 x_2$ and $r = b$. In $(p + q + r)(p + q + r)$ each term meets each, which makes nine products. Three are squares. The other six come in pairs, because $p q$ and $q p$ are the same, so every mixed term has a 2.
#
# To test all six at once, put $x_1 = x_2 = 1$: in the example the square is $(1 + 1 + 3)^2 = 25$, and so is the sum of the factors, $9 + 6 + 6 + 1 + 2 + 1$. If you square term by term, you get $9 + 1 + 1 = 11$, and have lost just what matters here: without $2 w_1 w_2\,x_1 x_2$ the inputs do not interact.

# %% [markdown]
# A square comes down and goes up again, so a unit with that bend *turns back*. It says yes where $a_0 + a_1 z + a_2 z^2 > 0$, so as its weighted sum $z$ grows it can change its mind twice, and draws a strip all alone.
#
# Below are the corners of XOR. **Solve it** with one unit that turns back: turn $\mathbf w$, and use $a_2$.

# %%
demo(boundary.draw, title=boundary.TITLE, controls=boundary.CONTROLS)

# %% [markdown]
# Or leave the unit *linear*, and give it $x_1^2$, $x_1 x_2$ and $x_2^2$ as further inputs.
#
# ### Exercise 9 · `xor_quadratic` · ●●○ · 8 min
#
# Set `xor_quadratic` to a list of six weights for the inputs $1,\ x_1,\ x_2,\ x_1^2,\ x_1 x_2,\ x_2^2$ so that the weighted sum is above 0 for the corners (0, 1) and (1, 0), and not above 0 for (0, 0) and (1, 1). It must also be right when $x_1$ and $x_2$ are off by up to 0.1.
#
# For example, `[-0.5, 1, 1, 0, 0, 0]` is OR: right at three corners. Many answers are right.
#
# <details><summary>Hint 1</summary>
#
# Which number is 0 for equal inputs and 1 for different ones?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The square of the difference. `expand_square` tells you its six factors.
# </details>
#
# <details><summary>Hint 3</summary>
#
# $x_1^2 - 2 x_1 x_2 + x_2^2$ is 0 or 1 at the corners. Put the border in the middle.
# </details>

# %% exercise="xor_quadratic"
### BEGIN SOLUTION
xor_quadratic = [-0.5, 0, 0, 1, -2, 1]
### END SOLUTION

# %% check="xor_quadratic"

# %% explained="xor_quadratic"
# Look for a number that is 0 for equal inputs and larger for different ones: the square of the difference, $(x_1 - x_2)^2$. Its factors are those of `expand_square` for the weights 1 and −1 without a bias: 1 for both squares and −2 for the product.
#
# At the corners it is 0 or 1, so the first weight, −0.5, puts the border in the middle. Why not leave that weight at 0? With noise, equal inputs may differ by $0.1 + 0.1 = 0.2$, so their square is up to 0.04, and above 0. Different ones still differ by at least 0.8, and $0.8^2 = 0.64$. So any border between 0.04 and 0.64 will do.
#
# At the corners the square of an input is the input itself, so $x_1 + x_2 - 2 x_1 x_2 - 0.5$ is right as well.

# %% [markdown]
# *Your* six weights as a border:

# %%
an_or = [-0.5, 1, 1, 0, 0, 0]
plots.show(*boundary.border(mine.or_else("xor_quadratic", an_or)))

# %% [markdown]
# ### 3. Which bend: would any other have done?
#
# All that the building needed of the sigmoid was its *step*. A steep tanh has one too, and two ReLUs make one: $\mathrm{ReLU}(s x) - \mathrm{ReLU}(s x - 1)$ climbs from 0 to 1 and stays there. And $z^2$? It bends, and it solved XOR all alone.

# %% predict="square_units"
# A hidden layer draws the vowel's wave, with the best output weights there are. Its units bend with z²: first eight of them, then 32, then a thousand. How close do they come?
#
# - (a) Closer with every unit, as close as you like, because they bend.
#   wrong: They do bend, but a sum of parabolas is one parabola, so from the third unit on there is nothing new.
# - (b) As close as the best parabola, and there they stay.
#   right: Each unit is so much x², so much x and a constant, and so is their sum: three numbers to set, however many units there are.
# - (c) No closer than a straight line.
#   wrong: A parabola is more than a line; with eight units the squares are even ahead of the steps.

# %%
plots.show(*which_bends.draw())
print(f"a thousand squares: {which_bends.decibels_below('square', 1000):.1f} dB")

# %%
audio.play_row(which_bends.sounding(32), which_bends.SR)

# %% [markdown]
# Of the 32 steps you hear the edges, sharp and high above the vowel. Of the corners of 32 ReLUs there is hardly anything, and of tanh nothing.
#
# With eight units the squares are *ahead* of the steps. With a thousand they have not moved.
#
# Your `expand_square` shows why: each unit draws a parabola, and parabolas add up to a parabola. **It is the collapse of 3.3, one floor higher.** Higher powers only put it off: a sum of cubics is a cubic, so a bend $z^3$ stops at four numbers, and $z^{10}$ at eleven.
#
# #### Powers from nearly equal units
#
# So far each bend has needed a trick of its own, and the tower a second layer. The theorem that we are heading for promises more: *one* hidden layer, and any bend that is not a polynomial. For that we still lack two things: a bend without any step, such as $\sin z$, which never comes to rest; and the tower in one layer. Both come from one trick: a single layer can make every power of $x$, and powers add up to any continuous curve (Weierstrass, 1885).
#
# Take smooth bends first. Near its bias, all powers are in such a bend, but mixed. How do you get one of them alone?
#
# Think of a microphone cable. Its two wires catch the same hum; subtract one from the other, and the hum is gone. Likewise take units that are nearly alike, and weigh them so that the lower powers cancel. The higher ones hardly count if the weights are small.
#
# **By hand:** three tanh units have the bias 0.5 and the weights 0.1, 0 and −0.1. Give them the output weights 100, −200 and 100. The constants cancel, because 100 − 200 + 100 = 0. So does $x$, because one unit climbs where the other falls. What is left, for $x$ from −1 to 1, is nearly $-0.73\,x^2$.

# %%
plots.show(*cancelled_powers.draw())

# %% predict="tone_through_three"
# Now let $x$ be a pure tone. The first unit alone hardly changes it. What do you hear of the weighted sum of all three?
#
# - (a) The tone, only louder.
#   wrong: One unit climbs where the other falls, so what they have of the tone itself cancels.
# - (b) Nothing, because the three cancel.
#   wrong: The tone itself does cancel, but not its square, which is the same for $x$ and $-x$, so there the two units agree.
# - (c) The octave of the tone, without the tone.
#   right: Only $x^2$ is left, which is large at the peaks of the wave and in its valleys too, so twice as often.

# %%
audio.play_row(cancelled_powers.sounding(), cancelled_powers.SR)

# %% [markdown]
# The tone is gone, and only its octave is left (all three are played equally loud): that is $x^2$, alone.
#
# A fourth unit lets you cancel $x^2$ as well, so that $x^3$ is left; a fifth leaves $x^4$, and so on.
#
# <details><summary>What if a power is missing?</summary>
#
# At the bias 0, tanh is the same on both sides but for the sign, so it has no square there. Then move the bias. Every smooth bend that is not a polynomial has a place where no power is missing (we take that on trust).
# </details>
#
# <details><summary>And ReLU, which has no series at its corner?</summary>
#
# It needs none. Two of them make a step, steps make stairs, and stairs follow any curve.
# </details>
#
# #### Two inputs
#
# With two inputs, a tower asks whether *both* walls stand, and that took its second layer. Can a single layer ask for both?
#
# A product does, because it is 0 as soon as one factor is. And a product can be made out of two squares that look along different diagonals:
#
# $$(x_1 + x_2)^2 - (x_1 - x_2)^2 = 4 x_1 x_2.$$
#
# *Your* `expand_square` says so too: of the six factors only that of $x_1 x_2$ is left.

# %%
print(mine.expand_square(np.array([1, 1]), 0) - mine.expand_square(np.array([1, -1]), 0))
plots.show(*product_of_squares.draw())

# %% [markdown]
# Each square alone is a valley straight across the map. Take one from the other, and there are hills where the inputs have the same sign, and hollows where they have not: XOR again.
#
# But where do the squares come from? You have them already: give your three units $x_1 + x_2$ where they had $x$. Three more look at $x_1 - x_2$, and are subtracted. The two in the middle are alike and cancel, and what is left is about $-2.9\,x_1 x_2$. So **four tanh units in a single layer multiply.**

# %% predict="tones_multiplied"
# Let $x_1$ be a tone of 700 Hz, and $x_2$ one of 400 Hz. Which tones come out of the four units?
#
# - (a) Both, only louder.
#   wrong: In each pair one unit climbs where the other falls, so, as before, they have nothing of the tones themselves.
# - (b) An octave of each, 1400 and 800 Hz.
#   wrong: Each square does have both octaves. But the two squares have the same ones, so in the subtraction they cancel.
# - (c) Their sum and their difference, 1100 and 300 Hz, and neither of the two.
#   right: Only the product is left, and two cosines multiplied are two others, $\cos a \cos b = \frac12 \cos(a + b) + \frac12 \cos(a - b)$.

# %%
audio.play_row(product_of_squares.sounding(), product_of_squares.SR)

# %% [markdown]
# Two tones that nobody played. No sum of tones makes a new one, but a product does: that is what "the inputs interact" *sounds* like. Old synthesisers call it a *ring modulator*, and make bells and robot voices with it.
#
# With more directions, products of higher powers can be made in the same way (we do not prove this). Added up they are polynomials in both inputs, and polynomials come as close as you like to any landscape. So one layer is enough, and no roofs are needed.
#
# ### What have we got?
#
# Steps follow any curve, towers any landscape, and smooth bends and ReLU do it in a single layer.
#
# That is the **universal approximation theorem**. Take any continuous function on a bounded region, edges included, and say how close you want to come. *One* hidden layer with enough units does it, whatever the bend, as long as it is continuous and not a polynomial; with a polynomial it cannot. (For smooth bends and ReLU you saw it in outline. Cybenko and Hornik proved it for sigmoids in 1989, Leshno and others for all such bends in 1993.)
#
# <details><summary>And our fence, which jumps from 0 to 1?</summary>
#
# It is not continuous, and on the border itself a net of smooth bends says something in between. But larger weights make that strip as thin as you like, as you saw.
# </details>
#
# ### 4. The promise: what is it worth?
#
# Less than it sounds, because a table with enough rows follows any function, too. The theorem does not say
#
# - **how to find the weights.** Ours were read off a map, and nobody can look at a map of 48 inputs;
# - **what happens to new data.** Between and beyond the samples it was built from, a net may do anything;
# - **how many units** it takes. Cut every input into just two pieces. On a map that makes four towers; but a spoken word has 48 inputs, and there it makes $2^{48}$, or 281 million million.
#
# Still, let the ear judge. First the vowel, then what 8, 16 and 32 tanh units make of it: from how many on can you no longer tell? Last comes what is wrong with the 32, made 1,500 times as loud.

# %%
audio.play_row(which_bends.closer_and_closer(), which_bends.SR)

# %% [markdown]
# ## 3.8 Who finds the weights?
#
# So far you did, knob by knob, and a tower has just seventeen. Now take the example of every book: MNIST, grey pictures of handwritten digits. Their $28 \cdot 28 = 784$ pixels are the inputs, and there are ten outputs.

# %% predict="knobs_of_mnist"
# With no hidden layer, such a net has 7,850 knobs. We put a hidden layer of 200 units in between. How many are there now?
#
# - (a) About 8,000, because 200 units are added.
#   wrong: Each of the 200 units brings a weight for *each* of its 784 inputs along, not just one number.
# - (b) About 16,000, because there are two layers now.
#   wrong: The number of layers says little; what counts is how many units stand on both sides of a layer.
# - (c) About 159,000, because 784 · 200 is already that much.
#   right: 784 · 200 alone is 156,800, twenty times as many as before. Your next function counts the rest.

# %%
small, large = dense([784, 10]), dense([784, 200, 10])
print(f"no hidden layer: {small.count_parameters():,}; 200 units: {large.count_parameters():,}")
plots.show(*network_shapes.draw(large.layers, (784,)))

# %% [markdown]
# ### Exercise 10 · `count_params` · ●○○ · 6 min
#
# Write `count_params(sizes)` that returns how many weights and biases a fully connected net has.
#
# - `sizes`: list of the layers' widths, inputs first and outputs last
#
# For example, `count_params([2, 3, 1])` is 13: 2 · 3 weights and 3 biases, then 3 weights and 1 bias.
#
# <details><summary>Hint 1</summary>
#
# How many knobs are there *between* two neighbouring widths?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `zip(sizes[:-1], sizes[1:])` gives the neighbours.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Between `d` and `m` units there are `d * m` weights and `m` biases.
# </details>


# %% exercise="count_params"
def count_params(sizes):
    ### BEGIN SOLUTION
    return sum((d + 1) * m for d, m in zip(sizes[:-1], sizes[1:], strict=True))
    ### END SOLUTION


# %% check="count_params"

# %% explained="count_params"
# Look only at two neighbouring layers, of `d` and `m` units: each of the `m` units has a weight for each of the `d`, and one bias, so it has `d + 1` numbers to learn. Then add up over all pairs of neighbours.
#
# `zip(sizes[:-1], sizes[1:])` lays the list beside itself, moved by one, and so gives the pairs: for `[2, 3, 1]` they are (2, 3) and (3, 1), with $3 \cdot 3 + 4 \cdot 1 = 13$.
#
# The biases belong to the units that *receive*. With a bias for each input of a layer you would get $8 + 6 = 14$.

# %%
for name, widths in {"a tower": [2, 4, 1], "words": [48, 64, 10], "MNIST": [784, 200, 10]}.items():
    print(f"{name}: {mine.count_params(widths):,} knobs")

# %% [markdown]
# So says *your* `count_params`. Nobody sets 159,010 knobs by hand, so a machine has to. The perceptron of 1958 set its own, but only one of its layers learned; the one before was wired at random, as in the exercise below. How should a unit in the *middle* know that it was wrong, when nobody tells it what it should have said? The answer, *back-propagation*, became widely known only in 1986. Even then nets of many layers were hard to train, until in 2006 *deep belief nets* were trained one layer at a time.
#
# Units 4 to 6 find the weights by walking downhill. But one way you have already: leave the hidden layer *random*, and fit the output layer alone, by the linear regression of unit 2.
#
# ### Exercise 11 · `fit_output` · ●●○ · 12 min
#
# Is it a snare? Write `fit_output(X, y, W1, b1)` that returns `w2, b2`.
#
# - `X`: shape (N, D), `y`: shape (N,), labels 0 and 1 (a snare)
# - `W1`: shape (D, M), `b1`: shape (M,): random weights of M hidden *tanh* units; they stay as they are
# - `w2`: shape (M,), `b2`: a number, so that the sum of squared errors of $\tanh(X W_1 + \mathbf b_1)\,\mathbf w_2 + b_2$ against `y` is smallest
#
# For example, `X = np.array([[0.0], [1.0]])`, `y = np.array([0, 1])`, `W1 = np.array([[1.0]])` and `b1 = np.array([0.0])` have the hidden values 0 and $\tanh 1 = 0.762$, so `w2 = [1.313]` and `b2 = 0` fit without error.
#
# The net says "snare" where its output is above 0.5. On kits that are not in `X`, at least 90 % must be right.
#
# <details><summary>Hint 1</summary>
#
# Once you have the hidden values, it is a problem of unit 2: which weighted sum of given columns comes closest to `y`?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.linalg.lstsq(A, y, rcond=None)[0]` are the best weights. For the bias, `A` needs a column of ones.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `A = np.insert(np.tanh(X @ W1 + b1), 0, 1, axis=1)`. Then the first number that comes out is `b2`, and the others are `w2`.
# </details>


# %% exercise="fit_output"
def fit_output(X, y, W1, b1):
    ### BEGIN SOLUTION
    H = np.tanh(X @ W1 + b1)
    w = np.linalg.lstsq(np.insert(H, 0, 1, axis=1), y, rcond=None)[0]
    return w[1:], w[0]
    ### END SOLUTION


# %% check="fit_output"

# %% explained="fit_output"
# The hidden weights stay as they are, so the hidden values are just a table of numbers, `H`. Which weighted sum of its columns comes closest to `y`? That is linear regression, and `lstsq` solves it at once, without any walking downhill.
#
# The bias is a weight whose input is always 1, so `H` gets a column of ones. `np.insert(H, 0, 1, axis=1)` puts it first; that is why `w[0]` is `b2`, and `w[1:]` are the others. The labels stay 0 and 1, because the border is at 0.5.
#
# If you forget the tanh, the net is a sum of sums, and gets no further than a line. And where many weights are equally good, `lstsq` takes the smallest.

# %% [markdown]
# For drums a dozen random units are plenty. Would you trust random units with *words*?
#
# Take 480 words, ten spoken digits by the invented voices that come with the course. Your `fit_output` fits an output unit for each digit, and the largest output is the answer.

# %% predict="as_many_units_as_words"
# We take from 8 to 1,000 random hidden units. In between, at 480, there is exactly one for every word. What happens there to the words of new speakers?
#
# - (a) Nothing special: they get better and better, as the known ones do.
#   wrong: The known ones do. But with one unit for every word hardly any choice is left, so to hit all of them it takes whatever weights that needs.
# - (b) They get much worse, and most are wrong.
#   right: To hit every known word it takes enormous weights, so between those words the output swings wildly, and new speakers are between them.
# - (c) Nothing works from the start, because the hidden weights are random.
#   wrong: Random bends already give the output layer features that interact, and weighing them well goes a long way: at 128 units more than nine in ten are right.

# %%
plots.show(*random_hidden.known_and_new(mine.fit_output))

# %% [markdown]
# Soon every known word is right. At first the new ones gain too: with 256 units, 96 in 100 are right.
#
# But right is not yet exact: with 256 units some outputs still miss their 1 or 0 by 0.4. With 480, one for each word, it hits them all *exactly*, but that takes weights forty times as large (in this draw), and between the words the output swings. Of the new words it gets about 12 in 100 (in other draws up to 30).
#
# With *more* units it recovers, because then many settings hit all the words, and `lstsq` takes the one with the smallest weights, which swings least. The error falls, climbs, and falls once more: *double descent* (M. Belkin and others, 2019).
#
# How many units, then? When in doubt, too many rather than too few, and hold them back by other means (unit 6).
#
# This is the second good place to stop. One thing is strange: if one hidden layer can do everything, why did anybody want *many*?

# %% [markdown]
# ## 3.9 Why deep?
#
# A layer of just two ReLU units can **fold** the interval from 0 to 1:
#
# $$\mathrm{fold}(x) = \mathrm{ReLU}(2x) - \mathrm{ReLU}(4x - 2).$$
#
# **By hand:** up to the middle the second unit is silent, so the fold is just $2x$, and at $x = 0.5$ it is 1. From there on the second unit takes away twice what the first brings, so the way leads down, and at 1 it is $2 - 2 = 0$. What climbed once now climbs and falls:

# %%
plots.show(*folds.draw_parts())

# %% predict="folded_twice"
# A triangle wave goes through one folding layer, and then through another, and another. What do you hear?
#
# - (a) It gets louder with every layer.
#   wrong: What comes out is again between 0 and 1, so no louder than what went in.
# - (b) It climbs an octave with every layer.
#   right: Each fold makes two ups and downs out of one, twice as many in the same time, and twice the frequency is an octave.
# - (c) It climbs by the same number of hertz with every layer.
#   wrong: That is how adding units in *one* layer works: one more corner for each. Layers multiply: 110, 220, 440, 880 Hz.

# %%
plots.show(*folds.draw())

# %% [markdown]
# The triangle you start from is the second panel.

# %%
more = [(f"{k} more", unit_organ.folded(k)) for k in range(1, 5)]
audio.play_row([("the triangle", unit_organ.folded(0)), *more], unit_organ.SR, gap=0.05)

# %% [markdown]
# Because the first layer goes from 0 to 1 and back, it takes the second through its whole fold twice, once forwards and once backwards; whatever the second draws, it draws twice. So ten folds make 1,024 pieces, with just 20 units.
#
# In a single hidden layer a ReLU only brings one corner, so as many pieces take 1,023 (Telgarsky, 2016). **Units in a layer add, layers multiply.**
#
# ### Does depth always pay?
#
# The usual example is *parity*: is the number of ones among $n$ bits odd?
#
# For a **flat** net that is hard. Take an OR of ANDs, like the one your compiler of unit 1 builds. Could one of its terms leave a bit out, and so cover two patterns at once?
#
# Such a term would say yes whether that bit is 0 or 1. But changing one bit turns an odd count into an even one, so one of its two yeses is wrong. On the cube below those are the two ends of an edge:

# %%
plots.show(*parity_cube.draw())

# %% [markdown]
# So a term has to look at *all* the bits, and covers a single corner. Three bits have four odd corners and need four terms. Every further bit doubles that, to $2^{n-1}$, and 32 bits need more than two thousand million.
#
# For a **deep** net it is easy, because it can take one bit after the other, as you would say "odd, even, odd" along a row of lamps. That is a chain of $n - 1$ XORs of three units each, and 93 units do for 32 bits.
#
# A triumph of depth? Yes, if all you have is AND, OR and NOT: there, leaving out one layer can cost exponentially many gates (Håstad, 1986).
#
# But your units have more. A *threshold* unit adds up its inputs, so it can **count**. Give all hidden units the weights 1, so that each sees how many ones there are, and let unit $k$ fire if there are at least $k$. For four bits:

# %%
plots.show(*counting_units.draw())

# %% [markdown]
# So **parity of $n$ bits takes just $n$ of them, in one hidden layer.** How must the output unit weigh them, so that the sum is 1 for an odd count and 0 for an even one?
#
# ### Exercise 12 · `parity_net` · ●●○ · 12 min
#
# Write `parity_net(n)` that returns `W, b, v, c` of the net $\mathrm{step}(\mathrm{step}(X W + \mathbf b)\,\mathbf v + c)$, which is 1 if the number of ones in a row of $X$ is odd, else 0.
#
# - `W`: shape (n, M), `b`: shape (M,), `v`: shape (M,), `c`: a number; step gives 1 above 0 and else 0
# - there may be at most n hidden units, so M ≤ n
#
# For example, for `n = 2`, `W = [[1, 1], [1, 1]]`, `b = [-0.5, -1.5]`, `v = [1, -1]`, `c = -0.5` are the OR and the AND unit of XOR.
#
# <details><summary>Hint 1</summary>
#
# With three ones, units 1, 2 and 3 fire. What changes when a fourth one comes?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $1 - 1 + 1 - 1 + \dots$ is 1 after an odd number of terms, and 0 after an even one.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `b = -(np.arange(n) + 0.5)`, so that unit k fires from k ones on, and `v` goes 1, −1, 1, −1, ...
# </details>


# %% exercise="parity_net"
def parity_net(n):
    ### BEGIN SOLUTION
    k = np.arange(n)
    return np.ones((n, n)), -(k + 0.5), (-1.0) ** k, -0.5
    ### END SOLUTION


# %% check="parity_net"

# %% explained="parity_net"
# Parity depends on one thing only, how many ones there are. So let every hidden unit count: with all weights 1 its sum is the number of ones, and its bias says from how many on it fires. With the biases $-\tfrac12, -1\tfrac12, -2\tfrac12, \dots$ the first unit fires from one on, the second from two on, so with $m$ ones exactly the first $m$ units fire.
#
# The output adds $1 - 1 + 1 - \dots$ up to the $m$-th, which is 1 for an odd $m$ and 0 for an even one, and its bias, −0.5, puts the border between the two. If all of `v` were 1, it would be an OR.
#
# The biases are halves so that no count, a whole number, lies on a border. `(-1.0) ** k` needs its brackets: Python reads `-1.0 ** k` as $-(1.0^k)$, which is −1 every time.

# %% [markdown]
# And how does parity *sound*? Count from 0 to 15 in binary, and *your* `parity_net` hits a snare for an odd number of ones, a kick for an even one:

# %%
net = mine.parity_net(4)
print("".join("KS"[answer] for answer in odd_beat.answers(net)))
audio.play(*odd_beat.beat(net), title="parity of four bits, counted up twice")

# %% [markdown]
# The second eight are the first with kick and snare exchanged, because one more bit is 1.
#
# So whether depth pays depends on the units and on the task. For the folds, and for nets of AND and OR, it is proved. You will also read that brains work in levels, or that we think in steps. Those are analogies, and prove nothing.
#
# In 3.8 a few hundred random units sorted words of 48 numbers, without towers all over that space, because a unit does not fence in one spot: it looks across all of it. What does it look *for*?

# %% [markdown]
# ## 3.10 What a unit listens for
#
# Every hidden unit begins with a weighted sum, the *inner product* (or dot product) of a sample with the unit's column of $W$. Draw both as arrows:

# %%
plots.show(*dot_product.draw())

# %% [markdown]
# It is large if the sample points where the weights point, 0 at right angles, and negative if they point away from each other. So the column is a **template** (also *receptor*, or *filter*) that the sample is held against, and the sum, its *response*, says how well it fits.
#
# In three seconds of noise, a short falling call occurs twice. First hear the call alone, then the noise. When does it come?

# %% collapsed
sr = 8000
rng = np.random.default_rng(2)
call = audio.fade(audio.chirp(fmin=3000, fmax=600, sr=sr, duration=0.25, amplitude=0.5), sr=sr)
recording = rng.normal(0, 1.6, 3 * sr)
for seconds in (0.7, 1.9):
    start = round(seconds * sr)
    recording[start : start + len(call)] += call

# %%
print(f"The noise has {1.6**2 / np.mean(call**2):.0f} times the power of the call.")
audio.play_row({"the call": 2 * call, "hidden twice": recording / 8}, sr, gap=0.5)

# %% [markdown]
# Now give a unit the call as its weights, and show it every piece of the recording that is as long as the call.

# %% predict="call_in_noise"
# The noise is far stronger than the call. How does the unit's response look over time?
#
# - (a) Restless everywhere, because the noise buries the call.
#   wrong: At any one moment it does. But the response adds up 2,000 products, and in the right place those of the call all pull the same way.
# - (b) High wherever the noise is loud.
#   wrong: Loud noise rises and falls at other moments than the call, so most of its products cancel.
# - (c) Restless, with a peak at each call.
#   right: Where the call lies under its template, none of its products is negative, so they add up, and those of the noise mostly cancel.

# %%
responses = receptors.responses_to(call, recording)
plots.show(*receptors.draw(responses, sr))

# %% [markdown]
# Two peaks tower above the rest, one for each call. Now the bend: with a bias of −9, the unit's ReLU makes all that is weak 0, so only the calls are left.

# %%
audio.play(receptors.clicks(responses, sr), sr, title="two clicks, where the calls are")

# %% [markdown]
# The same on paper: a recording of five samples, and a template of two, (6, 8), divided by its length 10, so that its loudness does not matter. It slides along, and at each place the products are added up:

# %%
plots.show(*convolution.draw_signal(2, signal=(0, 0, 3, 4, 0), kernel=(0.6, 0.8)))

# %% [markdown]
# The picture says *kernel* for template. Three and four point exactly where six and eight do, so here the response is largest.
#
# ### Exercise 13 · `find_sound` · ●●○ · 10 min
#
# Write `find_sound(y, template)` that returns `responses, position`.
#
# - `y`: shape (N,), the recording; `template`: shape (K,), with K ≤ N
# - `responses`: shape (N − K + 1,), for each piece of `y` of K samples the inner product with the template; the template is first divided by its norm
#   $\lVert\cdot\rVert$, the length of its arrow
# - `position`: the index of the first sample of the best match
#
# For example, `y = np.array([0.0, 0.0, 3.0, 4.0, 0.0])` and `template = np.array([6.0, 8.0])` give the responses `[0, 2.4, 5, 2.4]` and the position 2.
#
# <details><summary>Hint 1</summary>
#
# One response is `y[i : i + K] @ template`. Which values can `i` have?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.lib.stride_tricks.sliding_window_view(y, K)` has the pieces as its rows.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `windows @ (template / np.linalg.norm(template))`, and `np.argmax` of it.
# </details>


# %% exercise="find_sound"
def find_sound(y, template):
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(y, len(template))
    responses = windows @ (template / np.linalg.norm(template))
    return responses, np.argmax(responses)
    ### END SOLUTION


# %% check="find_sound"

# %% explained="find_sound"
# A response is the inner product of the template with one piece of the recording. `sliding_window_view` lays all the pieces out as the rows of a table, so one matrix product gives all responses. The first begins at 0 and the last that fits at $N - K$, and that makes $N - K + 1$ of them.
#
# The template is divided by its norm, because $(3, 4)$ and $(6, 8)$ are the same call, only louder, and should respond alike: here $3 \cdot 0.6 + 4 \cdot 0.8 = 5$. The *pieces* are not divided, so a loud match counts for more than a faint one.
#
# A piece begins where its row number says, so `np.argmax` is the position. It looks for the largest response and not for the largest size, because a response far below 0 is the call upside down. `np.correlate` slides a template in the same way, but `np.convolve` turns it round first.

# %% [markdown]
# *Your* `find_sound` listens, for the call and for the call played backwards. Which gets past the bias of −9?

# %%
for name, template in {"falling": call, "rising": call[::-1]}.items():
    responses, position = mine.find_sound(recording, template)
    print(f"{name}: best at {position / sr:.2f} s, with a response of {np.max(responses):.1f}")

# %% [markdown]
# ## 3.11 A network that listens
#
# One template finds one call, so a net with 64 of them should hear words. A word is 48 numbers, as in unit 2: how loud each of 12 frequency bands is in each quarter of it. So every hidden unit holds a template of 48 weights against the word. Ten outputs listen to all 64 units, and the largest is the answer.
#
# Hear it count. For each digit it has picked the new speaker's recording of which it is most certain, and your `mlp` runs it.

# %%
net, relu = digit_bands.trained(), layers.ReLU().forward
known = np.mean(mine.mlp(net.known, net.layers, relu).argmax(axis=1) == net.known_digits)
new = np.mean(mine.mlp(net.new, net.layers, relu).argmax(axis=1) == net.new_digits)
print(f"{net.words.name}: {known:.0%} of the words it learnt from, {new:.0%} of new speakers'")
audio.play_row(digit_bands.counting(net), net.words.sr)

# %% [markdown]
# Every word it has learnt from is right, and so is nearly every word of new speakers, because the invented voices are alike. Real people are not: with them (download Free Spoken Digits, as unit 0 shows) it is right about three times in four. Listen to words it gets wrong:

# %%
audio.play_row(digit_bands.mistakes(net), net.words.sr)

# %% [markdown]
# ### One unit says little
#
# Where in the net is the knowledge? Is there a unit for *seven*? Mute the hidden units, first one at a time, and then more and more at once.

# %% predict="half_muted"
# Mute half of the 64 hidden units, drawn at random. How many words of new speakers (the invented voices) are still right?
#
# - (a) One in ten, as by guessing.
#   wrong: That would be so if each unit did a part of the work that no other can do; but many units share in each word.
# - (b) Half of them.
#   wrong: No unit holds a word alone, so with half of the units gone, it is not half of the words that go.
# - (c) About four in five.
#   right: Each word is spread over many units, so those that are left still carry most of the pattern.

# %%
plots.show(*digit_bands.muted(net))

# %% [markdown]
# No unit *is* the seven, because whichever one you mute, the net is hardly worse. Mute *half* of them, and (with the invented voices) it still gets about four words in five. But no unit knows much by itself either: left alone, the best gets one in five.
#
# So what the net knows lies in the pattern over all units. It is a *distributed representation*: you cannot cut the seven out.
#
# ### Late by a fifth of a second

# %% predict="late_words"
# The same words by new speakers, but each begins 0.2 s later. For you nothing has changed. And for the net?
#
# - (a) Nothing either, because it is the same word.
#   wrong: To the net a word is 48 numbers in 48 places, and when the word is late, other numbers stand in these places.
# - (b) It gets a little worse, by a few words.
#   wrong: That would be so if neighbouring inputs had similar weights, but each input has weights of its own, and nothing ties them together.
# - (c) It fails at most of them.
#   right: What it has learnt for one quarter of the word is not known for the next one.

# %%
late = np.mean(mine.mlp(net.late, net.layers, relu).argmax(axis=1) == net.new_digits)
print(f"on time: {new:.0%} right; 0.2 s late: {late:.0%} right")
print("fault of the program:", mine.find_fault(mine.mlp, net.layers, relu))
audio.play_row(digit_bands.late_pair(net), net.words.sr)

# %% [markdown]
# The program is not to blame: *your* `find_fault` says 0. But in 3.10 the template slid along until it met the call, and here nothing slides. Unit 8 will cure that, by sharing weights between places.
#
# ## 3.12 Finale: an organ of hidden units
#
# A net with one input can be any wave, so it can be an instrument: let $x$ run through one period again and again, and play what comes out.
#
# Here it plays a canon. For the second voice $x$ runs there and back, and then through a folding layer, which makes two such ways out of one: an octave. With six units you hardly hear a vowel: **raise them until it speaks.** What do three folding layers do?

# %%
demo(unit_organ.draw, title=unit_organ.TITLE, controls=unit_organ.CONTROLS)

# %% [markdown]
# ### Exercise 14 · `wave_from_units` · ●●● · 15 min
#
# **The challenge.** Build the organ's voice yourself, for any wave. Write `wave_from_units(x, y)` that returns `W1, b1, W2, b2` of the net $\tanh(x\,W_1 + \mathbf b_1)\,W_2 + \mathbf b_2$.
#
# - `x`: shape (N,), places between 0 and 1; `y`: shape (N,), one period of a wave with up to seven harmonics
# - at most **20 hidden tanh units**: `W1` of shape (1, M), `b1` (M,), `W2` (M, 1), `b2` (1,)
# - the goal: what is wrong lies at least **30 dB** below the wave, so the mean of the squared error is at most a thousandth of the mean of $y^2$
#
# For example, with `x = np.array([0.25, 0.75])` and `y = np.array([1.0, -1.0])` one steep unit that falls in the middle is enough: `[[-50]]`, `[25]`, `[[1]]`, `[0]`.
#
# (Stairs of 20 units reach about 10 dB.) After the check you see how far you get with the vowel.
#
# <details><summary>Hint 1</summary>
#
# You choose the places and steepness of the hidden units. Which exercise finds the output weights?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A unit with weight `s` and bias `-s * c` climbs at `c`. Put the `c` at equal distances, and use the trick of `fit_output`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With steepness 1 all units are nearly alike, with 300 they are stairs again. Try 3, 10, 30 and print the error.
# </details>


# %% exercise="wave_from_units"
def wave_from_units(x, y):
    ### BEGIN SOLUTION
    places, steepness = np.linspace(0, 1, 20), 10.0
    H = np.tanh(steepness * (x[:, None] - places))
    w = np.linalg.lstsq(np.insert(H, 0, 1, axis=1), y, rcond=None)[0]
    return np.full((1, 20), steepness), -steepness * places, w[1:, None], w[:1]
    ### END SOLUTION


# %% check="wave_from_units"

# %% explained="wave_from_units"
# You choose the hidden units, and least squares does the rest, as in `fit_output`. So the question is where the units climb, and how fast. A wave has detail everywhere, so the places lie at equal distances, 0.053 apart.
#
# Now the steepness. A unit $\tanh(10\,(x - c))$ does most of its climb between $c - 0.1$ and $c + 0.1$. Its neighbours climb there too, so a smooth curve can be put together out of them. With 300 each climb is over before the next one begins, and you get stairs again, far from 30 dB. With 1 all units are nearly the same curve, and there is little to combine. In between there is plenty of room: 3, 5 and 15 work as well.
#
# `x[:, None] - places` has a row for every sample and a column for every unit. As in `bump`, the bias is minus the steepness *times* the place. Without the steepness there, the net that you return is not the one that you fitted, and nonsense comes out.

# %% [markdown]
# Play it to a friend: every sound in this canon comes from *your* twenty units.

# %%
x, vowel = unit_organ.period()
figure, text, canon = unit_organ.show(mine.wave_from_units(x, vowel), layers=1)
plots.show(figure, text)
canon

# %% [markdown]
# Or make a wave of your own, with `vowel = ...` in the cell above (200 numbers).
#
# ## Quiz
#
# ### Exercise 15 · `mlp_quiz` · ●●○ · 8 min
#
# Put a letter in the place of each `"?"`.
#
# **history** · In which order did these become known?
#
# - (a) back-propagation, the perceptron, deep belief nets
# - (b) the perceptron, deep belief nets, back-propagation
# - (c) the perceptron, back-propagation, deep belief nets
# - (d) deep belief nets, the perceptron, back-propagation
#
# **layers** · How many weight matrices does a net with two hidden layers have?
#
# - (a) 2
# - (b) 3
# - (c) 4
# - (d) 6
#
# **output** · A net should say by how many semitones a note is out of tune, from −2 to 2. Its output unit is
#
# - (a) linear
# - (b) a sigmoid
# - (c) a ReLU
# - (d) a softmax
#
# **encoding** · One of the inputs is the instrument: drum, flute or violin. How is it encoded?
#
# - (a) 1 for drum, 2 for flute, 3 for violin
# - (b) by the numbers of the letters in its name
# - (c) it cannot be an input
# - (d) with three inputs, of which one is 1 and the others are 0
#
# **shift** · A net has learnt words that begin at once. Now they begin a little later. What will happen?
#
# - (a) nothing, it knows the words
# - (b) it may fail: at another place other weights are used
# - (c) the biases make up for it
# - (d) only the output layer has to be trained again
#
# **terms** · How many AND terms does the parity of ten bits need, as an OR of terms?
#
# - (a) 10
# - (b) 27
# - (c) 512
# - (d) 1024
#
# **threshold** · Why are n threshold units in one hidden layer enough for parity?
#
# - (a) each can count the ones and compare with a number of its own
# - (b) AND and OR are no threshold units
# - (c) they are not enough
# - (d) they can be trained
#
# **deep** · Which reason for depth is a theorem?
#
# - (a) the brain has levels
# - (b) we think in steps
# - (c) a net with one hidden layer cannot approximate every continuous function
# - (d) for some functions a flat net needs exponentially many units
#
# <details><summary>Hint 1</summary>
#
# **layers**, **output** and **encoding** are in 3.2; **history** in 3.8; **shift** is in 3.11; **terms**, **threshold** and **deep** in 3.9.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **layers**, count the arrows between layers. For **deep**, two of the four are analogies, and one contradicts the theorem of 3.7.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **output**: which of these units can say −2, and 2, and anything between? For **terms**: half of all the corners are odd.
# </details>

# %% exercise="mlp_quiz"
mlp_quiz = {
    "history": "?",
    "layers": "?",
    "output": "?",
    "encoding": "?",
    "shift": "?",
    "terms": "?",
    "threshold": "?",
    "deep": "?",
}
### BEGIN SOLUTION
mlp_quiz = dict(zip(mlp_quiz, "cbadbcad", strict=True))
### END SOLUTION

# %% check="mlp_quiz"

# %% explained="mlp_quiz"
# **history** · The perceptron of 1958 set the weights of one layer only; back-propagation, widely known from 1986 on, told the units in the middle what to do, and the deep belief nets of 2006 were trained one layer at a time.
#
# **layers** · Weights lie *between* layers, and inputs, two hidden layers and outputs are four rows with three gaps.
#
# **output** · It must be able to say −2, 2 and anything between, but a sigmoid, a ReLU and a softmax never get below 0.
#
# **encoding** · With 1, 2, 3 the flute would lie half-way between drum and violin, so each instrument gets an input of its own.
#
# **shift** · It may fail, because a word that is late meets the weights of other inputs, and those have never learnt it.
#
# **terms** · A term that leaves a bit out would say yes to an even count as well, so each of the $2^9 = 512$ odd corners needs its own.
#
# **threshold** · Each can count the ones and compare with a number of its own, so together they know the count.
#
# **deep** · The brain and our thinking are analogies, and one hidden layer *can* come close to every continuous function; but that some functions take exponentially many units in a flat net has been proved.

# %% [markdown]
# ## What to remember
#
# - A layer is $H = g(X W + \mathbf b)$: weighted sums, then a bend. The output layer is linear; a sigmoid or softmax after it belongs to the loss.
# - Without bends every stack collapses into one layer. A bend lets inputs interact, and bends the space until a line is enough.
# - Two units make a bump, five a tower, and many follow any continuous function on a bounded region, edges included, if the bend is no polynomial. That does not say how many, with which weights, or what happens to new data.
# - Units in a layer add, layers multiply: depth can save exponentially many units, but not for every task.
# - A column of $W$ is a template; what the net knows lies in the pattern over all units.
#
# One picture holds it: on the left what goes in, on the right what the output unit sees.

# %%
plots.show(*playground.seen_inside(start=3))

# %%
what_you_predicted("u03")

# %%
mine.show("u03")

# %% [markdown]
# **Next:** you set weights by hand, at random, or by least squares for the last layer alone. To train *all* layers, one has to know how much each weight is to blame for the loss. Unit 4 draws the net as a graph and lets slopes run backwards through it.
#
# ## 3.13 For looking up
#
# ### All that one matrix can do
#
# Every matrix, even a *shear*, which makes a square lean, is a turn, $U$, then a stretching along the axes, $S$, then another turn, $V^\top$, perhaps with a mirror. This is its *singular value decomposition* (SVD), $W = U\,S\,V^\top$, and the numbers on the diagonal of $S$ are its singular values.

# %%
plots.show(*one_matrix.draw())

# %% [markdown]
# Straight lines stay straight, and what lay between two points still lies between them. So the snares stay in the middle.
#
# ### Exercise 16 · `stretch` · ●●● · 12 min
#
# Write `stretch(W)` that returns three numbers, `largest, smallest, angle`, for a layer of two inputs and two outputs.
#
# - `W`: shape (2, 2); a sample is a row vector $\mathbf x$, and becomes $\mathbf x W$
# - `largest`, `smallest`: by how much the length of $\mathbf x$ is multiplied, at most and at least
# - `angle`: the direction of the $\mathbf x$ that is stretched most, *before* it goes through `W`, in degrees from 0 up to 180, counted from the $x_1$-axis
#   counter-clockwise
#
# For example, `W = np.array([[0.0, 1.0], [3.0, 0.0]])` gives 3, 1 and 90: what points up becomes three times as long.
#
# <details><summary>Hint 1</summary>
#
# Turns change no length, so only one of the three factors can stretch.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `U, sizes, Vt = np.linalg.svd(W)`. In $\mathbf x\,U\,S\,V^\top$, which $\mathbf x$ does $U$ turn onto the first axis?
# </details>
#
# <details><summary>Hint 3</summary>
#
# It is the first column of `U`. `np.degrees(np.arctan2(y, x)) % 180` is the angle of the vector (x, y).
# </details>


# %% exercise="stretch"
def stretch(W):
    ### BEGIN SOLUTION
    U, sizes, _ = np.linalg.svd(W)
    return sizes[0], sizes[1], np.degrees(np.arctan2(U[1, 0], U[0, 0])) % 180
    ### END SOLUTION


# %% check="stretch"

# %% explained="stretch"
# Write $\mathbf x W = \mathbf x\,U\,S\,V^\top$. The two turns change no length, so all the stretching is done by $S$, and its two numbers are the answer; `svd` returns them with the largest first.
#
# Which $\mathbf x$ gets the largest? The one that lies on the first axis when it arrives at $S$, so $\mathbf x\,U$ must be $(1, 0)$. The numbers in $\mathbf x\,U$ are the inner products of $\mathbf x$ with the columns of $U$, and these columns have length 1 and are at right angles. So it is the first *column* of $U$, because its product with itself is 1, and with the other column 0. The first row of $V^\top$ tempts as well, but that is where the arrow points *afterwards*. In the example $(0, 1)$ goes in and $(3, 0)$ comes out.
#
# `arctan2` wants $y$ before $x$. And an arrow and its opposite are stretched alike, so `svd` may return either; `% 180` makes both the same angle.

# %% [markdown]
# *Your* `stretch`, for the matrix of the picture:

# %%
print(np.round(mine.stretch(one_matrix.matrix()), 2))

# %% [markdown]
# ### A box of bends
#
# In a deep net, all that is learnt has to come back through every bend on the way. A ReLU that is below 0 for all samples lets nothing through, so it cannot learn its way back.
#
# Two relatives let a little through: the **leaky ReLU**, $\max(0.1\,z, z)$, and the **ELU** (*exponential linear unit*), which is $z$ above 0 and $e^z - 1$ below, so it levels out at −1. Here they are with the others, and beneath each its slope:

# %%
plots.show(*bends.draw())

# %% [markdown]
# The lower row is what learning feels, because unit 5 will multiply one such slope for each layer. The sigmoid is never steeper than ¼, so a stack of them lets little through. ReLU and leaky ReLU have a corner at 0, where the slope *jumps*; the slope of ELU is 1 from both sides.
#
# ### Safe to compute
#
# Two things can go wrong:
#
# - **Too large.** $e^{1000}$ is *infinite* in floating point, and ∞/∞ is not a number. So take the exponential only of a number that is at most 0, such as $-|z|$.
# - **Too small.** $1 + e^{-40}$ is rounded to 1, so its logarithm is 0, and the *softplus*, $\ln(1 + e^z)$, is lost. So use `np.log1p(t)`, which is $\ln(1 + t)$, exact also for the tiniest $t$.

# %%
plots.show(*float_ruler.draw())

# %% [markdown]
# ### Exercise 17 · `smooth_units` · ●●○ · 12 min
#
# Write `smooth_units(z)` that returns three arrays, `sigmoid, tanh, softplus`, each of the shape of `z`.
#
# - `z`: array of any shape; its values may be as far out as ±1000
# - no result may be infinite or NaN (a warning on the way costs nothing), and softplus must be right to four digits even where it is tiny
#
# For example, `z = np.array([0.0, 1000.0])` gives `[0.5, 1]`, `[0, 1]` and `[0.6931, 1000]`.
#
# <details><summary>Hint 1</summary>
#
# `small = np.exp(-np.abs(z))` never overflows. Write all three with it. (`np.tanh` exists, and is safe.)
# </details>
#
# <details><summary>Hint 2</summary>
#
# The sigmoid is `1 / (1 + small)` where z is positive; elsewhere multiply above and below by $e^z$. `np.where` chooses.
# </details>
#
# <details><summary>Hint 3</summary>
#
# $\ln(1 + e^z) = \max(z, 0) + \ln(1 + e^{-|z|})$, for positive and for negative $z$.
# </details>


# %% exercise="smooth_units"
def smooth_units(z):
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    sigmoid = np.where(z >= 0, 1, small) / (1 + small)
    return sigmoid, np.tanh(z), np.maximum(z, 0) + np.log1p(small)
    ### END SOLUTION


# %% check="smooth_units"

# %% explained="smooth_units"
# Sigmoid and softplus are written with `small`, $e^{-|z|}$, because its exponent is never above 0, so it cannot overflow. `np.tanh` is safe by itself.
#
# For $z \ge 0$ `small` is $e^{-z}$, and the sigmoid is $1/(1 + \text{small})$ as it stands. For $z < 0$ multiply $1/(1 + e^{-z})$ above and below by $e^z$: that gives $e^z/(e^z + 1)$, and now $e^z$ is `small`. The denominator is the same both times, so `np.where` only has to choose the numerator.
#
# For softplus with $z > 0$, take $e^z$ out of the logarithm: $\ln(1 + e^z) = \ln\bigl(e^z\,(e^{-z} + 1)\bigr) = z + \ln(1 + e^{-z})$. For $z < 0$ nothing stands in front, so `np.maximum(z, 0)` serves both. If you add $z$ itself, softplus goes below 0 on the left, where it must be nearly 0. `log1p` is needed far below 0: at −40 `small` is about $4 \cdot 10^{-18}$, and $1 + \text{small}$ is rounded to 1. (`np.logaddexp(0, z)` is the same softplus.)

# %% [markdown]
# ### Slopes without new sums
#
# The slope of the sigmoid can be written with the sigmoid itself:
#
# $$\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \sigma(z)\,(1 - \sigma(z)).$$
#
# That is handy, because the net has computed $\sigma(z)$ already. And softplus is the function whose slope is the sigmoid.
#
# ### Exercise 18 · `smooth_slopes` · ●●○ · 10 min
#
# Write `smooth_slopes(z)` that returns three arrays, the slopes of sigmoid, tanh and softplus at `z`.
#
# - `z`: shape (n,), with values up to ±1000; each of the three has the same shape
#
# For example, at `z = np.array([0.0])` the slopes are 0.25, 1 and 0.5.
#
# <details><summary>Hint 1</summary>
#
# Use the *values* that your `smooth_units` returns, which are safe already.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope of $2\sigma(2z) - 1$ is $4\,\sigma(2z)(1 - \sigma(2z))$. Put $\sigma(2z) = (1 + \tanh z)/2$ into that.
# </details>
#
# <details><summary>Hint 3</summary>
#
# It is $1 - \tanh^2 z$. And the slope of softplus needs no computing at all.
# </details>


# %% exercise="smooth_slopes"
def smooth_slopes(z):
    ### BEGIN SOLUTION
    sigmoid, tanh, _ = smooth_units(z)
    return sigmoid * (1 - sigmoid), 1 - tanh**2, sigmoid
    ### END SOLUTION


# %% check="smooth_slopes"

# %% explained="smooth_slopes"
# No slope needs a new exponential, because each can be written with values that `smooth_units` has made safe.
#
# The step to do by hand is tanh. It is $2\sigma(2z) - 1$, so its slope is $4\,\sigma(2z)\,(1 - \sigma(2z))$: one 2 stands in front, and the other comes because $2z$ runs twice as fast as $z$. With $t = \tanh z$ we have $\sigma(2z) = (1 + t)/2$ and $1 - \sigma(2z) = (1 - t)/2$, so the slope is $4 \cdot \frac{1 + t}{2} \cdot \frac{1 - t}{2} = 1 - t^2$. If you forget the square, you do not see it at 0, where both are 1. But at $z = 1$ the slope is 0.42, and without the square it would be 0.24.
#
# The slope of softplus is the sigmoid itself, so `sigmoid` is simply returned again. At ±1000 the sigmoid is 0 or 1, and its slope 0, whereas $e^{-z}/(1 + e^{-z})^2$ would be ∞/∞ at −1000.

# %% [markdown]
# What do ten layers of the steepest slope let through? *Your* `smooth_slopes`:

# %%
for name, slope in zip(("sigmoid", "tanh"), mine.smooth_slopes(np.zeros(1)), strict=False):
    print(f"{name}: one layer {slope[0]:.2f}, ten layers {slope[0] ** 10:.6f}")

# %% [markdown]
# At a corner one has to agree: **at $z = 0$ the slope of the side $z < 0$ counts**, as in PyTorch.
#
# ### Exercise 19 · `bent_units` · ●●○ · 10 min
#
# Write `bent_units(z)` that returns `values, slopes`: each three arrays in the order ReLU, leaky ReLU (0.1), ELU.
#
# - `z`: array of shape (n,), with values up to ±1000 and exact zeros
#
# For example, `z = np.array([-1.0, 0.0, 2.0])` has the values `[0, 0, 2]`, `[-0.1, 0, 2]`, `[-0.632, 0, 2]` and the slopes `[0, 0, 1]`,
# `[0.1, 0.1, 1]`, `[0.368, 1, 1]`.
#
# <details><summary>Hint 1</summary>
#
# `np.where(z > 0, above, below)` for each of the six.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Both branches are computed everywhere, so keep `np.exp` away from 1000: `np.minimum(z, 0)`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `e = np.exp(np.minimum(z, 0))`, ELU is `np.where(z > 0, z, e - 1)`. Its slope below 0 is the slope of $e^z - 1$.
# </details>


# %% exercise="bent_units"
def bent_units(z):
    ### BEGIN SOLUTION
    below = np.exp(np.minimum(z, 0))
    values = np.maximum(z, 0), np.where(z > 0, z, 0.1 * z), np.where(z > 0, z, below - 1)
    slopes = np.where(z > 0, 1, 0), np.where(z > 0, 1, 0.1), np.where(z > 0, 1, below)
    return values, slopes
    ### END SOLUTION


# %% check="bent_units"

# %% explained="bent_units"
# Each bend is one rule above 0 and another below, so `np.where(z > 0, above, below)` does all six (`np.maximum(z, 0)` is the same for ReLU). It is `>` and not `>=`, because at 0 the side $z < 0$ counts; the difference shows only where a value is exactly 0.
#
# `np.where` works out both branches for all values and then chooses. So $e^z$ would be computed at 1000 too, and is infinite there. `np.minimum(z, 0)` prevents that: above 0 the exponential is $e^0 = 1$, and is not chosen anyway. With a mask, `(z <= 0) * np.exp(z)`, the answer really breaks, because $0 \cdot \infty$ is not a number.
#
# Below 0 ELU is $e^z - 1$, and its slope is $e^z$: the −1 moves the curve down and does not tilt it. At 0 that gives 1, the same as above, which is why ELU has no corner.

# %% [markdown]
# The tone of 3.4 through *your* `smooth_units` and `bent_units`: which is the sharpest, and which the roundest?

# %%
names = ("sigmoid", "tanh", "softplus", "ReLU", "leaky ReLU", "ELU")
tone = waveshaper.tone()
bent = [*mine.smooth_units(tone), *mine.bent_units(tone)[0]]
audio.play_row(waveshaper.equally_loud(names, bent), waveshaper.SR)

# %% [markdown]
# Two more bends have weights of their own. **PReLU** is a leaky ReLU whose slope below 0 is learnt, here one for all units of the layer.
#
# A **maxout** unit has $k$ weighted sums, its *pieces*, and says the largest of them. So it draws its own bend out of straight pieces:

# %%
plots.show(*maxout.draw())

# %% [markdown]
# With the pieces $0.1\,z$ and $z$ it is a leaky ReLU.
#
# ### Exercise 20 · `describe` · ●●○ · 10 min
#
# Write `describe(n_inputs, spec)` that returns two lists, `widths, parameters`, with one number for each item of `spec`.
#
# - `n_inputs`: how many inputs the net has
# - `spec`: list of pairs `(kind, number)`: `("linear", M)` has M outputs; `("maxout", k)` makes one output of each k inputs; `("prelu", 0)` has one
#   slope, shared by all units; `("relu", 0)`, `("sigmoid", 0)` and all others have nothing to learn and keep the width
# - `widths`: how many numbers a sample has after that item; `parameters`: how many the item learns
#
# For example, `describe(3, [("linear", 8), ("maxout", 4), ("prelu", 0)])` gives `[8, 2, 2]` and `[32, 0, 1]`.
#
# <details><summary>Hint 1</summary>
#
# Keep the current width in a variable.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Only two kinds change the width, and only two kinds have something to learn.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For `"linear"` the parameters are `(width + 1) * number`, and then `width = number`. For `"maxout"` it is `width = width // number`.
# </details>


# %% exercise="describe"
def describe(n_inputs, spec):
    ### BEGIN SOLUTION
    widths, parameters, width = [], [], n_inputs
    for kind, number in spec:
        count = 1 if kind == "prelu" else 0
        if kind == "linear":
            count, width = (width + 1) * number, number
        elif kind == "maxout":
            width = width // number
        widths.append(width)
        parameters.append(count)
    return widths, parameters
    ### END SOLUTION


# %% check="describe"

# %% explained="describe"
# Each item needs to know only how many numbers come in, so one variable, `width`, is carried along. Most items learn nothing and keep the width. Only three do more: a linear layer learns and sets a new width, maxout divides the width, and PReLU learns its one slope.
#
# For a linear layer the weights are counted with the *old* width, since each unit has a weight for every number that comes in, and a bias. In `count, width = (width + 1) * number, number` Python works out the right-hand side before it changes anything; on two lines the count would have to come first. In the example 3 numbers go to 8 units, $(3 + 1) \cdot 8 = 32$.
#
# `//` divides and leaves a whole number: maxout makes $8/4 = 2$ out of 8. The 0 that stands beside `relu` is no width, and has to be ignored.

# %%
print(mine.describe(48, [("linear", 64), ("relu", 0), ("linear", 10)]))  # yours, for 3.11

# %% [markdown]
# ### All that had to be chosen
#
# <details><summary>Seven choices, and those of 3.11</summary>
#
# |you choose|3.11 chose|
# |---|---|
# |the function|from a word to a digit|
# |the encoding of inputs and outputs|48 levels, ten scores|
# |the hidden layers|one of 64 units|
# |the connections|fully connected|
# |the bends|ReLU|
# |the loss and the descent|cross entropy, Adam|
# |a regulariser, against learning by heart|none (unit 6)|
#
# A net like that of 3.11 takes anything that can be written as numbers, tolerates some noise in its training data (unit 6), and answers fast, because it is two matrix products.
# </details>

# %% [markdown]
# **Sources.** B. Pardo, *Deep learning and audio* (P19, P22–P26); Z. Duan, *Deep learning for audio* (D12, D14, D20, D23–D33); J. Nam, *Introduction to deep learning* (J08, J12, J13, J16–J20, J40); M. Grachten, *A very brief overview of deep
# learning* (G02); H. Mohammadi, *Deep learning: a hands-on introduction* (M11, M16–M19, M23). K. Hornik et al., *Neural Networks* 2, 1989. G. Cybenko, *Math. Control Signals Systems* 2, 1989. J. Håstad, *STOC* 1986. M. Leshno et al., *Neural Networks* 6, 1993. M. Telgarsky,
# *COLT* 2016. M. Belkin et al., *PNAS* 116, 2019. M. Nielsen, *Neural Networks and Deep Learning*, 2015, chapter 4 (the tower). K. He et al., *ICCV* 2015 (PReLU). I. Goodfellow et al., *ICML* 2013 (maxout). C. Olah, "Neural networks, manifolds, and topology", 2014. Recordings: Free Spoken
# Digit Dataset (CC BY-SA 4.0).
