# %% [markdown]
# # 5 · Back-propagation
#
# A network hears *five* and says *zero*. Something in it is wrong, but it has more than a thousand weights, and each of them had a hand in that answer. Which of them is to blame, and how much? You could ask them one by one, and be at it all day.
# Or you could do what this unit is about: take the error at the end, and let it travel backwards through the layers, so that on a single trip it finds out the share of every weight. You write every step of that trip yourself, and what you have written then learns to tell ten words apart.
#
# **You will be able to** derive and program the gradient of any stack of layers, check it with the tool of unit 4, train a network with nothing but NumPy, and
# say why very deep sigmoid networks used to fail.
#
# **You will hear** what a blank network makes of six words, a loss that falls, a gradient that dies out on its way back, and the same six words once the network has learnt.
#
# Time: about 3¾ hours, in two sittings: 5.1 and 5.2 are the first. Before: [unit 4](../u04_graphs/graphs.ipynb) for the chain rule.
# The mathematics you need is that rule and the product of two matrices (row times column, [unit 3](../u03_mlp/mlp.ipynb)); 5.2 draws both with numbers.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import mine, plots
from dlaudio.check import check
from dlaudio.networks import deep_stack, ten_digits, ten_steps
from dlaudio.networks.perceptron import train as train_perceptron
from dlaudio.plots.drawings import (
    bends,
    boolean_tables,
    hidden_corners,
    layer_matrices,
    net_numbers,
    two_pulls,
    two_ways,
    weight_paths,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import backward_flow, xor_learning
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 5.1 Who is to blame?
#
# Here is a network with 48 inputs, 32 hidden units and 10 outputs, one for each digit. Its 1,898 weights and biases are random, because nobody has taught it anything. Here are
# six words, and what it takes them for.

# %%
ears = ten_digits.by_ear()
ears.play()

# %% [markdown]
# It guesses, and one time in ten it is right. Before you help it, three questions from earlier units.

# %% recall="from_units_1_to_3"
# 1. Why must a network have a bend, such as a sigmoid, between two linear layers?
#
# - (a) Without it the numbers would grow without end.
#   wrong: They might, but that depends on the weights and not on the bend.
# - (b) Without it the two layers are one linear layer in disguise.
#   right: $(X W_1) W_2 = X (W_1 W_2)$, and one linear layer cannot do XOR.
# - (c) Without it no gradient could be computed.
#   wrong: A linear layer has a gradient, the simplest of all.
#
# 2. What do you do with the gradient in one step of gradient descent?
#
# - (a) Subtract a small multiple of it from the weights.
#   right: The gradient points uphill and we want to go down: $w \leftarrow w - \text{lr}\, \nabla \ell$.
# - (b) Put it in the place of the weights.
#   wrong: It is a direction, and not a place.
# - (c) Add a small multiple of it to the weights.
#   wrong: That climbs, because the gradient points uphill.
#
# 3. In unit 1 a network did XOR. How did its weights come about?
#
# - (a) The perceptron rule found them.
#   wrong: The rule knows what to do with an output unit; nobody tells it what a hidden unit should have said.
# - (b) They were put in by hand.
#   right: Nothing that we had then could learn them; your nodes of unit 4 could.

# %% [markdown]
# Suppose that you are allowed to change one of the network's 1,898 numbers. Which one do you take, and do you make it larger or smaller? Unit 4 has the answer, has it not? One sweep backwards tells it of all of them, and your nodes can make that sweep. But what does it cost?

# %%
ears.price(mine.softmax_top, mine.step7_layer)

# %% [markdown]
# A single word takes more than 5,000 nodes. All 900 words would take ten seconds or more, for *one* step of learning. The second line is what you write in this unit. The sweep is the same; but it goes a whole layer at a time, and so the question is: *what must each layer hand to the one below?*
#
# First let us see what a single weight does. Below, one near the input grows by 0.1. (The hidden units are tanh here.) Follow the red lines: the first unit moves a little; but three units listen to it, so they all move; and through them
# both units of the next layer do, and in the end the output.

# %%
plots.show(*weight_paths.draw(0.1))

# %% [markdown]
# So the change takes six paths, and each of them brings one product: the slopes of its pieces, multiplied. The six products add up to the slope, and slope times change is nearly
# what the output really does (nearly, because a slope is exact only for tiny changes). That is the rule of unit 4: along a path slopes multiply, and paths add up. You know its danger, too. How large is it here?

# %% predict="count_the_paths"
# A network has four hidden layers of 100 units each. Through how many paths does one weight of its first layer act on a single output?
#
# - (a) 400
#   wrong: That is the number of hidden units. A path chooses one unit in every layer, so the numbers multiply.
# - (b) 30,000
#   wrong: That is about how many weights there are between the hidden layers. Each of them is shared by very many paths.
# - (c) 1,000,000
#   right: The weight feeds one unit of the first layer; then there are 100 · 100 · 100 ways through the other three.

# %% [markdown]
# A million products for one weight. You know the way out: begin at the end, and use each line once. The six paths of the drawing reach the output by two lines only, so each of these stands in three of the products. **Back-propagation is the chain rule, sorted so that nothing is computed twice.** In a network the sorting is easy, because units come in layers: all of a layer have their turn together.
#
# Here it is at work on one sample. Move the slider from 0 to 10. A line is as wide as its weight. Up to step 2 the values come in, in blue. From step 3 on the blame goes back, and
# the more a change of its weight would change the loss, the redder a line turns.

# %%
demo(backward_flow.draw, title=backward_flow.TITLE, controls=backward_flow.CONTROLS)

# %% [markdown]
# Stop at step 8 and compare: the wide lines are not always the red ones. A large weight is not guilty just because it is large. It is to blame if much comes in through it *and* much blame comes back to where it ends; one of the two is not enough.
# And something else should make you a little uneasy. The red is palest on the left, farthest from the loss. Keep it in mind; in 5.5 it turns out to be what stopped this whole field for years.
#
# ## 5.2 The ten steps
#
# What is it, then, that a layer hands to the one below, and what does that one do with it? Nobody believes the answer before having done it once on paper, so here is a network small enough for that: two inputs, two sigmoid units, one output and no biases. Above are the values, from left to right; below is the slope of the loss in each
# of them, from right to left.

# %%
plots.show(*net_numbers.draw())

# %% [markdown]
# Take a pencil and follow the lower half from the right. The guess is 0.607 and should be 1, so a larger guess would lower the loss: its slope is $2\,(0.607 - 1) = -0.786$.
# Where did the guess come from? From $h_1$, for one, through a weight of 1. If that *weight* grows, the guess grows $h_1 = 0.881$ times as fast, so the weight's slope is $0.881 \cdot (-0.786) = -0.692$. If $h_1$ itself grows, the guess grows with it, once the weight; so $dh_1 = 1 \cdot (-0.786)$.
# And $h_1$ came out of a sigmoid, which passes on only $h_1 (1 - h_1) = 0.105$ of any change: $dz_1 = -0.082$. Now you stand where you stood before, only one layer further down, and the same comes again. A hundred layers would need nothing new, because there are only three moves: *through the loss, through a weight, through a bend.*

# %% predict="sure_unit"
# Suppose that $h_1$ were 0.999 instead of 0.881, and all else the same. What happens to the slopes of the two weights that lead *into* $h_1$?
#
# - (a) They nearly vanish.
#   right: $h_1 (1 - h_1)$ is then 0.001 instead of 0.105. A unit that is sure of itself hardly learns, right or wrong.
# - (b) They grow by a few per cent, as $h_1$ does.
#   wrong: The weight *out of* $h_1$ gets a slope that is larger by so much. Into it the blame must pass the sigmoid.
# - (c) They stay, since neither their inputs nor $dh_1$ changed.
#   wrong: Between $dh_1$ and these weights stands the sigmoid, and its slope is now almost 0.

# %% [markdown]
# So much for paper. A real network has many samples, many units and many layers, but the three moves stay the same; they only become matrices, because a computer likes to do many small products at once. We take ten steps, numbered as in a lecture by Juhan Nam: two to get a guess, five to send its error back, and three that turn slopes into learning. Rows are samples:
# N of them, each with D inputs. A network is a list of pairs `(W, b)`, one for each layer. Every hidden layer is
#
# $$Z = H_{\text{below}} W + b, \qquad H = \sigma(Z) = \frac1{1 + e^{-Z}},$$
#
# and the last layer is linear: $\hat y = H W + b$. We write $dH$ for $\partial\,\text{loss} / \partial H$, the slopes of the loss in all numbers of $H$; it
# has the shape of $H$. The same goes for $dW$, $db$ and $dZ$.
#
# ### Step 1 · Start at random
#
# Before there is an error to send back there must be a guess, and before a guess there must be weights. Why at random, though? Would it not be tidier to begin with the same number everywhere, and let the data do the rest?

# %% predict="equal_start"
# All weights of a network start at 0.5. We train it for 1,000 steps. What do the units of its hidden layer look like?
#
# - (a) All different, as the data sort them out.
#   wrong: The data cannot, because they treat all these units in the same way.
# - (b) They are all 0.
#   wrong: The weights do move. But they move together.
# - (c) All still alike: the layer is worth one unit.
#   right: The same weights in and out mean the same value and the same slope, so the same step, for ever.

# %% [markdown]
# So chance has to tell the units apart, because the data cannot. But how much chance? A sum of $D$ random terms grows like $\sqrt D$, so with 100 inputs it is about ten times as large as each of its terms; and you have just seen what becomes of a sigmoid that is sure of itself. Here are 2,000
# sigmoids with 100 inputs each, once with weights of size 1 and once with weights of size 1/10.

# %% collapsed
draws = np.random.default_rng(0).normal(size=(2, 2000, 100))
fig, axes = plt.subplots(1, 2, figsize=(8, 2.6), layout="constrained", sharey=True)
for ax, size in zip(axes, (1, 0.1), strict=True):
    sums = (draws[0] * draws[1] * size).sum(axis=1)
    ax.hist(1 / (1 + np.exp(-sums)), bins=np.linspace(0, 1, 21), color=plots.OKABE_ITO["blue"])
    ax.set(xlabel="what the sigmoid gives", title=f"weights of size {size}")
axes[0].set(ylabel="units")
plots.show(
    fig,
    "With weights of size 1 nearly all sigmoids give almost 0 or almost 1; with weights of size "
    "1/10 most give something in the middle.",
)

# %% [markdown]
# On the left nearly all units have made up their minds before they have heard a single word. Their slopes are nearly 0, so they will hardly be talked out of it. On the right they are undecided, as beginners should be, and so they can learn.
#
# ### Exercise 1 · `step1_start` · ●○○ · 8 min
#
# Write `step1_start(sizes, rng)` that returns the list of pairs `(W, b)`.
#
# - `sizes`: the numbers of units, inputs first; `rng`: a `np.random.Generator`
# - for a layer with D inputs and M outputs, `W` is drawn with `rng.normal` and scaled so that a sum of D terms of size 1 keeps about the size 1; `b` is `np.zeros(M)`; draw the first
#   layer first
#
# For example, `sizes = [3, 4, 2]` gives two pairs, with the shapes (3, 4), (4,) and (4, 2), (2,).
#
# <details><summary>Hint 1</summary>
#
# How many layers do three sizes make, and which two sizes does each of them join?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `zip(sizes, sizes[1:])` gives the pairs (D, M). A sum that grows like $\sqrt D$ is tamed by dividing by it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For each (D, M) the pair is `rng.normal(size=(D, M)) / np.sqrt(D)` and `np.zeros(M)`.
# </details>


# %% exercise="step1_start"
def step1_start(sizes, rng):
    ### BEGIN SOLUTION
    return [(rng.normal(size=(d, m)) / np.sqrt(d), np.zeros(m)) for d, m in zip(sizes, sizes[1:])]
    ### END SOLUTION


# %% check="step1_start"

# %% explained="step1_start"
# A unit adds up $D$ products, each of an input and a weight. How large is the sum? If you square it and take the mean, the mixed terms cancel, because their signs differ at random, and what is left is $D$ times the mean square of one product. If the inputs have size 1 and the weights size $s$, that is $D s^2$, and so it is 1 if $s = 1/\sqrt D$. `rng.normal` draws with size 1, so we divide by `np.sqrt(d)`.
#
# `zip(sizes, sizes[1:])` lays the list beside itself, shifted by one: 3 with 4, then 4 with 2. The biases may be zero, since the weights already tell the units apart.
#
# If you divide by $D$ instead, the sums of 100 inputs come out ten times too small.

# %% [markdown]
# ### Step 2 · Forwards, and keep everything
#
# Now a word can go in, and a guess comes out. But look once more at what you did on paper: each slope was made of a value that had been met on the way *forwards*, $h_1$ for its weight and $h_1 (1 - h_1)$ for its bend. Had we thrown these away, we would be stuck. So whoever wants to come back must keep what each layer received and gave, like a walker who marks the trees.
#
# ### Exercise 2 · `step2_forward` · ●○○ · 8 min
#
# Write `step2_forward(X, weights)` that returns the list `[X, H1, H2, ..., y_hat]`: the input, and the output of every layer. Hidden layers are
# sigmoid, the last is linear.
#
# - `X`: shape (N, D); `weights`: the list of pairs `(W, b)`
#
# For example, a network of one layer has no hidden one: the list is `[X, X @ W + b]`.
#
# <details><summary>Hint 1</summary>
#
# What a layer receives is what the layer before it gave: the last entry of your list so far.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Start with `H = [X]`, loop over `weights[:-1]` with a sigmoid, and treat the last pair by itself, without one.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop: `H.append(1 / (1 + np.exp(-(H[-1] @ W + b))))`. At the end `W, b = weights[-1]` and one more entry, `H[-1] @ W + b`.
# </details>


# %% exercise="step2_forward"
def step2_forward(X, weights):
    ### BEGIN SOLUTION
    H = [X]
    for W, b in weights[:-1]:
        H.append(1 / (1 + np.exp(-(H[-1] @ W + b))))
    W, b = weights[-1]
    return [*H, H[-1] @ W + b]
    ### END SOLUTION


# %% check="step2_forward"

# %% explained="step2_forward"
# Each layer works on what the one before it gave, and that is always the last entry of the list so far, so `H[-1]` is all that the loop needs. The last pair stands outside of the loop, because it has no sigmoid: a sigmoid could never say 2 or −3, and a guess may have to. With a single layer `weights[:-1]` is empty, so the loop does nothing, and what remains is right.
#
# We keep `H` and not the sums that go into the sigmoids, because step 4 can make the slope of a sigmoid from its output alone. And `X` belongs in the list, because the slopes of the first weights are made of what came in. If all your outputs lie between 0 and 1, the last layer has got a sigmoid.

# %% [markdown]
# ### Step 3 · The loss, and the top layer
#
# At the far end we turn round. All blame begins with how wrong the guess is, so the first thing to write down is what "wrong" costs. Here it is the squared error, added up over the outputs and averaged over the N rows:
#
# $$\ell = \frac1N \sum_i \lVert \hat y_i - y_i \rVert^2, \qquad \hat y = H W + b.$$
#
# On paper there was one sample, and each weight had one product. What changes when there are several samples at once? Here is a linear layer with two rows of three numbers. Above is the way forwards, beneath each matrix its slope. What comes back from the right is the slope in the layer's output. The lit cell of $dW$ is worked out in the last line:
# the weight from input 0 to output 1 acts in *every row*, so it is to blame in every row, and there is one term for each.

# %%
plots.show(*layer_matrices.draw("dW"))

# %% [markdown]
# And a number of $H$? It belongs to one row only, so the other rows are none of its business; but in its row it acts on *every output*. So the lit cell of $dH$ has one term for each output.

# %%
plots.show(*layer_matrices.draw("dH", 0, 2))

# %% [markdown]
# You need not learn a formula, then. For anything whose slope you want, ask *where does it act?*, and write a term for each place.
#
# - The weight $w_{jk}$ acts in every row $i$, on output $k$, and there its factor is $h_{ij}$: $dw_{jk} = \sum_i h_{ij}\, d\hat y_{ik}$.
# - The bias $b_k$ acts in the same places, with the factor 1.
# - The number $h_{ij}$ acts in row $i$ only, on every output $k$, with the factor $w_{jk}$: $dh_{ij} = \sum_k d\hat y_{ik}\, w_{jk}$.
#
# A sum over a shared index is a product of two matrices. Of which, and in which order? The shapes will tell you. One piece is missing, and it is left to you as well: $d\hat y$, the slope of $\ell$ in one number of $\hat y$.
#
# ### Exercise 3 · `step3_top` · ●●○ · 15 min
#
# Write `step3_top(y, H, W, b)` that returns `loss, dW, db, dH`.
#
# - `y`: shape (N, M), what is wanted; `H`: (N, D), the output of the last hidden layer; `W`: (D, M); `b`: (M,)
#
# For example, with `H = [[1.]]`, `W = [[2.]]`, `b = [0.]`, `y = [[1.]]`: $\hat y$ = 2, the loss is 1, and `dW`, `db`, `dH` are 2, 2 and 4.
#
# <details><summary>Hint 1</summary>
#
# Start with $d\hat y$. A number of $\hat y$ stands in one square only. What is the slope of that square, and by what is the sum of squares divided?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $d\hat y = \tfrac2N (\hat y - y)$, with the number of *rows*. If you are not sure on which side a factor belongs, look at the shapes: only one order fits.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `dy = 2 * (H @ W + b - y) / len(y)` it is `H.T @ dy`, `dy.sum(axis=0)` and `dy @ W.T`; the loss is the sum of the squared errors over `len(y)`.
# </details>


# %% exercise="step3_top"
def step3_top(y, H, W, b):
    ### BEGIN SOLUTION
    error = H @ W + b - y
    dy = 2 * error / len(y)
    return (error**2).sum() / len(y), H.T @ dy, dy.sum(axis=0), dy @ W.T
    ### END SOLUTION


# %% check="step3_top"

# %% explained="step3_top"
# Ask of each number where it acts. One $\hat y_{ik}$ stands in a single square, so its slope is $\tfrac2N(\hat y_{ik} - y_{ik})$. That is `dy`, in the example 2, and everything else is made of it. The weight $w_{jk}$ acts in every row, so its slope is a sum over the rows $i$. But a matrix product adds up along the rows of its left factor, so `H` has to be turned on its side first: `H.T @ dy`. The slope of $h_{ij}$ is a sum over the outputs $k$. These lie along the rows of `dy` already, so here it is `W` that is turned: `dy @ W.T`.
#
# The $1/N$ is in `dy` already, so `db` adds up and takes no mean. `(error**2).mean()` would divide by the number of outputs as well, but the example cannot show that, since it has only one.

# %% predict="rows_twice"
# We write every sample into the table twice, so N doubles. What happens to $dW$ of the top layer?
#
# - (a) It doubles, as there are twice as many terms in the sum.
#   wrong: There are; but each of them is divided by the new N, which is twice as large.
# - (b) It stays as it is.
#   right: The loss is a mean over rows, so its slope is one too. A learning rate then means the same for 10 rows and for 10,000.
# - (c) It is halved.
#   wrong: Each term is; but there are twice as many of them.

# %% [markdown]
# See whether it is so. Here is the slope that `step3_top` gives for the first weight, with every row once and with every row twice.

# %%
y2, H2, W2 = np.array([[1.0], [0.0]]), np.array([[0.2, 0.9], [0.7, 0.4]]), np.ones((2, 1))
for times in (1, 2):
    print(mine.step3_top(np.tile(y2, (times, 1)), np.tile(H2, (times, 1)), W2, np.zeros(1))[1][0])

# %% [markdown]
# ### Step 4 · Back through the sigmoid
#
# The blame has come down to $H$, and $H$ came out of a sigmoid. Where does an input of the sigmoid act? On one number only, its own. So this move is the simplest of the three: each number of $dH$ is multiplied by one slope. Differentiated as it stands, that slope is $e^{-z} / (1 + e^{-z})^2$, for which one would have to keep $z$ as well. But there is a shorter way to write it that needs nothing but $H$, which step 2 has kept. In the picture
# the two curves lie on each other.

# %% collapsed
z = np.linspace(-6, 6, 121)
s = 1 / (1 + np.exp(-z))
ax = plots.curve(s, x=z, xlabel="z", ylabel="value", label="sigmoid")
plots.curve(s**2 * np.exp(-z), x=z, xlabel="z", ylabel="value", label="slope, from z", ax=ax)
plots.curve(s * (1 - s), x=z, xlabel="z", ylabel="value", label="slope, from H alone", ax=ax)
plots.show(
    ax,
    "The sigmoid rises from 0 to 1. Its slope is a hill of height 1/4; both formulas lie on each "
    "other.",
)

# %% [markdown]
# Read the hill: it is highest in the middle, where the sigmoid is 0.5, and even there it is only 1/4. So at least three quarters of the blame are lost at every sigmoid. That is the second hint of what awaits us in 5.5.
#
# ### Exercise 4 · `step4_sigmoid` · ●○○ · 5 min
#
# Write `step4_sigmoid(dH, H)` that returns `dZ`, all of shape (N, M). `H` is the *output* of the sigmoid.
#
# For example, `dH = 2` at `H = 0.5` gives `dZ = 0.5`.
#
# <details><summary>Hint 1</summary>
#
# The worked example of 5.2 has it twice, in the lines between its two layers.
# </details>
#
# <details><summary>Hint 2</summary>
#
# $1/(1 + e^{-z})$ is $H$. What is $e^{-z}/(1 + e^{-z})$? Add it to $H$ and look.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The slope is $H (1 - H)$, number by number, and it is multiplied with `dH`.
# </details>


# %% exercise="step4_sigmoid"
def step4_sigmoid(dH, H):
    ### BEGIN SOLUTION
    return dH * H * (1 - H)
    ### END SOLUTION


# %% check="step4_sigmoid"

# %% explained="step4_sigmoid"
# The slope $e^{-z}/(1+e^{-z})^2$ is a product of two fractions. The first, $1/(1+e^{-z})$, is $H$. The second, $e^{-z}/(1+e^{-z})$, makes 1 together with the first, so it is $1 - H$. And so the slope is $H(1-H)$, with no $z$ in it.
#
# It is multiplied with `dH` number by number, with `*` and not with `@`, because each input of a sigmoid acts on its own output only.
#
# If you put `H` through a sigmoid once more, the example gives 0.47 instead of 0.5, because `H` is what has come out of it already.

# %% [markdown]
# ### Step 5 · Back through the matrix
#
# Behind the bend stands a matrix, as at the top, and the drawings of step 3 hold for it too. Why then write these lines again? Because step 3 fits at the top only, where one knows the loss and what was wanted. A hidden layer knows neither, and nobody ever tells it. All it is told is $dZ$, and the surprise is that this is enough. So here you cut the matrix loose from the loss, and what you get is a part that fits anywhere:
# your layers in later units run on it. The one cell not yet explained is lit here, a cell of $db$. A bias acts in every row, with the factor 1, so its slope is the sum over the rows.

# %%
plots.show(*layer_matrices.draw("db"))

# %% [markdown]
# ### Exercise 5 · `step5_linear` · ●○○ · 8 min
#
# Write `step5_linear(dZ, H_below, W)` that returns `dW, db, dH_below`.
#
# - `dZ`: (N, M); `H_below`: (N, D), what the layer received; `W`: (D, M)
#
# For example, `dZ = [[1., 2.]]`, `H_below = [[3.]]`, `W = [[4., 5.]]` give `dW = [[3., 6.]]`, `db = [1., 2.]`, `dH_below = [[14.]]`.
#
# <details><summary>Hint 1</summary>
#
# Where did the N of the mean go in? Does it have to go in again?
# </details>
#
# <details><summary>Hint 2</summary>
#
# It is in `dZ` already, so do not divide. Each result has the shape of what it is the slope of: (D, M), (M,), (N, D).
# </details>
#
# <details><summary>Hint 3</summary>
#
# `H_below.T @ dZ`, the sum of `dZ` over its rows, `dZ @ W.T`.
# </details>


# %% exercise="step5_linear"
def step5_linear(dZ, H_below, W):
    ### BEGIN SOLUTION
    return H_below.T @ dZ, dZ.sum(axis=0), dZ @ W.T
    ### END SOLUTION


# %% check="step5_linear"

# %% explained="step5_linear"
# It is step 3 with the loss cut off. A weight acts in every row, so `H_below.T @ dZ` adds up over the rows; the bias does the same with the factor 1; an input acts on every output of its row, so `dZ @ W.T` adds up over these, as in $1 \cdot 4 + 2 \cdot 5 = 14$.
#
# If you divide by the number of rows, it is done twice, because the loss has done it once and `dZ` carries it down. The single row of the example does not show it, but with ten rows `dW` and `db` are ten times too small. The shapes do not always help, either: where a layer is as wide as the one below, `dZ @ W` fits as well as `dZ @ W.T`.

# %% [markdown]
# Compare: here are all three rules, beneath the red line.

# %%
plots.show(*layer_matrices.draw("none"))

# %% [markdown]
# ### Step 6 · Step 4 again, one layer down, with any activation
#
# One layer further down there is a bend again. Must it be a sigmoid? Go through what you have written: nothing in the chain asks for one. Any function will do if its slope is known. Here are three bends of unit 3, and beneath each its slope.

# %%
plots.show(*bends.draw(("sigmoid", "tanh", "ReLU")))

# %% [markdown]
# Compare the red hills. The sigmoid's is low and reaches 1/4, tanh lets everything through in its middle, and ReLU lets everything through wherever it is on.
#
# ### Exercise 6 · `step6_activation` · ●●○ · 10 min
#
# Write `step6_activation(dH, Z, name)` that returns `dZ`, all of shape (N, M). Here the *input* `Z` of the activation is given; `name` is
# `"sigmoid"`, `"tanh"` or `"relu"` (slope 1 where $Z > 0$, else 0).
#
# For example, `dH = 3` at `Z = 0.2` gives 3 for ReLU; at `Z = -0.2` it gives 0.
#
# <details><summary>Hint 1</summary>
#
# In step 4 you were given `H`. Here you are given `Z`, so what has to be computed first?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $\tanh z = 2\,\sigma(2z) - 1$ has the slope $1 - \tanh^2 z$. `Z > 0` is an array of true and false, which multiplies as 1 and 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The three slopes are `H * (1 - H)` with `H = 1 / (1 + np.exp(-Z))`, then `1 - np.tanh(Z) ** 2`, then `Z > 0`; each is multiplied with `dH`.
# </details>


# %% exercise="step6_activation"
def step6_activation(dH, Z, name):
    ### BEGIN SOLUTION
    if name == "sigmoid":
        H = 1 / (1 + np.exp(-Z))
        return dH * H * (1 - H)
    if name == "tanh":
        return dH * (1 - np.tanh(Z) ** 2)
    return dH * (Z > 0)
    ### END SOLUTION


# %% check="step6_activation"

# %% explained="step6_activation"
# Each case is the slope of one bend, times `dH`. For the sigmoid we make $H$ first, and then it is step 4. For tanh write $t = 2\,\sigma(2z) - 1$. The slope of a sigmoid is $\sigma(1 - \sigma)$, the 2 in front and the 2 beside $z$ make it $4\,\sigma(1 - \sigma)$, and with $\sigma = (1+t)/2$ and $1 - \sigma = (1-t)/2$ that is $(1+t)(1-t) = 1 - t^2$.
#
# For ReLU `Z > 0` is an array of true and false, and in a product these count as 1 and 0. It must be `Z` that decides and not `dH`, because the gate was opened or shut on the way forwards; what comes back may have either sign. And the slope of ReLU is 1 or 0: with `np.maximum(Z, 0)` in its place the example would give 0.6 and not 3.

# %% [markdown]
# ### Step 7 · Step 5 again: a whole layer
#
# Neither half of this step is new to you; what is new is the joint. On the way forwards a layer did two things: first the matrix, then the bend. So which of the two do we meet first when we come back? The one that acted last, as one takes off the coat before the pullover.
#
# ### Exercise 7 · `step7_layer` · ●○○ · 8 min
#
# Write `step7_layer(dH, H, H_below, W)` that goes back through a whole sigmoid layer and returns `dW, db, dH_below`.
#
# - `dH`, `H`: shape (N, M), `H` is what the layer gave; `H_below`: (N, D), what it received; `W`: (D, M)
#
# For example, `dH = [[4.]]`, `H = [[0.5]]`, `H_below = [[3.]]`, `W = [[2.]]` give `dW = [[3.]]`, `db = [1.]`, `dH_below = [[2.]]`.
#
# <details><summary>Hint 1</summary>
#
# On the way up: first the matrix, then the sigmoid. And back?
# </details>
#
# <details><summary>Hint 2</summary>
#
# You have both halves already, in steps 4 and 5. What one returns, the other takes.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dZ = step4_sigmoid(dH, H)`, and then `step5_linear(dZ, H_below, W)` is the answer.
# </details>


# %% exercise="step7_layer"
def step7_layer(dH, H, H_below, W):
    ### BEGIN SOLUTION
    dZ = dH * H * (1 - H)
    return H_below.T @ dZ, dZ.sum(axis=0), dZ @ W.T
    ### END SOLUTION


# %% check="step7_layer"

# %% explained="step7_layer"
# The layer computed $\sigma(H_{\text{below}} W + b)$: the matrix first, the bend last. So on the way back the bend comes first, and what comes out of it, `dZ`, is what all three results are made of. In the example $dZ = 4 \cdot 0.5 \cdot 0.5 = 1$, and from there $dW = 3$, $db = 1$ and $dH_{\text{below}} = 2$.
#
# The bias is added inside the sigmoid, so its slope, too, comes from `dZ`; if you take it from `dH`, you get 4. In terms of your own steps all this is one line: step 5 applied to what step 4 returns.

# %% [markdown]
# ### Step 8 · Down to the first layer, and update
#
# You have all the parts, and now they come together, for any number of layers. Here is the demo of 5.1 again, with the way back half done. Before you write the loop, say aloud what is needed for the next layer to the left, and where it was kept.

# %%
plots.show(*backward_flow.draw(5))

# %% [markdown]
# ### Exercise 8 · `step8_update` · ●●● · 15 min
#
# Write `step8_update(X, y, weights, lr)`:
#
# 1. forwards (step 2);
# 2. back through the top (step 3);
# 3. back through each hidden layer, from the last to the first (step 7);
# 4. $W \leftarrow W - \text{lr}\; dW$ and $b \leftarrow b - \text{lr}\; db$, with a number `lr`.
#
# It returns `new_weights, gradients`: two lists of pairs, `(W, b)` and `(dW, db)`, first layer first. You may use your own steps.
#
# For example, for the single layer of step 3, `X = [[1.]]`, `y = [[1.]]`, `weights = [(W, b)]` with `W = [[2.]]`, `b = [0.]`: the gradients are `[(2, 2)]`, and
# with `lr = 0.1` the new weights are `[(1.8, -0.2)]`, all of them as arrays.
#
# <details><summary>Hint 1</summary>
#
# After `H = step2_forward(X, weights)`: layer `i` received `H[i]` and gave `H[i + 1]`. What did the last layer receive?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `step3_top(y, H[-2], *weights[-1])` starts it. `range(len(weights) - 2, -1, -1)` counts down through the hidden layers. Change no weights before all gradients are known.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop: `dW, db, dH = step7_layer(dH, H[i + 1], H[i], weights[i][0])` and `gradients.insert(0, (dW, db))`. Then one more pass over `zip(weights, gradients)`.
# </details>


# %% exercise="step8_update"
def step8_update(X, y, weights, lr):
    ### BEGIN SOLUTION
    H = step2_forward(X, weights)
    _, dW, db, dH = step3_top(y, H[-2], *weights[-1])
    gradients = [(dW, db)]
    for i in range(len(weights) - 2, -1, -1):
        dW, db, dH = step7_layer(dH, H[i + 1], H[i], weights[i][0])
        gradients.insert(0, (dW, db))
    pairs = zip(weights, gradients)
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in pairs], gradients
    ### END SOLUTION


# %% check="step8_update"

# %% explained="step8_update"
# `dH` is a baton. The top layer makes it; each layer below takes it, makes its own gradients from it, and puts in its place what the next one needs. Layer `i` received `H[i]` and gave `H[i + 1]`, so the last layer received `H[-2]`, and the hidden ones have the numbers from `len(weights) - 2` down to 0. A `range` stops before its end, and that is why its end is −1. The star in `*weights[-1]` hands over the pair as two arguments, `W` and `b`.
#
# The last gradients are found first, so each new pair goes to the front of the list.
#
# Why are the weights changed only at the end? Because `dH` goes down through `W.T`, and the blame belongs to the weights that made this guess. If they are moved too early, the blame goes through connections that had no part in it. With a small `lr` the difference is small, so the loss falls all the same, and only a check of the gradients notices.

# %% [markdown]
# It runs. But how do you know that it is *right*? A falling loss proves little, because a step along a wrong gradient may go down too, and a network with a fault in its gradient often learns, only worse than it could. But in unit 4 you built a tool for just that. Here it measures the slope of the loss in each of the 28 knobs of a network with two hidden layers, one after the other, and compares them with what step 8 says. (Both are yours as soon as they have passed.)

# %%
forward, backward, knobs = ten_steps.with_28_knobs(mine.step8_update)
right = mine.gradient_check(forward, backward, knobs, np.random.default_rng(0))
print(len(knobs), "knobs, all right:", right)
plots.show(*two_ways.draw({"step 8": (forward, backward, knobs)}))

# %% [markdown]
# Each point is one knob: across, the slope that was measured; upwards, the slope that step 8 says. All lie on the diagonal, so two programs that have nothing in common agree in 28 numbers. And look at the price. The check went forwards more than 50 times, twice for each knob, to find what step 8 finds in one trip there and back. For the 1,898 knobs of 5.1 it would be 3,796 times, for a single step of learning; for a network with a million weights, two million times. That is why one learns by back-propagation and checks by differences.
#
# ### Step 9 · Repeat
#
# Is it done with one step? No, because the blame was measured where the weights stood, and now they stand elsewhere. A slope is a promise for the next small move and no more. So it has to be measured again, and after the next step again.
#
# ### Exercise 9 · `step9_repeat` · ●○○ · 8 min
#
# Write `step9_repeat(X, y, weights, lr, n_steps)` that takes `n_steps` such steps and returns `weights, losses`. `losses` has `n_steps` numbers: the loss
# *before* each step, so the first one is that of the start.
#
# For example, two steps from the weights of the last example have the losses `[1.0, 0.36]`, as then $\hat y$ is 2 and 1.6.
#
# <details><summary>Hint 1</summary>
#
# Two things happen in each round, and their order matters: look, then step.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The output is the last entry of `step2_forward(X, weights)`. The loss is that of step 3, with the mean over rows only.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `losses.append(((step2_forward(X, weights)[-1] - y) ** 2).sum() / len(y))`, then `weights, _ = step8_update(X, y, weights, lr)`.
# </details>


# %% exercise="step9_repeat"
def step9_repeat(X, y, weights, lr, n_steps):
    ### BEGIN SOLUTION
    losses = []
    for _ in range(n_steps):
        losses.append(((step2_forward(X, weights)[-1] - y) ** 2).sum() / len(y))
        weights, _ = step8_update(X, y, weights, lr)
    return weights, losses
    ### END SOLUTION


# %% check="step9_repeat"

# %% explained="step9_repeat"
# Look, then step: the loss is noted where the weights stand, and then they move. What does the learning is that the new weights get the old name, `weights`, because the next round then starts where this one ended. Under another name the same first step is taken again and again, and the curve is flat.
#
# In the example the step brings $\hat y$ from 2 to $1.8 - 0.2 = 1.6$, so the second loss is $0.6^2 = 0.36$. A list that begins with 0.36 was written after the step. Each round goes forwards twice, once for the loss and once inside step 8; that costs a little time, but it keeps the two apart.

# %% [markdown]
# ### Step 10 · Watch
#
# The last step learns nothing, and yet nobody should leave it out. The gradient is right, the loss falls; but it is the loss on the very samples that one learns from, and these can be learnt by heart. So keep some samples aside, the *validation set*, and look at the loss there too. Looking
# must not change anything. And call what you print by its name: a mean of $|\hat y - y|$ is an error, so small is good, while an *accuracy* is the share of right answers. (When to stop is a question for unit 6.)
#
# ### Exercise 10 · `step10_watch` · ●●○ · 10 min
#
# Write `step10_watch(X, y, X_val, y_val, weights, lr, n_steps)` that learns from `X, y` for `n_steps` and returns two lists, `training, validation`: the
# losses before each step on the two sets. Each loss is the mean over the rows of its own set.
#
# For example, if `X_val, y_val` are `X, y`, both lists are the same.
#
# <details><summary>Hint 1</summary>
#
# It is step 9 with a second look. Which of the two sets may enter `step8_update`?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Write a small function `loss(X, y, weights)` and call it twice before each step.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In each round: `training.append(loss(X, y, weights))`, `validation.append(loss(X_val, y_val, weights))`, and then one step on `X, y` alone.
# </details>


# %% exercise="step10_watch"
def step10_watch(X, y, X_val, y_val, weights, lr, n_steps):
    ### BEGIN SOLUTION
    training, validation = [], []
    for _ in range(n_steps):
        for curve, inputs, targets in (training, X, y), (validation, X_val, y_val):
            output = step2_forward(inputs, weights)[-1]
            curve.append(((output - targets) ** 2).sum() / len(targets))
        weights, _ = step8_update(X, y, weights, lr)
    return training, validation
    ### END SOLUTION


# %% check="step10_watch"

# %% explained="step10_watch"
# The validation set goes through `step2_forward` and never through `step8_update`: it is seen, and nothing is learnt from it. Both losses are taken in the same round before the step, so that they speak of the same weights.
#
# The inner loop does the same to both sets, and so each is divided by its own number of rows, `len(targets)`. If the training set's number is used for both, the validation curve keeps its shape but has the wrong height, and the gap between the two says nothing any more. The example with two equal sets cannot show that. One may also keep the weights of every step and look at both sets afterwards, because looking changes nothing.

# %% [markdown]
# **Hear it.** Your ten steps learn the curve of a sine from 40 noisy samples, with 12 hidden units. Each note is the validation loss: the lower
# the loss, the lower the note. The first notes are single steps; each later one comes after half as many steps again.

# %%
lesson = ten_steps.learn_sine(mine.step10_watch, mine.step9_repeat)
plots.show(*lesson.draw())
lesson.play()

# %% [markdown]
# The notes fall fast, and then they creep. Is something wrong? Nobody can foresee the noise, and it alone makes $0.15^2 = 0.0225$ on average. But the loss is 0.034, and the right end of the curve shows what is missing: a sine is 0 there, and the network says 0.47. It takes patience: ten times as many steps bring the validation loss to 0.018 (the noise of just these samples is a little smaller than usual). This is a good place to end the first sitting.
#
# ## 5.3 The same in matrices, for any depth
#
# Ten steps are good for learning and long for remembering. What remains if we leave out the explanations? A lecture by Zhiyao Duan puts the whole into four lines, and you have written all of it already: look for the three moves. Number the layers $m = 1, 2, \dots$ from the input on: layer $m$ receives $H_{m-1}$ and gives
# $H_m$, so $H_0 = X$, and the last $H_m$ is $\hat y$. Two things are different here: *every* layer is a sigmoid, the last one too, and the error has a half in front, which takes away
# the 2:
#
# $$E = \frac1{2N} \sum_i (y_i - \hat y_i)^2, \qquad d\hat y = \frac1N (\hat y - y).$$
#
# Then for each layer, from the last to the first, where $\odot$ multiplies number by number and $\mathbf 1^\top$, a row of ones, adds up the rows:
#
# $$dZ_m = dH_m \odot H_m \odot (1 - H_m), \qquad dW_m = H_{m-1}^\top\, dZ_m,$$
#
# $$db_m = \mathbf 1^\top dZ_m, \qquad dH_{m-1} = dZ_m W_m^\top.$$
#
# Nothing in these lines says how many rows $X$ has. Computed on all samples this is the *true* gradient; computed on a few samples drawn at random it is a *stochastic* one, which costs less and is right on average.
#
# ### Exercise 11 · `network_gradients` · ●●○ · 12 min
#
# Write `network_gradients(X, y, weights)` that returns `E, gradients`.
#
# - `X`: shape (N, D); `y`: (N, 1); `weights`: a list of pairs `(W, b)`, of any length
# - `gradients`: a list of pairs `(dW, db)`, first layer first
#
# For example, with one layer, `W = [[0.]]`, `b = [0.]`, `X = [[1.]]`, `y = [[1.]]`: $\hat y$ = 0.5, `E` = 0.125, `dW` = `db` = −0.5 · 0.25 = −0.125.
#
# <details><summary>Hint 1</summary>
#
# The loop is the same for all layers, the output included. What is `dH` before the first round?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `dH = (y_hat - y) / len(y)`. `step2_forward` does not fit here, because its last layer is linear.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For `i` from `len(weights) - 1` down to 0: `dZ = dH * H[i + 1] * (1 - H[i + 1])`, insert `(H[i].T @ dZ, dZ.sum(axis=0))` in front, then `dH = dZ @ weights[i][0].T`.
# </details>


# %% exercise="network_gradients"
def network_gradients(X, y, weights):
    ### BEGIN SOLUTION
    H = [X]
    for W, b in weights:
        H.append(1 / (1 + np.exp(-(H[-1] @ W + b))))
    dH, gradients = (H[-1] - y) / len(y), []
    for i in range(len(weights) - 1, -1, -1):
        dZ = dH * H[i + 1] * (1 - H[i + 1])
        gradients.insert(0, (H[i].T @ dZ, dZ.sum(axis=0)))
        dH = dZ @ weights[i][0].T
    return ((y - H[-1]) ** 2).sum() / (2 * len(y)), gradients
    ### END SOLUTION


# %% check="network_gradients"

# %% explained="network_gradients"
# Since the last layer is like all others, one loop does for all, and only its first `dH` has to be found: the slope of $\tfrac1{2N}(y - \hat y)^2$ is $\tfrac1N(\hat y - y)$. The 2 of the square and the half cancel, and the minus in front of $\hat y$ turns the difference round.
#
# Layer `i`, which received `H[i]` and gave `H[i + 1]`, then does steps 4 and 5. In the example $dH = -0.5$, a sigmoid that says 0.5 lets a quarter through, and $-0.5 \cdot 0.25 = -0.125$. If you leave out the slope of the output's sigmoid, you get −0.5, four times too much.
#
# The gradients of each row alone, averaged, come to the same, because $E$ is a mean. That is why a few rows drawn at random are right on average.

# %% [markdown]
# ### Exercise 12 · `mend` · ●●● · 15 min
#
# **What is wrong here?** The function below is meant to return the gradients of $E$, `dW1, db1, dW2, db2`, for a network with one hidden layer. It runs, and all shapes fit, so nothing will
# ever complain. **It has four faults.** Mend them. `X`: (N, D); `y`: (N, 1); the weights are those of layers 1 and 2.
#
# For example, one line forgets a factor that the line above it has. Each of the four gradients is scored by itself. Do not stare at it for long: run the cell of the checker below, which says which of the four are wrong, mend a line, and run it again.
#
# <details><summary>Hint 1</summary>
#
# Begin at the output, since a fault there spoils everything below. On which side of 0 must $d\hat y$ be if the guess is too large?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Compare each line with the formulas above. Which sigmoid has lost its slope? Of what is a slope made, of $Z$ or of $H$?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `y - y_hat` is turned round; `dW2` and `db2` need `dy * y_hat * (1 - y_hat)`; the hidden slope is `H * (1 - H)`; and one of the two biases is averaged where the rows must be added.
# </details>


# %% exercise="mend"
def mend(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    H = 1 / (1 + np.exp(-Z1))
    y_hat = 1 / (1 + np.exp(-(H @ W2 + b2)))
    dy = (y - y_hat) / len(y)
    dZ1 = (dy * y_hat * (1 - y_hat)) @ W2.T * Z1 * (1 - Z1)
    dW2, db2 = H.T @ dy, dy.sum(axis=0)
    return X.T @ dZ1, dZ1.mean(axis=0), dW2, db2


### BEGIN SOLUTION
def mend(X, y, W1, b1, W2, b2):
    H = 1 / (1 + np.exp(-(X @ W1 + b1)))
    y_hat = 1 / (1 + np.exp(-(H @ W2 + b2)))
    dZ2 = (y_hat - y) / len(y) * y_hat * (1 - y_hat)
    dZ1 = dZ2 @ W2.T * H * (1 - H)
    return X.T @ dZ1, dZ1.sum(axis=0), H.T @ dZ2, dZ2.sum(axis=0)


### END SOLUTION

# %% check="mend"

# %% explained="mend"
# Go from the output down, because a fault up there spoils all that is made from it.
#
# First the sign: a guess that is too large must come down, so its slope is positive, `y_hat - y`. Second, the slope of the output's sigmoid: the line for `dZ1` has it, but `dW2` and `db2` were made of bare `dy`. Third, `Z1 * (1 - Z1)`: the short formula holds for what comes *out* of a sigmoid, so it wants `H`. With `Z1` it turns negative outside 0 to 1, and the slope of a sigmoid never does. Fourth, `db1` took a mean, although the $1/N$ is in `dy` already, so it was N times too small.
#
# The mended version gives `dZ2` and `dZ1` names and makes everything else from them, so no line can forget a factor. (`@` and `*` are worked off from left to right, so `dZ2 @ W2.T` comes before the two factors.) Your `network_gradients` with two pairs gives the same four arrays.

# %%
print(ten_steps.parts_that_pass(mine.gradient_check, mend))
plots.show(*two_ways.draw(ten_steps.parts(mend)))

# %% [markdown]
# As long as a gradient is wrong, its points leave the diagonal. A wrong gradient does not crash; it runs, and learns a little, and its author blames the data. Nobody sees it by eye, but a checker that goes part by part tells where to look.
#
# ## 5.4 XOR, from every start?
#
# In unit 4 your nodes learnt XOR, from one start, with three hidden units. Was that luck? And what did they have that the perceptron rule lacked? That rule knew what to tell an output unit, but nobody could say what a *hidden* unit should have said. Now look at what travels down through your layers: $dH$ says of every hidden unit whether it should have said more or less, and how much that matters. It is just the message that was missing
# (and it became widely known in 1986, 17 years after the book on what perceptrons cannot do). So XOR can be learnt. The question is how surely.

# %% predict="xor_starts"
# A network with *two* hidden sigmoids is enough for XOR: unit 1 proved it. We train it from 21 random starts, 3,000 steps each. How many learn it?
#
# - (a) all 21, because the weights exist and the gradient is exact
#   wrong: The gradient knows the slope where it stands, and not where the good weights are.
# - (b) none, because XOR needs more than two units to be learnt
#   wrong: Two are enough, and many starts get there.
# - (c) most, but not all
#   right: Here 16 do. The others sit on a plateau, with an error that hardly moves. With four units all 21 learn it.

# %% [markdown]
# Choose a start and a number of hidden units, and watch them learn.

# %%
demo(xor_learning.draw, title=xor_learning.TITLE, controls=xor_learning.CONTROLS, slow=True)

# %% [markdown]
# What goes wrong with two? Look at start 6. It says 0.02, 0.98, 0.5, 0.5: two rows are right, and to the other two it says *perhaps*. Here is what its hidden units make of the four rows, beside a start that went well.

# %%
plots.show(*hidden_corners.draw((0, 6)))

# %% [markdown]
# Both starts have put two rows on the same spot. In start 0 these two want the same answer, so nothing is lost. In start 6 they want opposite answers, and 0.5 is the best that anything behind that spot can say. To pull them apart, the units would have to come back from where a sigmoid is flat. The gradient was exact in all 21 cases: it says which way is down from here, and not whether that way leads out.
#
# ### Exercise 13 · `learn_xor` · ●○○ · 8 min
#
# Write `learn_xor(X, y, weights, lr, n_steps)` that takes `n_steps` steps of gradient descent on the $E$ of 5.3 and returns the new list of pairs.
#
# - `X`: shape (4, 2) and `y`: (4, 1), all of XOR, used in every step; `weights`: a start with four hidden units
# - with the new weights the output must be above 0.5 where `y` is 1, and else below
#
# For example, one step makes `W - lr * dW` and `b - lr * db` of every pair, with the gradients of `network_gradients`.
#
# <details><summary>Hint 1</summary>
#
# `step8_update` does not fit: it has a linear output, and another loss. Which of your functions has the gradients of $E$?
# </details>
#
# <details><summary>Hint 2</summary>
#
# In each round: `_, gradients = network_gradients(X, y, weights)`, and then new pairs. The biases learn too.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `weights = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(weights, gradients)]`
# </details>


# %% exercise="learn_xor"
def learn_xor(X, y, weights, lr, n_steps):
    ### BEGIN SOLUTION
    for _ in range(n_steps):
        _, gradients = network_gradients(X, y, weights)
        pairs = zip(weights, gradients)
        weights = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in pairs]
    return weights
    ### END SOLUTION


# %% check="learn_xor"

# %% explained="learn_xor"
# Each round asks for the gradients where the weights stand *now*, moves every pair a little against them, and keeps the result under the old name for the next round. Nothing else is needed, and nothing here knows of XOR.
#
# The biases have to move too. At the corner (0, 0) every weight is multiplied by 0, so what a hidden unit says there depends on its bias alone. And it must be the gradients of $E$ with a sigmoid at the output; those of step 8 belong to a linear output and a loss twice as large.
#
# If you take a step for each row by itself, that is descent as well, the stochastic kind of 5.3. But its steps are others than those on all four rows, and the check compares the weights after three.

# %% [markdown]
# What has the hidden layer done? It has moved the four corners to places where a single line divides them. The picture shows them before and
# after, for a network with two hidden units that learnt with `learn_xor`; a perceptron that sees only the new places comes to rest.

# %% collapsed
corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
labels = np.array([0, 1, 1, 0])
xor_weights = ten_steps.start((2, 2, 1), seed=5)
W1, b1 = mine.learn_xor(corners, labels[:, None], xor_weights, 5.0, 3000)[0]
hidden = 1 / (1 + np.exp(-(corners @ W1 + b1)))
w_hidden, wrong = train_perceptron(hidden, 2 * labels - 1, n_epochs=300)

fig, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
titles = {"input": "the corners", "hidden unit": "the same in the hidden layer"}
for ax, points, (what, title) in zip(axes, [corners, hidden], titles.items(), strict=True):
    names = {"xlabel": f"first {what}", "ylabel": f"second {what}", "title": title}
    plots.points(points, labels, label_names={0: "XOR is 0", 1: "XOR is 1"}, ax=ax, **names)
plots.decision_line(w_hidden, ax=axes[1])
plots.show(
    fig,
    "Left: the corners of XOR, not separable. Right: in the hidden layer a line separates them.",
)
print("a perceptron on the hidden units makes no mistake after", len(wrong), "epochs")

# %% [markdown]
# Nobody told the hidden units what to say. They found *features* that make the last layer's work easy, and that is what "learning features" means from here on.
#
# And is XOR the end of it? There are 16 ways to fill a table of two inputs with yes and no: AND, OR, "only the first", "always no", and so on. Nothing in your `learn_xor` knows which of them it is given. So give it all sixteen, one after the other, with four hidden units each. Each square below is what one network says over the plane of its two inputs; the dots are its table.

# %%
plots.show(*boolean_tables.draw(mine.learn_xor))

# %% [markdown]
# All sixteen are learnt, and the two that a single line cannot do (XOR, and its opposite, "both alike") look as unremarkable as the rest. So a network of sigmoids can learn *any* such function, not just be wired to it. What grows is the price: a table of $n$ inputs has $2^n$ rows, and by the recipe of unit 1 a row may need a hidden unit of its own.
#
# ## 5.5 The gradient that dies out
#
# Now to what has made us uneasy since the first demo. The red was palest on the left, and in step 4 you saw the reason without its consequences: each sigmoid on the way back multiplies the gradient by $H(1 - H)$, which is at most 1/4. With one hidden layer one hardly notices. But what if there are ten? (ReLU multiplies by 1 or 0. And each layer multiplies by its weights, too; if these are large, the gradient can also
# grow from layer to layer, and *explode*.)

# %% predict="ten_sigmoids"
# A gradient goes back through ten sigmoid layers. The slopes of the sigmoids alone make it smaller, by at least which factor?
#
# - (a) about 1,000,000
#   right: $4^{10} = 1{,}048{,}576$, and that is the best case, with every unit at 0.5.
# - (b) 40
#   wrong: The quarters are multiplied, not added: $4 \cdot 4 \cdots 4$.
# - (c) about 1,000
#   wrong: That would be ten halves. A sigmoid's slope is at most 1/4.

# %% [markdown]
# ### Exercise 14 · `gradient_norms` · ●●○ · 12 min
#
# Measure it. Write `gradient_norms(X, dout, weights, name)` that runs a network forwards, sends `dout` back through it, and returns one number for
# each layer, first layer first: the norm of its `dW` (the root of the sum of its squares).
#
# - `X`: shape (N, D); `weights`: the list of pairs; `name`: `"sigmoid"` or `"relu"`, the activation of *every* layer, the last included
# - `dout`: shape (N, M), the slope in the *output* of the last layer
#
# For example, with a single layer it is `[np.linalg.norm(X.T @ dZ)]`. The norms span powers of ten, so the check compares, and shows, their
# logarithms to the base 10.
#
# <details><summary>Hint 1</summary>
#
# What do steps 5 and 6 need of the way forwards? Keep all `Z` and all `H`.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The way back is a loop of `step6_activation` and `step5_linear`. The last layer is no exception here.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For `i` from the last layer to 0: `dZ = step6_activation(dH, Z[i], name)`, `dW, db, dH = step5_linear(dZ, H[i], weights[i][0])`, and insert `np.linalg.norm(dW)` in front.
# </details>


# %% exercise="gradient_norms"
def gradient_norms(X, dout, weights, name):
    ### BEGIN SOLUTION
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(1 / (1 + np.exp(-Z[-1])) if name == "sigmoid" else np.maximum(Z[-1], 0))
    norms, dH = [], dout
    for i in range(len(weights) - 1, -1, -1):
        slope = H[i + 1] * (1 - H[i + 1]) if name == "sigmoid" else Z[i] > 0
        dZ = dH * slope
        norms.insert(0, np.linalg.norm(H[i].T @ dZ))
        dH = dZ @ weights[i][0].T
    return norms
    ### END SOLUTION


# %% check="gradient_norms"

# %% explained="gradient_norms"
# It is steps 5 and 6 in a loop, with two differences: no loss is needed, because `dout` is already the slope in the last output; and only the length of each `dW` is kept. So we store every `Z` and every `H` on the way forwards, and on the way back `dZ` is `dH` times the slope of the layer's own bend.
#
# The sigmoid's slope is made of its output, `H[i + 1]`, that of ReLU of its input, `Z[i]`. The numbers differ by one because `H` begins with `X` and `Z` does not. `np.linalg.norm` of a matrix, with nothing else said, is the root of the sum of all squares.
#
# The last layer has its bend here. If you leave it linear, the slope of its sigmoid, a quarter at most, is missing from everything below, and the norms of the sigmoid network come out about four to five times too large.

# %% [markdown]
# Now ten layers of 20 units, once with ReLU and once with sigmoids, on the same weights. Each point is the average over eight starts.

# %%
found = deep_stack.norms(mine.gradient_norms)
plots.show(*deep_stack.draw(found))

# %% [markdown]
# With ReLU all layers get about the same. With sigmoids the first layer gets about one part in twenty thousand of what the last one gets, so each layer leaves a third. Why a third, if a sigmoid leaves at most a quarter? Because the weights speak too: these are drawn so that each matrix makes a gradient about $\sqrt 2$ times as long, and $\sqrt 2 / 4 = 0.35$.
#
# **Hear it.** The gradient passes through the layers, from the tenth to the first. Each beep is as loud as the gradient that arrives there:
# first through ReLU, then through sigmoids.

# %%
deep_stack.beeps(found)

# %% [markdown]
# After four or five layers of sigmoids there is next to nothing to hear, and that is all that the first layer ever gets to know of the error. So a deep sigmoid network learns at the top and stands still at the bottom, just where the sound comes in. Back-propagation was known, it was right, and for deep networks it did not help: this kept them shallow until about 2006. (Bad minima were blamed as well; unit 6 goes looking for them.) ReLU, better
# starts (unit 6), and shortcuts (unit 13) opened the way. But ReLU is no cure for everything: it lets the gradient pass where it is on, and with badly sized weights the gradient fades there too.
#
# ## 5.6 Bends that learn their shape
#
# ReLU is one answer to the slope that is too small, and it was chosen by people. But choosing numbers is what the network does all day. Why not let it choose its bends as well? The activations of unit 3 have nothing to choose. Two others do, and now that slopes come back through every layer, nothing stands in the way of learning them too.
#
# - **PReLU** (*parametric* ReLU): $h = z$ above 0, $h = a\,z$ below, with a slope $a$ that is learnt, here one for all units.
# - **Maxout**: a unit has $k$ weighted sums instead of one, its *pieces*, and $h$ is the largest of them.

# %% collapsed
z = np.linspace(-2, 2, 81)
ax = None
for a in (0.1, 0.25, 0.6):
    text = {"xlabel": "z", "ylabel": "h", "label": f"PReLU, a = {a}"}
    ax = plots.curve(np.where(z > 0, z, a * z), x=z, ax=ax, **text)
plots.show(ax, "PReLU is a line of slope 1 above 0 and a line of slope a below, here for three a.")

# %% [markdown]
# A slope $a$ learns just as a weight does, so the old question helps again: *where does it act?* Let `dout` be the slopes of the loss $L$ along every $h$, an entry for each sample $n$ and unit $m$, as the layer above hands them down. The chain rule multiplies:
#
# $$\frac{\partial L}{\partial z_{nm}} = \mathrm{dout}_{nm}\,\frac{\partial h_{nm}}{\partial z_{nm}}, \qquad
# \frac{\partial L}{\partial a} = \sum_{n,m} \mathrm{dout}_{nm}\,\frac{\partial h_{nm}}{\partial a}.$$
#
# The first one has no sum, because a $z$ acts on its own $h$ only. The second one has, because every $h$ depends on the same $a$, and its small change is felt in all of them.
#
# ### Exercise 15 · `prelu_gradients` · ●●○ · 10 min
#
# Write `prelu_gradients(dout, z, a)` that returns `dz, da`.
#
# - `dout`, `z`: arrays of shape (N, M); no `z` is exactly 0
# - `a`: a number, the slope below 0
# - `dz`: shape (N, M); `da`: a number
#
# For example, `z = np.array([[-2.0, 3.0]])`, `dout = np.array([[10.0, 1.0]])` and `a = 0.25` give `dz = [[2.5, 1]]` and `da = -20`.
#
# <details><summary>Hint 1</summary>
#
# Change $a$ a little. Which entries of $h$ notice, and by how much each?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Where $z > 0$, $h = z$ has slope 1 along $z$ and 0 along $a$. Where $z < 0$, $h = a z$ has slope $a$ along $z$, and along $a$ the slope $z$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dout * np.where(z > 0, 1, a)` is `dz`. For `da`, `np.minimum(z, 0)` is $z$ where it counts and 0 elsewhere.
# </details>


# %% exercise="prelu_gradients"
def prelu_gradients(dout, z, a):
    ### BEGIN SOLUTION
    return dout * np.where(z > 0, 1, a), (dout * np.minimum(z, 0)).sum()
    ### END SOLUTION


# %% check="prelu_gradients"

# %% explained="prelu_gradients"
# Both slopes come from the question where a number acts. A $z$ acts on its own $h$, with slope 1 above 0 and $a$ below, so `dz` is a product number by number. The one $a$ acts on every $h$ whose $z$ is negative, with the slope $z$, so `da` is a sum over all of them, as for a bias, only that $a$ is shared by rows and units alike.
#
# `np.minimum(z, 0)` is $z$ where it is negative and 0 elsewhere, so it picks the terms by itself. In the example only the −2 counts: $10 \cdot (-2) = -20$. If the 3 is counted as well, the sum is −17; a mean gives −10; and the factor $a$ once too often gives −5.

# %% [markdown]
# PReLU can turn one half of its bend. Maxout goes further and learns the whole shape: it has several lines, and $h$ follows whichever is the highest. Below, the thin lines are the pieces, and the broad grey one is what comes out.

# %% collapsed
ax = None
lines = {"first piece": -1 - z, "second piece": 0.1 * z - 0.2, "third piece": 1.5 * z - 1.5}
for name, line in lines.items():
    ax = plots.curve(line, x=z, xlabel="x", ylabel="h", label=name, ax=ax)
ax.plot(z, np.max(list(lines.values()), axis=0), color="black", lw=4, alpha=0.3, label="maxout")
ax.legend(loc="lower center")
plots.show(
    ax, "Three lines over x; maxout is the highest of them everywhere, a bowl of three pieces."
)

# %% [markdown]
# ### Exercise 16 · `maxout` · ●●○ · 12 min
#
# Write `maxout(dout, z, k)` that returns `h, dz`.
#
# - `z`: shape (N, M·k), the pieces; the first `k` columns belong to the first unit, the next `k` to the second, and so on; no two are equal
# - `dout`: shape (N, M), the slopes of the loss along `h`
# - `h`: shape (N, M), the largest piece of each unit
# - `dz`: shape (N, M·k), the slopes along the pieces: a piece that is not the largest can move a little and nothing changes
#
# For example, `z = np.array([[1.0, 5.0, 7.0, 2.0]])`, `k = 2`, `dout = np.array([[10.0, 20.0]])` give `h = [[5, 7]]` and
# `dz = [[0, 10, 20, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# It is the max gate of unit 4, with $k$ inputs: it routes all that comes back to the one that won.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `z.reshape(N, M, k)` gives each unit's pieces an axis of their own. Compare with the maximum over it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `pieces = z.reshape(len(z), -1, k)` and `h = pieces.max(axis=2)`: `dz` is `dout[:, :, None] * (pieces == h[:, :, None])`, brought back to the shape of `z`.
# </details>


# %% exercise="maxout"
def maxout(dout, z, k):
    ### BEGIN SOLUTION
    pieces = z.reshape(len(z), -1, k)
    h = pieces.max(axis=2)
    wins = pieces == h[:, :, None]
    return h, (dout[:, :, None] * wins).reshape(z.shape)
    ### END SOLUTION


# %% check="maxout"

# %% explained="maxout"
# The largest piece *is* $h$, as long as it is the largest, so its slope is 1. The others can move a little without being noticed, so theirs is 0: what comes back goes whole to the winner.
#
# `reshape` fills the new axes in the order in which the numbers stand in a row, so neighbours in the row become the $k$ pieces of one unit, and the −1 lets NumPy count the units. `h[:, :, None]` has a third axis of length 1, and so each maximum is compared with its own $k$ pieces. It matters that no two pieces are equal, because two winners would double what comes back.
#
# With the axes exchanged, `(N, k, M)`, pieces that are M apart fall into one group. The example then gives `h = [[7, 5]]`.

# %% [markdown]
# ## 5.7 Ten digits, by ear and by eye
#
# Back to where we began: six words, and a network that heard *five* and said *zero*. You can now say of each of its 1,898 numbers how much it was to blame. Is that enough to teach it? Every recording becomes 48 numbers, as in unit 2: how loud each of 12 frequency bands is in each quarter of the word.
#
# ### Exercise 17 · `learn_digits` · ●○○ · 8 min
#
# Write `learn_digits(X, y, weights, lr, n_steps)` that trains a network by your ten steps (sigmoid hidden layer, linear output, the loss of step 3, all rows
# in every step) and returns the new weights.
#
# - `X`: shape (N, 48); `y`: (N, 10), *one-hot*: 1 in the column of the digit, else 0; `weights`: a start with 24 hidden units
#
# The digit it hears is the column with the largest output. For example, the output `[0.1, 0, 0.7, 0, 0, 0.2, 0, 0, 0, 0]` means *two*. On speakers who are
# not in `X`, at least 60 % of the digits must be right; guessing gives 10 %.
#
# <details><summary>Hint 1</summary>
#
# Nothing here knows that the numbers are sound. Which of your ten steps takes just these arguments?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Step 9. It returns two things, and one of them is asked for.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `step9_repeat(X, y, weights, lr, n_steps)[0]`
# </details>


# %% exercise="learn_digits"
def learn_digits(X, y, weights, lr, n_steps):
    ### BEGIN SOLUTION
    return step9_repeat(X, y, weights, lr, n_steps)[0]
    ### END SOLUTION


# %% check="learn_digits"

# %% explained="learn_digits"
# There is nothing new to write, and that is the point: step 9 takes a start, a learning rate and a number of steps, and does not ask what the 48 numbers or the ten columns mean. It returns the weights and the losses, so `[0]` takes what is wanted.
#
# Why does the largest output name the digit? Because the squared error pulls the right column towards 1 and the other nine towards 0, so after training the right one is usually on top. A single call of `step8_update` is one step only, and after it the network still guesses.

# %% [markdown]
# It works; but the squared error does not really fit the question. We asked "which digit?", and it insists that the right output be exactly 1: an output of 3, which nobody could misunderstand, counts as a mistake of 2, as bad as an output of −1. In unit 2 you met what fits: turn the outputs into shares by **softmax**, and let the share of the right one rise. Compare what the two ask of a sure answer, and of one that nearly went wrong:

# %%
plots.show(*two_pulls.draw())

# %% [markdown]
# The squares waste their strength on the answer that is right, and softmax spends it where something can still go wrong. In symbols, the shares and the **cross entropy** are
#
# $$p_{ik} = \frac{e^{\hat y_{ik}}}{\sum_c e^{\hat y_{ic}}}, \qquad \ell = -\frac1N \sum_i \sum_k y_{ik} \ln p_{ik},$$
#
# with $y_{ik} = 1$ for the right digit $k$ of row $i$ and 0 for the others. What has to change in your ten steps?

# %% predict="another_loss"
# We replace the squared error by softmax with cross entropy. Which steps of the way back change?
#
# - (a) all of them, as every slope is a slope of the loss
#   wrong: Every slope has other values. But how a layer makes its slopes of those above it does not depend on the loss.
# - (b) only $d\hat y$, at the very top
#   right: From $d\hat y$ on downwards nothing knows which loss it came from. That is what makes layers modules.
# - (c) the top layer and the sigmoids
#   wrong: The slope of a sigmoid is $H (1 - H)$, whatever the loss.

# %% [markdown]
# ### Exercise 18 · `softmax_top` · ●●○ · 12 min
#
# Write `softmax_top(y, H, W, b)`, step 3 for this loss. It returns `loss, dW, db, dH`.
#
# - `y`: shape (N, C), one-hot; `H`: (N, D); `W`: (D, C); `b`: (C,)
# - outputs of 1,000 must not overflow: a probability may round to 0, the loss must stay finite
#
# For example, with `H = [[1.]]`, `W = [[0., 0.]]`, `b = [0., 0.]`, `y = [[1., 0.]]` both probabilities are 0.5: the loss is $\ln 2 = 0.693$, `dW` and `db` are `[[-0.5, 0.5]]` and `[-0.5, 0.5]`, and `dH` is `[[0.]]`.
#
# <details><summary>Hint 1</summary>
#
# For one row with the right class $r$: $\ell = -\hat y_r + \ln \sum_c e^{\hat y_c}$. What is its slope in $\hat y_k$, for $k \ne r$ and for $k = r$?
# </details>
#
# <details><summary>Hint 2</summary>
#
# *Probability minus truth*, as in unit 2, over N. Subtract the largest output of each row first: the probabilities stay, and nothing overflows. Take the loss from the logarithm of the sum, and not from the logarithm of $p$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `z = H @ W + b; z = z - z.max(axis=1, keepdims=True)`, `log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))`, `dy = (np.exp(log_p) - y) / len(y)`; the rest is step 3.
# </details>


# %% exercise="softmax_top"
def softmax_top(y, H, W, b):
    ### BEGIN SOLUTION
    z = H @ W + b
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    dy = (np.exp(log_p) - y) / len(y)
    return -(y * log_p).sum() / len(y), H.T @ dy, dy.sum(axis=0), dy @ W.T
    ### END SOLUTION


# %% check="softmax_top"

# %% explained="softmax_top"
# For one row with the right class $r$ the loss is $-\hat y_r + \ln\sum_c e^{\hat y_c}$. The slope of the second part in $\hat y_k$ is $e^{\hat y_k}/\sum_c e^{\hat y_c}$, and that is $p_k$. The first part adds −1 for $k = r$ alone. So the slope is $p - y$, divided by N because the loss is a mean; and from there on it is step 3.
#
# Outputs of 1,000 overflow in $e^{1000}$. If we subtract the largest output $m$ of each row, numerator and sum are both divided by $e^m$, so $p$ stays. The largest term is now $e^0 = 1$, so the sum is at least 1 and its logarithm finite. `keepdims=True` keeps the largest values a column, one for each row. And $\ln p$ is made as $z$ minus the logarithm of the sum, because a tiny $p$ rounds to 0 and $\ln 0$ is $-\infty$.

# %% [markdown]
# **Hear what it hears now.** Your `softmax_top` and your `step7_layer` train the network of 5.1, 40 times through all words. Then the same six words again, by speakers that are new to it.

# %%
ears.learn(mine.softmax_top, mine.step7_layer)
known, new = ears.shares()
print(f"by ear: {known:.0%} right on what it learnt from, {new:.0%} on new speakers")
ears.play()

# %% [markdown]
# Which words does it take for which? Press a number to hear one of them, and judge whether you would have known.

# %%
ears.confused()

# %% [markdown]
# The six words are those of 5.1, and the network is of the same size; only its weights have been told what they had done. Nor is it a matter of sound. Here is the very same code by eye: handwritten digits, 8 × 8 pixels, 64 numbers a row. Nothing in back-propagation knows what the numbers mean.

# %%
eyes = ten_digits.by_eye().learn(mine.softmax_top, mine.step7_layer)
known, new = eyes.shares()
print(f"by eye: {known:.0%} right on what it learnt from, {new:.0%} on new digits")
plots.show(*eyes.draw())

# %% [markdown]
# Those in the red frames are wrong, and some of them you might have got wrong too. Both networks are better on what they have seen than on what is new; unit 6 works on that gap.
#
# **Challenge.** The dials are `hidden`, `lr`, `epochs`, and the loss (`mine.step3_top` instead of `mine.softmax_top`). Get 93 % of the new *handwritten* digits right with at most 64 hidden units and 40 epochs, on the average of three seeds, so that luck does not count. (It can be done; most settings that one tries first give 90 to 92 %.) Then find the *smallest* network that still gets 90 %. Ours has 7 hidden units. Can you do with 6?

# %%
tries = [ten_digits.by_eye(hidden=8, seed=seed) for seed in range(3)]
shares = [
    net.learn(mine.softmax_top, mine.step7_layer, lr=0.5, epochs=40).shares() for net in tries
]
print(f"8 hidden units: {np.mean(shares, axis=0)[1]:.1%} of the new digits, on average")

# %% [markdown]
# ## Quiz
#
# ### Exercise 19 · `backprop_quiz` · ●○○ · 6 min
#
# Put a letter in the place of each `"?"`.
#
# **cache** · What has to be kept on the way forwards?
#
# - (a) nothing
# - (b) the input and output of every layer
# - (c) the loss
# - (d) the gradients of the last step
#
# **direction** · In which order are the gradients of the layers computed?
#
# - (a) from the first layer to the last
# - (b) in any order
# - (c) from the last layer to the first
# - (d) all at once
#
# **accuracy** · A program of 2018 prints the mean of $|y - \hat y|$ and calls it "accuracy". What is it?
#
# - (a) a mean absolute error: small is good
# - (b) an accuracy, because it is between 0 and 1
# - (c) the share of right answers
# - (d) an accuracy for regression
#
# **vanishing** · Why does the first of ten sigmoid layers hardly learn?
#
# - (a) the learning rate is too small
# - (b) there are too few samples
# - (c) numbers are rounded
# - (d) on the way back each sigmoid multiplies the gradient by at most 1/4
#
# **batch** · The gradient of $E$ over all samples is, of the gradients of the single samples,
#
# - (a) the sum
# - (b) the mean
# - (c) the largest
# - (d) the last
#
# **summary** · Back-propagation is
#
# - (a) a way to find the best minimum
# - (b) the rule that changes the weights
# - (c) the chain rule, computed from the loss back so that nothing is computed twice
# - (d) a method for sigmoid networks only
#
# <details><summary>Hint 1</summary>
#
# **cache** is step 2 and **accuracy** step 10, both in 5.2; **direction** and **batch** are in 5.3, **vanishing** in 5.5, and **summary** in 5.1.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **batch**, look at what stands before the sum in the formula of $E$ in 5.3. For **summary**, keep two things apart: finding out who is to blame, and changing the weights because of it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **accuracy**: would this number rise or fall while the net gets better? For **direction**: a layer's gradient is made from what the layer *above* it hands down.
# </details>

# %% exercise="backprop_quiz"
backprop_quiz = dict.fromkeys(
    ["cache", "direction", "accuracy", "vanishing", "batch", "summary"], "?"
)
### BEGIN SOLUTION
backprop_quiz = {
    "cache": "b",
    "direction": "c",
    "accuracy": "a",
    "vanishing": "d",
    "batch": "b",
    "summary": "c",
}
### END SOLUTION

# %% check="backprop_quiz"

# %% explained="backprop_quiz"
# **cache** · The input and output of every layer: each $dW$ is made of what its layer received, each slope of a sigmoid of what it gave, and neither can be had from the loss.
#
# **direction** · From the last layer to the first, because a layer's gradients are made of the $dH$ that the layer above hands down.
#
# **accuracy** · A mean absolute error: it falls as the network gets better, because it measures how far off the guesses are and does not count how many are right.
#
# **vanishing** · Each of the ten sigmoids multiplies what comes back by at most 1/4, and ten quarters multiplied leave less than a millionth.
#
# **batch** · The mean: before the sum in $E$ stands $\tfrac1{2N}$, and the slope of a mean is the mean of the slopes.
#
# **summary** · The chain rule from the loss back, with nothing computed twice: it finds who is to blame, through any bend that has a slope, but it does not change the weights, and it promises no best minimum.

# %% [markdown]
# ## What to remember
#
# - Forwards, keep what every layer received and gave. Backwards, each layer turns $dH$ of its output into $dW$, $db$ and $dH$ of its input.
# - Through an activation: times its slope, number by number. Through a matrix: $dW = H^\top dZ$, $db$ = the sum of rows, $dH = dZ\,W^\top$.
# - A gradient has the shape of what it belongs to. The mean over the samples is taken once, in the loss; another loss changes $d\hat y$ and nothing else.
# - Sigmoids let the gradient die out; ReLU lets it pass wherever it is on, if the weights have the right size (unit 6).
# - Hidden layers find features by themselves, for XOR, for words, for pixels; and a gradient that no checker has seen is a rumour.

# %%
plots.show(*layer_matrices.draw("none"))
what_you_predicted("u05")
mine.show("u05")

# %% [markdown]
# You can now say of every weight how much it is to blame. But knowing the way down is not arriving. The network is better at what it has seen than at what is new, some starts never learn at all, and you had no say in how fast it went. What can one do about that? It is the craft of training, and it is unit 6.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D30, D35–D46); J. Nam, *Deep learning: introduction* (J06, J20, J22–J33); B. Pardo (P16, P21); M.
# Grachten (G12, G14); H. Mohammadi (M11, M12, M14). D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating errors",
# *Nature* 323, 1986; P. Werbos, 1974. S. Hochreiter, J. Schmidhuber, "Long short-term memory", 1997. PReLU: K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", *ICCV*, 2015.
# Maxout: I. Goodfellow, D. Warde-Farley, M. Mirza, A. Courville, Y. Bengio, "Maxout networks", *ICML*, 2013. Handwritten digits: E. Alpaydin, C. Kaynak,
# UCI, in scikit-learn. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
