# %% [markdown]
# # 8 · Convolution
#
# A kick drum is a kick drum on the first beat and on the fourth. You would laugh at a drummer who had to learn it anew for every beat, but that is what a network must do in which every input has a weight of its own.
# In this unit you slide one small filter along the sound instead, so there is little to learn, and what is learnt works at any place. From a handful of such parts you build a machine, and at the end it hears a rhythm under a hum and plays it on whatever you like.
#
# **You will be able to** derive the convolution layer from two demands, compute it by hand, as a matrix and with channels, say how large its output is, how much of the input
# it sees and what it costs, pool, and find edges in pictures and in spectrograms.
#
# **You will hear** a filter that finds its drum, a word in rooms that do not exist, a word that sings a chord, a sound taken apart into notes and hits, and a machine that hears a
# rhythm and plays it on another instrument.
#
# Time: about 4 hours, in two sittings: 8.1 to 8.5 is one filter on one signal, 8.6 to 8.12 is whole layers. Before: [unit 7](../u07_features/features.ipynb), above all its spectrograms.
#
# **The mathematics you need**: the dot product of [unit 1](../u01_perceptron/perceptron.ipynb), since a filter is one that moves; the product of a row and a matrix from [unit 3](../u03_mlp/mlp.ipynb);
# and a sum over an index, $\sum_m x[n+m]\,w[m]$, which 8.2 first works out with numbers.
#
# **The rule of this unit**: what you are asked to write is not to be borrowed. Each exercise names what is shut while it is checked, such as `np.convolve`; everything else is allowed.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, datasets, mine, plots
from dlaudio.check import check
from dlaudio.datasets import kit_rhythms
from dlaudio.datasets.rhythms import FRAMES, HOP, levels, rhythm
from dlaudio.layers import Linear, ReLU
from dlaudio.plots.drawings import (
    convolution,
    echo_copies,
    network_shapes,
    pooling,
    shifted_pulse,
    spectrograms,
    step_grid,
    wave_rows,
    wirings,
)
from dlaudio.plots.drawings import receptive_field as field_lines
from dlaudio.plots.pictures import new_figure
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import (
    any_room,
    channel_steps,
    pooling_shift,
    receptive_fields,
    sliding_filter,
    window_steps,
)
from dlaudio.widgets.demo import demo

speech = datasets.load("fsdd" if datasets.available("fsdd") else "spoken-digits")
seven, sr = speech.where(labels=("seven",)).audio[0], speech.sr
rng = np.random.default_rng(8)

# %% recall="before_convolution"
# 1. A fully connected layer has 100 inputs, 50 outputs and biases (unit 3). How many numbers does it learn?
#
# - (a) 150
#   wrong: Every input meets every output, so the numbers multiply.
# - (b) 5,000
#   wrong: Those are the weights; each output has a bias as well.
# - (c) 5,050
#   right: $100 \cdot 50$ weights and 50 biases.
#
# 2. When is the dot product of two vectors of length 1 as large as it can be (unit 1)?
#
# - (a) When they point the same way
#   right: Then it is 1. A filter will use this: it answers loudest to what looks like itself.
# - (b) When they are at a right angle
#   wrong: Then it is 0: they have nothing in common.
# - (c) When they point opposite ways
#   wrong: Then it is −1, the smallest it can be.
#
# 3. A network has far more weights than it has examples to learn from. What do you fear (unit 6)?
#
# - (a) That its loss cannot fall
#   wrong: It falls all too easily, down to nothing.
# - (b) That it learns the examples by heart
#   right: That is overfitting: it is perfect on what it knows and poor on what is new.
# - (c) That the gradient vanishes
#   wrong: That comes from depth and bends, and not from the number of weights.

# %% [markdown]
# ## 8.1 Too many weights
#
# Take a single node, and make it the best there is for one word: its weights *are* the word, so its dot product with that word is as large as it can be. Nothing could know this word better. Will the node still know it when it comes 50 milliseconds later? Listen first.

# %%
early = np.append(seven, np.zeros(800))
later = np.roll(early, 400)
audio.play_row({"seven": early, "seven, 50 ms later": later}, sr)

# %% predict="seven_later"
# You hear the same word twice. As rows of numbers, how far apart are they: how long is their difference, compared with the word itself?
#
# - (a) About 5 %
#   wrong: That would be a word that has hardly changed. But sample by sample nearly everything is elsewhere.
# - (b) About 50 %
#   wrong: Then half of it would still lie on itself. Speech swings a hundred times a second and more, so 50 ms later peaks meet valleys.
# - (c) More than 100 %
#   right: The two rows are as far apart as two different words would be.

# %%
difference = np.linalg.norm(later - early) / np.linalg.norm(early)
print(f"400 samples later, the row of numbers has changed by {difference:.0%} of its length")
w = early / (early @ early)
print(f"the node that is made for it answers {w @ early:.2f}, and 50 ms later {w @ later:.2f}")

# %% [markdown]
# A node that knows the word perfectly does not know it 50 milliseconds later, when you hear no difference at all. To a fully connected layer these are two unrelated inputs, because the weight that met the start of the word now meets something else. So it has to learn the word anew for every place. That is the first of three troubles
# that the multi-layer perceptron of unit 3 has with sound. The second is that most of its connections are of no use, because a sample has little to do with another one ten seconds away. And the third is that there are far too many of them: whoever has more weights than examples *overfits*, which means learning by heart.
#
# How many are too many? A spectrogram with 20 frames a second and 1,024 frequencies has $3 \cdot 20 \cdot 1024 = 61{,}440$ numbers in 3 seconds, so eight nodes that see all of them have 491,520 weights. For
# 30 seconds it is 4,915,200, and a hidden layer *as large as* that input would have $3.8 \cdot 10^{11}$, which is 1.5 terabytes.
#
# So let us say what we want of a layer, and see what is left of it. Two demands will do.
#
# **The first demand: local.** What belongs together lies close together: the attack of a drum, the resonances of a vowel. So let each output see only a *window* of the inputs. (If distant inputs do belong together, this is
# a bad idea. 8.7 has a remedy.)
#
# **The second demand: a shift in gives a shift out.** If the word comes one place later, the answer should come one place later and be the same otherwise. Which local layers do that? To find out, send in the simplest input there
# is, a single 1.

# %%
plots.show(*shifted_pulse.draw())

# %% predict="own_or_shared"
# Look at the left half. What would you have to change in its weights, so that the second answer is the first one, one place later?
#
# - (a) Nothing: train it on enough examples at every place
#   wrong: It might come near. But then it has learnt the same thing five times, once for each output.
# - (b) Make them smaller
#   wrong: The answers would become smaller, and still differ.
# - (c) Give each output the weights of its neighbour
#   right: The pulse at place 3 must find at each output what the pulse at place 2 found one output earlier. So all outputs have the same weights.

# %% [markdown]
# Read the picture as a derivation. Let $T_{ij}$ be the weight from input $i$ to output $j$. A pulse at place $i$ brings out row $i$ of $T$. A pulse at $i+1$ brings out row $i+1$. The demand says that this is row $i$, moved on
# by one:
#
# $$T_{i+1,\,j+1} = T_{ij} \quad\text{for all } i, j.$$
#
# So along every diagonal of the matrix stands one number, and the layer has only as many weights as a window is wide. We asked for one thing and were given another into the bargain: nobody had to *invent* shared weights, because they follow from the demand. Here are the three layers, as nets and as
# matrices; each shared weight has a colour.

# %%
plots.show(*wirings.draw())

# %% [markdown]
# The row of outputs that share their weights is a *feature map*, or *channel*: it says how much of one pattern is found at each place. Several maps, each with weights of its own, still cost far less than one full layer.
# A network made of such layers is a *convolutional network*. Yann LeCun and Yoshua Bengio described it in 1995 for images, speech and time series, and in 1998 LeCun and his colleagues read handwritten digits on cheques with one, LeNet (you meet it
# in 8.11). But remember that the demands were ours. Such a network is *data-specific*: it assumes that the inputs have neighbours, and for a table of age, income and shoe size that makes no sense.
#
# ### Exercise 1 · `count_weights` · ●○○ · 8 min
#
# Write `count_weights(n_inputs, n_nodes, window, bias)` that returns three numbers, `full, local, shared`: the weights of
#
# - a fully connected layer, where each node sees all inputs;
# - a layer where each node sees its own `window` inputs, with its own weights;
# - a layer where each node sees `window` inputs and all share the same weights.
#
# If `bias` is True, count biases too. How many has the shared layer? The second demand tells you.
#
# For example, 12 inputs, 4 nodes, a window of 3 and no biases: 48, 12 and 3.
#
# <details><summary>Hint 1</summary>
#
# In which of the three layers does the number of inputs play a part?
# </details>
#
# <details><summary>Hint 2</summary>
#
# If two outputs had different biases, silence would be answered in different ways at different places.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Without biases: `n_inputs * n_nodes`, `window * n_nodes` and `window`. To the first two add a bias for each node, to the third a single one; `True` counts as 1.
# </details>


# %% exercise="count_weights"
def count_weights(n_inputs, n_nodes, window, bias):
    ### BEGIN SOLUTION
    own = n_nodes if bias else 0
    return n_inputs * n_nodes + own, window * n_nodes + own, window + int(bias)
    ### END SOLUTION


# %% check="count_weights"

# %% explained="count_weights"
# Only in the full layer does it matter how many inputs there are, because every node meets every one of them. A local node has `window` weights, and if all nodes share theirs, there is one set of `window` weights, however many nodes use it.
#
# The bias is shared as well: with biases of their own the nodes would answer silence in different ways at different places, and the second demand forbids just that. So six inputs and four nodes make 6 · 4 + 4 = 28 numbers against 3 + 1 = 4. Whoever gives each node of the shared layer a bias gets 7.

# %% [markdown]
# Put the numbers from above into yours. With three seconds, 8 nodes and windows of an eighth of the input (7,680), 491,520 weights become 61,440 and then 7,680. And for the six inputs and four nodes of the picture, with a window of
# three and biases, it is **28 against 4**.
#
# ### Exercise 2 · `local_mask` · ●●○ · 10 min
#
# Which weights are left? A layer computes `x @ W`, with a row for each input and a column for each node, and local means that most of `W` is 0. Write
# `local_mask(n_inputs, window, stride)` that says where it is not.
#
# - node 0 sees the inputs 0 … window − 1; each further node begins `stride` inputs later
# - only nodes whose window fits whole
# - returns an array of shape (n_inputs, nodes), 1 where there is a connection, else 0
#
# For example, `local_mask(4, 2, 2)` is `[[1, 0], [1, 0], [0, 1], [0, 1]]`: four connections instead of eight.
#
# <details><summary>Hint 1</summary>
#
# How many nodes are there? Ask where the last window may begin.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The last window may begin at `n_inputs - window` at the latest, and the first begins at 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# There are `(n_inputs - window) // stride + 1` nodes. Start with zeros, and put ones into `mask[node * stride : node * stride + window, node]`.
# </details>


# %% exercise="local_mask"
def local_mask(n_inputs, window, stride):
    ### BEGIN SOLUTION
    mask = np.zeros((n_inputs, (n_inputs - window) // stride + 1))
    for node in range(mask.shape[1]):
        mask[node * stride : node * stride + window, node] = 1
    return mask
    ### END SOLUTION


# %% check="local_mask"

# %% explained="local_mask"
# Count the nodes first. The last window may begin at `n_inputs - window` at the latest, and from 0 to there `// stride` says how many whole steps fit. The first window needs no step, hence + 1. For 7 inputs, a window of 3 and a stride of 2 that is 4 // 2 + 1 = 3 nodes, beginning at 0, 2 and 4.
#
# Then each column gets its ones, a slice that begins `stride` rows further down than the one before. Inputs are rows and nodes are columns, because `x @ W` multiplies x with each column.
#
# If the + 1 is forgotten, the last column is missing. You see it at the bottom of the mask: rows of zeros, although a window would have ended there.

# %% [markdown]
# ## 8.2 One filter, every place
#
# If one set of weights serves all places, you need not think of a matrix at all: take the weights in your hand and slide them along. Here they are themselves a sound, a kick drum. Slide it, listen to what it covers, and watch the sum of products below. Then take the hi-hat.

# %%
demo(sliding_filter.draw, title=sliding_filter.TITLE, controls=sliding_filter.CONTROLS)

# %% [markdown]
# The output peaks where the sound under the filter *is* the filter, because a dot product is largest when two vectors point the same way. So a filter is a question, "is there something like me here?", and the feature map is the answer at every
# place. The question may be quite simple. With numbers small enough for paper, the filter $(-1, 0, 1)$ asks: does it rise here?

# %%
plots.show(*convolution.draw_signal(2))

# %% [markdown]
# The window covers 1, 3, 3; times the weights that is $-1, 0, 3$, and the sum is 2: yes, it rises. Go on by hand: the next window covers 3, 3, 1 and gives $-3 + 0 + 1 = -2$, a fall. The same three weights asked both times.
#
# What you did is all there is, so it can be written down: the *filter*, or *kernel*, $w$ has $K$ weights, and laid on the input $x$ at place $n$ it gives
#
# $$z[n] = \sum_{m=0}^{K-1} x[n+m]\,w[m].$$
#
# Strictly speaking this is *cross-correlation*. Deep learning calls it convolution, and so do the layers of this course. Texts also count the index in several ways: the lecture of Z. Duan counts from 1 and centres a window of three, so there it is
# $z_n = \sum_m w_m x_{m+n-2}$. And in some texts the kernel runs backwards. Why should anybody want that? The next section has the reason, and you have heard it in every church.
#
# ### Exercise 3 · `cross_correlate` · ●○○ · 8 min
#
# Write `cross_correlate(x, w)` that returns $z[n]$ for all places where the whole kernel lies inside the signal.
#
# - `x`: shape (N,); `w`: shape (K,), K ≤ N
# - returns an array; how many places there are is for you to find out
#
# For example, `x = np.array([1, 2, 0, 3])` and `w = np.array([1, -1])` give `[-1, 2, -3]`.
#
# <details><summary>Hint 1</summary>
#
# The first window begins at 0. Where does the last one begin?
# </details>
#
# <details><summary>Hint 2</summary>
#
# It begins at N − K, so there are N − K + 1 windows. A window is a slice, and the sum of products is `@`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Collect `x[n : n + len(w)] @ w` for every `n` in `range(len(x) - len(w) + 1)`. If you fill an array of zeros instead, take care that it holds fractions, too.
# </details>


# %% exercise="cross_correlate"
def cross_correlate(x, w):
    ### BEGIN SOLUTION
    return np.array([x[n : n + len(w)] @ w for n in range(len(x) - len(w) + 1)])
    ### END SOLUTION


# %% check="cross_correlate"

# %% explained="cross_correlate"
# There is one dot product for each place where the kernel lies inside. The first window begins at 0 and the last at N − K, because from there on it ends exactly with the signal; so there are N − K + 1, and as `range` stops before its end, that is the number it is given.
#
# By hand: 1 − 2 = −1, then 2 − 0 = 2, then 0 − 3 = −3. A list that becomes an array takes the type of what is in it. A prepared array of whole numbers, such as `np.zeros_like(x)` for this x, would cut off every fraction without a word.

# %% [markdown]
# Now your function can do what your ear did in the demo: look for the kick. (Every fourth sample will do, and the line below says whose code is at work.)

# %%
mine.whose("cross_correlate")
loop, kick = sliding_filter.loop()[::4], 4 * sliding_filter.sounds()["kick"][::4]
ax = plots.curve(mine.cross_correlate(loop, kick), xlabel="place", ylabel="z")
plots.show(ax, "The answer of the kick filter: three high peaks, where the loop has its kicks.")

# %% [markdown]
# ## 8.3 A room is a kernel
#
# Three peaks for three kicks. So far the kernel has looked for something; now let it *do* something. Clap once in a church, and the sound comes back for seconds. That answer to one short click is the room's *impulse response*. Now
# speak. Every sample of your voice is a small click, and each sets off a copy of the response, as loud as that sample is large, and all the copies add up. On paper, with a voice of four samples:

# %%
plots.show(*echo_copies.draw())

# %% [markdown]
# Look down the lit column: it collects what three different samples have sent there, the latest one with the *first* number of the kernel. So seen from the output the kernel runs backwards:
#
# $$z[n] = \sum_m x[m]\,w[n-m] = \sum_m x[n-m]\,w[m].$$
#
# This is *convolution* in the older sense: cross-correlation with the kernel turned round. (For sound that is not cut into samples the sum is an integral, $z(t) = \int x(\tau)\,w(t-\tau)\,d\tau$; substitute $\tau' = t - \tau$, and $x$ and $w$ have changed places.)
# For a room the order matters, since no echo comes before its sound. But a network *learns* its kernels, so it does not care which of the two it computes.

# %% predict="word_as_room"
# We convolve a word with a church, and then the church with the word: now the church's response is the sound, and the word is the room. What do you hear?
#
# - (a) The same, to the last sample
#   right: Turn the picture: whether every sample of x sends a copy of w or every sample of w a copy of x, the same products meet in the same columns. Convolution *commutes*.
# - (b) The word backwards
#   wrong: One of the two is turned round in the formula, but which one makes no difference to the sum.
# - (c) A church with a short echo of noise
#   wrong: It does look as if the roles had changed. But each pair of a sample of the one and a sample of the other meets once in either case.

# %%
church = any_room.impulse_response(1.6, sr=sr, rng=rng)
echo = np.zeros(sr)
echo[[0, sr // 4, sr // 2, 3 * sr // 4]] = 1, 0.6, 0.36, 0.2
rooms = {"echo": echo, "small room": any_room.impulse_response(0.4, sr=sr, rng=rng)}
rooms |= {"church": church}

# %% collapsed
fig = new_figure(8, 2.6)
for ax, (name, kernel) in zip(fig.subplots(1, 3, sharey=True), rooms.items(), strict=True):
    plots.waveform(kernel, sr, ax=ax, title=name)
for ax in fig.axes[1:]:
    ax.set(ylabel="")
plots.show(fig, "Impulse responses: an echo of four spikes, a short and a long tail of noise.")

# %%
heard = {name: any_room.sounded(seven, room) for name, room in rooms.items()}
heard["church in the word"] = any_room.sounded(church, seven)
audio.play_row({"the word": 0.8 * seven / np.abs(seven).max(), **heard}, sr)

# %% [markdown]
# None of these rooms exists: one is an echo, the others are noise that dies away by 60 dB in its *reverberation time*, 0.4 and 1.6 seconds. And the last two that you heard are one and the same.
#
# Long kernels are rooms. Short ones, of a few samples, you do not hear as echoes any more; they change the colour of the sound. The mean of 16 neighbours, a *moving average*, keeps what is slow, and the difference of two
# neighbours keeps what is fast.

# %%
sounds = {"noise": audio.white_noise(sr=sr, duration=0.7, rng=rng), "word": seven}
kernels = {"alone": [1.0], "averaged": np.ones(16), "differences": [1.0, -1.0]}
audio.play_row(any_room.each_in_each(sounds, kernels), sr)

# %% [markdown]
# One practical question is left: how long is the output? A church goes on after the last word. In the picture, four samples and a kernel of three gave six numbers, $N + K - 1$, because the kernel may hang over at both ends. That is called *full*. If it has to lie inside, there are $N - K + 1$: *valid*.
# The middle $N$ values of the full output, so that the length stays, are *same*.
#
# ### Exercise 4 · `convolve` · ●●○ · 12 min
#
# Write `convolve(x, w, mode)`, with the kernel turned round.
#
# - `x`: shape (N,); `w`: shape (K,), K ≤ N except in "full"; `mode`: `"full"`, `"same"` or `"valid"`
# - "same" leaves out the first `(K - 1) // 2` values of "full" and keeps N
#
# For example, `x = np.array([1, 2, 3])` and `w = np.array([1, 10])`: full is `[1, 12, 23, 30]`, same `[1, 12, 23]`, valid `[12, 23]`.
#
# <details><summary>Hint 1</summary>
#
# Begin with "full", since the other two are slices of it. The picture above is the recipe: copies that add up.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For each weight `w[m]`, a copy of `x` begins at place `m` and is as long as `x`. Which of the full values have used the whole kernel?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `full[m : m + len(x)] += w[m] * x` for every m, on zeros of length N + K − 1. "valid" is `full[K - 1 : N]`, "same" is `full[s : s + N]` with `s = (K - 1) // 2`.
# </details>


# %% exercise="convolve"
def convolve(x, w, mode):
    ### BEGIN SOLUTION
    full = np.zeros(len(x) + len(w) - 1)
    for m, weight in enumerate(w):
        full[m : m + len(x)] += weight * x
    if mode == "full":
        return full
    if mode == "same":
        start = (len(w) - 1) // 2
        return full[start : start + len(x)]
    return full[len(w) - 1 : len(x)]
    ### END SOLUTION


# %% check="convolve"

# %% explained="convolve"
# "Full" is the picture: each weight sets off a copy of x, `w[m]` times as loud and m places later, and `+=` adds the copies up. As each lies whole within N + K − 1 places, no edge needs a case of its own. In the example they are 1, 2, 3, 0 and 0, 10, 20, 30.
#
# The others are slices. The value at place n needs x from n − K + 1 to n, and all of these exist from n = K − 1 to n = N − 1. So "valid" is `full[K - 1 : N]`.
#
# A slip that hides is to begin "same" at `K // 2`, because for odd kernels it is the same number. In the example, with K = 2, it would give 12, 23, 30.

# %% [markdown]
# The check also tries three laws: convolution commutes; what comes later gives the same output later (*shift-equivariance*, our second demand by its proper name); and
# the spectrum of the output is the product of the two spectra. That third law is how long reverbs are computed fast, here too.
#
# ## 8.4 A matrix with few numbers
#
# We began with a matrix, most of whose weights we did not want, and then forgot about it and slid a filter along. Are the two really the same? Sliding is linear, so it must be a matrix product, and you know the matrix already: 8.1 derived it. Here it is at work, with one output lit.

# %%
plots.show(*wirings.draw_matrix())

# %% [markdown]
# Both demands can be seen in it: *local* is why most of it is 0, and *shared* is why each diagonal holds one number again and again. Such a matrix is called *Toeplitz*. It has fewer columns than rows, because the window must lie inside. If zeros are put at both ends of the signal, as many come
# out as go in, and the matrix is square, here with five inputs and five outputs.

# %%
plots.show(*wirings.draw_matrix((1, 0, 2, -1, 3), padding=1, at=2))

# %% [markdown]
# ### Exercise 5 · `toeplitz_matrix` · ●●○ · 10 min
#
# Write `toeplitz_matrix(w, n_inputs, stride)`: the matrix T with which `x @ T` is the cross-correlation of `x`, shape (n_inputs,), with `w`,
# of which only every `stride`-th output is kept. No zeros are added.
#
# - returns shape (n_inputs, outputs)
#
# For example, `toeplitz_matrix(np.array([7, 8]), 3, 1)` is `[[7, 0], [8, 7], [0, 8]]`.
#
# <details><summary>Hint 1</summary>
#
# Which earlier exercise had a 1 wherever this one has a weight?
# </details>
#
# <details><summary>Hint 2</summary>
#
# It is the mask of exercise 2 with the weights in place of the ones: column j holds the kernel, beginning at row j times the stride.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `T = np.zeros((n_inputs, (n_inputs - len(w)) // stride + 1))`, and then `T[j * stride : j * stride + len(w), j] = w` for every column.
# </details>


# %% exercise="toeplitz_matrix"
def toeplitz_matrix(w, n_inputs, stride):
    ### BEGIN SOLUTION
    T = np.zeros((n_inputs, (n_inputs - len(w)) // stride + 1))
    for node in range(T.shape[1]):
        T[node * stride : node * stride + len(w), node] = w
    return T
    ### END SOLUTION


# %% check="toeplitz_matrix"

# %% explained="toeplitz_matrix"
# In `x @ T` output j is x times column j, so each column must hold what the filter does at one place: the kernel in the rows that the window covers, and 0 elsewhere. That is the mask of exercise 2 with weights instead of ones. The kernel is not turned round, because the row `start + m` holds `w[m]`, just as in $\sum_m x[n+m]\,w[m]$.
#
# A kernel written upside down is not noticed as long as it is symmetrical. And rows for outputs make the transposed matrix, whose shape gives it away.
#
# Or ask with pulses, as in 8.1: row i is the answer to a 1 at place i, so `cross_correlate(pulse, w)[::stride]` for each row of `np.eye(n_inputs)` makes T as well.

# %% [markdown]
# So a convolution *is* a fully connected layer, with most of its weights held at 0 and the others *tied*, which means kept equal. You can see it from the other side, too: to get the matrix of any
# linear layer, send pulses through it, as in 8.1, and what comes out are its rows. (From here on `mine.layers` runs on your own `conv1d`, once you have written it in 8.6.)

# %%
conv = mine.layers.Conv1d(1, 1, 3, rng=rng, dtype=np.float64)
full, x = Linear(10, 8, rng=rng, dtype=np.float64), rng.normal(size=(4, 10))
full.weight.value[:] = conv(np.eye(10)[:, None])[:, 0]
print("same outputs:", np.allclose(full(x), conv(x[:, None])[:, 0]))
print("numbers in the matrix:", full.weight.value.size, " to learn:", conv.weight.value.size)

# %% [markdown]
# ## 8.5 Stride, padding, dilation
#
# Until now the filter stopped at every place and never left the signal. It need not be so, and three numbers say where it is laid. First the **stride** $S$: the window moves on by $S$ places. The result is what stride 1 would give, with only every $S$-th value kept, so it is downsampling that does not compute what it
# would throw away.

# %%
plots.show(*convolution.draw_signal(1, stride=2))

# %% [markdown]
# A stride makes the output short; so does the edge, where a window no longer fits. Against that there is **padding** $P$: $P$ zeros are put before and after the input, so that the output need not shrink. Here is the first window; it hangs over the edge.

# %%
plots.show(*convolution.draw_signal(0, padding=1))

# %% [markdown]
# And if the window is too narrow for what it should find, there is **dilation** $D$: the weights are laid $D$ places apart, so that the window reaches further, with no more weights than before.

# %%
plots.show(*convolution.draw_signal(1, dilation=2))

# %% [markdown]
# All three work in two directions, too, on a small picture (or spectrogram), where nine products make one sum. Press Play, then change one of the three at a time, and watch the line at the bottom: it counts the places.

# %%
demo(window_steps.draw, title=window_steps.TITLE, controls=window_steps.CONTROLS)

# %% predict="dilated_places"
# A signal of 10 values, a kernel of 3, dilation 2, no padding, stride 1. How many places does the window have?
#
# - (a) 8
#   wrong: That is without dilation. The window reaches further now, so it has fewer places.
# - (b) 6
#   right: Three weights with one gap between neighbours reach over 5 values: 10 − 5 + 1.
# - (c) 5
#   wrong: That takes a reach of 6, twice the kernel. But between three weights there are only two gaps.

# %% [markdown]
# ### Exercise 6 · `conv_size` · ●●○ · 10 min
#
# Write `conv_size(size, kernel_size, stride, padding, dilation)` that returns how many outputs there are, a whole number. A window that
# does not fit whole is left out. The pictures give an example each; find the rule that makes all of them.
#
# For example, 10 inputs, a kernel of 3, stride 2, padding 1 and dilation 1: windows begin at −1, 1, 3, 5, 7, so 5. With dilation 2 it is 4.
#
# <details><summary>Hint 1</summary>
#
# Three questions: how long is the input with its zeros? How many places does the kernel reach over? How many steps of the stride fit into what is left?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The input becomes `size + 2 * padding`. The reach is the place of the last weight, seen from the first, plus 1.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `reach = dilation * (kernel_size - 1) + 1` it is `(size + 2 * padding - reach) // stride + 1`, because the first window needs no step.
# </details>


# %% exercise="conv_size"
def conv_size(size, kernel_size, stride, padding, dilation):
    ### BEGIN SOLUTION
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1
    ### END SOLUTION


# %% check="conv_size"

# %% explained="conv_size"
# Ask how much room the window has to move in the input with its zeros. From the first weight to the last it is K − 1 steps of D places, so the window reaches over D(K − 1) + 1. What is left is the room; `// stride` says how many whole steps fit into it; and the first window needs no step, hence the + 1 *after* the division.
#
# In the example 12 − 3 = 9 has room for 4 steps of 2, so 5 windows. With dilation 2 the reach is 5, and 12 − 5 = 7 has room for 3, so 4.
#
# A reach of D · K counts a gap too many, and the example hides it, because 12 − 6 = 6 has room for 3 steps as well. With stride 1 it shows: the 10 values of the question above would have 5 places instead of 6.

# %% [markdown]
# A stride throws samples away, which sounds like damage. Hear how much it is: keep every second value of a moving average, and the sound has half as many samples. Played at half the rate it is as long as before, only
# duller, because most of what was fast is gone, and what is slow does not need the samples in between.

# %%
averaged = mine.layers.Conv1d(1, 1, 4, stride=2, bias=False, rng=rng)
averaged.weight.value[:] = 1 / 4
small = averaged(seven[None, None].astype(np.float32))[0, 0]
print(len(seven), "samples have become", len(small), "=", mine.conv_size(len(seven), 4, 2, 0, 1))
audio.play(small, sr // 2, title="seven, averaged with stride 2, at half the sample rate")

# %% [markdown]
# This is a good place to end the first sitting. You have one filter on one signal; the second sitting makes whole layers of it.
#
# ## 8.6 Channels
#
# One filter finds one pattern, but a drummer has more than one drum. So a layer has several filters, and each writes its own feature map: a *channel* of the output. The input may
# have channels, too: left and right; red, green and blue; or the maps of the layer before. Then a filter has a kernel for *each*
# channel of the input, and what they give is added up. Press Play, and then take the other filter.

# %%
demo(channel_steps.draw, title=channel_steps.TITLE, controls=channel_steps.CONTROLS)

# %% [markdown]
# Follow one cell: nine products in channel 0 make one number, nine products in channel 1 another, and their sum is *one* cell of *one* output map. So a filter is a block, as deep as the input has channels, and there is one output
# channel for each filter. In symbols nothing is added to 8.2 but a sum over channels, and a bias $b[o]$ for each output channel $o$. For sound $i$ of the batch, with stride $S$ and dilation $D$, along one axis:
#
# $$z[i, o, n] = b[o] + \sum_{c}\sum_{m} x[i, c,\; S n + D m]\; w[o, c, m]$$
#
# An array of more than two axes, such as $x$ or $w$ here, is often called a *tensor*. Which of its axes holds channels, and along which a filter slides, depends on what comes in. A filter slides along an axis where our two demands make sense: neighbours belong together, and a thing that is moved is still the same thing.
#
# | input | shape of x | slides along |
# |---|---|---|
# | a waveform, mono or stereo | (N, 1 or 2, T) | time |
# | a skeleton in motion, C joint angles | (N, C, T) | time |
# | a spectrogram, a grey picture | (N, 1, F, T) | two axes |
# | a colour picture | (N, 3, H, W) | two axes |
# | a CT scan | (N, 1, X, Y, Z) | three axes |
# | a colour film | (N, 3, T, H, W) | three axes |

# %% predict="how_many_kernels"
# A colour picture goes through a layer with 8 filters of 5 × 5. How many weights are these, without biases?
#
# - (a) 200
#   wrong: That is 8 kernels of 25. But a filter has a kernel for red, one for green and one for blue.
# - (b) 600
#   right: $8 \cdot 3 \cdot 5 \cdot 5$, and they make 8 channels, because each filter adds its three sums up.
# - (c) 600 that make 24 channels
#   wrong: The number is right. But the three sums of a filter are added up, so each filter makes one channel.

# %% [markdown]
# ### Exercise 7 · `conv1d` · ●●● · 15 min
#
# Write `conv1d(x, weight, bias, stride, padding, dilation)`, the layer of the formula. Loops are fine.
#
# - `x`: shape (N, C, T); `weight`: shape (O, C, K), not turned round; `bias`: shape (O,)
# - `stride`, `dilation`: as above; `padding`: so many zeros before *and* after
# - returns shape (N, O, T′), T′ as in exercise 6
#
# For example, `x = [[[1, 2, 3], [10, 20, 30]]]`, one filter `[[[1, 1], [0, 1]]]` and the bias `[100]`, stride 1: the first output is
# 1·1 + 2·1 + 10·0 + 20·1 + 100 = 123, the second 135.
#
# <details><summary>Hint 1</summary>
#
# Pad first, and forget the padding from then on. Loop over the outputs only: a slice can take all sounds, all channels and all weights of one window at once.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.pad(x, ((0, 0), (0, 0), (padding, padding)))`. Window t begins at `t * stride`, and its values lie `dilation` apart: a slice has a step.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `seen = x[:, :, t * stride : t * stride + reach : dilation]`, shape (N, C, K), the outputs at t are `np.einsum("nck,ock->no", seen, weight) + bias`.
# </details>


# %% exercise="conv1d"
def conv1d(x, weight, bias, stride, padding, dilation):
    ### BEGIN SOLUTION
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding)))
    span = dilation * (weight.shape[2] - 1) + 1
    n_out = (x.shape[2] - span) // stride + 1
    y = np.zeros((len(x), len(weight), n_out))
    for t in range(n_out):
        seen = x[:, :, t * stride : t * stride + span : dilation]
        y[:, :, t] = np.einsum("nck,ock->no", seen, weight) + bias
    return y
    ### END SOLUTION


# %% check="conv1d"

# %% explained="conv1d"
# Two decisions make it short. Pad first and forget the padding, because in the longer array a window simply begins at `t * stride`. And loop over the *places* alone: the outputs do not depend on each other, so everything else, all sounds, filters, channels and weights, can be done at once.
#
# A window is a slice with a step. With K = 3 and dilation 2 the span is 5, and `0:5:2` takes 0, 2 and 4. Read `"nck,ock->no"` like this: c and k are missing on the right, so they are multiplied and added up; n and o stay, a sum for each sound and each filter. `np.pad` gets a pair for each axis, with zeros along time only.
#
# The bias comes once for each output, after the sum over channels. Inside a loop over channels it would come once a channel, and the example would begin with 223 instead of 123.
#
# Without any loop: `np.lib.stride_tricks.sliding_window_view(x, span, axis=2)[:, :, ::stride, ::dilation]` holds all windows, and one `einsum` does the rest.

# %% [markdown]
# ## 8.7 What one output sees
#
# When we asked for *local*, a doubt was left: a bar of music is longer than a small window. But a layer need not stand alone. The next one looks through windows at windows, and so on. The inputs that one output depends on are its *receptive field*.

# %% predict="three_layers"
# Three layers, each with a kernel of 3 and stride 2. How many inputs does one output of the third layer see?
#
# - (a) 7
#   wrong: That is what three kernels of 3 see with stride 1: each adds two. A stride below makes the steps above it longer.
# - (b) 27
#   wrong: Multiplying counts inputs several times, because neighbouring windows overlap.
# - (c) 15
#   right: From the top down: 3 values of the second layer, 7 of the first, 15 inputs.

# %%
demo(receptive_fields.draw, title=receptive_fields.TITLE, controls=receptive_fields.CONTROLS)

# %% [markdown]
# Count along the orange lines. Then play: which of the controls makes the field grow fastest, and which does not make it grow at all? The promise of many layers lies in this picture. A value of the first layer stands for three samples, one of the third
# for fifteen, and so on, each made of the ones below: a piece of an attack, then a hit, then a bar. (Whether layers really get more abstract on the way up can be measured; 9.10 does it.) So what is far apart comes together after all, further up, and that is the remedy promised in 8.1.
#
# How far does it reach? By hand, from the bottom: a layer takes $K - 1$ steps, each of $D$ places of the layer below, and how long such a place is in samples of the input depends on the strides of all layers *below*.
#
# ### Exercise 8 · `receptive_field` · ●●○ · 10 min
#
# Write `receptive_field(layers)`: how many inputs one output spans, from the first to the last that it sees.
#
# - `layers`: a list of `(kernel_size, stride, dilation)`, the layer next to the input first
#
# For example, `[(3, 1, 1)]` spans 3; `[(3, 2, 1), (3, 1, 1)]` spans 7, because the second layer takes two steps of 2 inputs.
#
# <details><summary>Hint 1</summary>
#
# Keep two numbers while you go up: how much one value sees, and how far apart neighbours are, counted in inputs. What are they before the first layer?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Both are 1. A layer makes the first grow by its steps, each as long as the second says. When does its own stride come in?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `size += (kernel_size - 1) * dilation * jump`, and only then `jump *= stride`.
# </details>


# %% exercise="receptive_field"
def receptive_field(layers):
    ### BEGIN SOLUTION
    size, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        size += (kernel_size - 1) * dilation * jump
        jump *= stride
    return size
    ### END SOLUTION


# %% check="receptive_field"

# %% explained="receptive_field"
# Two numbers are carried up: `size`, how many inputs one value sees, and `jump`, how many inputs neighbours are apart. Before the first layer a value *is* an input, so both are 1.
#
# A layer takes K − 1 steps, each D places long, and a place is `jump` inputs wide. So `size` grows by the product of the three; not by K steps, since the first value needs none. Only then comes the layer's own stride, because it moves its *outputs* apart, and those are what the next layer walks on.
#
# By hand, three times kernel 3 and stride 2: 1 + 2 = 3, then 3 + 2 · 2 = 7, then 7 + 2 · 4 = 15. If the stride came first, one such layer would already see 5 inputs, through three weights.

# %% [markdown]
# Do not believe the formula: measure it. Send an impulse back from one output, and where it arrives, the output listens. How far do ten layers see, with kernels of 2
# and a dilation that doubles? (We meet them again in unit 12.)

# %%
ten = [(2, 1, 2**i) for i in range(10)]
print("one output sees", receptive_fields.measured(ten), "inputs, through 20 weights")

# %% [markdown]
# A thousand samples through twenty weights! But something has to happen between the layers. Convolution is linear, so two in a row are one convolution again, with a longer kernel, as two linear layers were one in unit 3. A bend has to stand between them: ReLU, or leaky ReLU.

# %%
a, b, x = rng.normal(size=3), rng.normal(size=4), rng.normal(size=40)
one = np.convolve(x, np.convolve(a, b))
print("two in a row are one:", np.allclose(np.convolve(np.convolve(x, a), b), one))
print("with a ReLU between: ", np.allclose(np.convolve(ReLU()(np.convolve(x, a)), b), one))

# %% [markdown]
# ## 8.8 The spectrogram was a layer all along
#
# Kernels, stride, channels: it turns out that you wrote such a layer before you had the words for it. In unit 7 you computed a short-time Fourier transform: take a frame, multiply it by a window, correlate it with cosines and sines, move on by a
# hop. Say it again in this unit's words: **kernels** (windowed cosines and sines), laid on the sound with a **stride** (the hop), one channel for each.
#
# ### Exercise 9 · `stft_layer` · ●●○ · 12 min
#
# Write `stft_layer(n_fft)` that returns the weight of a convolution layer that computes an STFT: shape (n_fft + 2, 1, n_fft), which is
# (output channels, input channels, kernel size).
#
# - with $w[m] = \frac12 - \frac12\cos(2\pi m / n_\mathrm{fft})$, the window: channel $k$, for $k = 0 \dots n_\mathrm{fft}/2$, gives the *real* part of $\sum_m w[m]\,x[m]\,e^{-2\pi i k m / n_\mathrm{fft}}$
# - the channels after them, again for $k = 0 \dots n_\mathrm{fft}/2$, give its imaginary part
#
# For example, for n_fft = 4 channel 1 is `[0, 0, -1, 0]`, and channel 4, the imaginary part of k = 1, is `[0, -0.5, 0, 0.5]`.
#
# <details><summary>Hint 1</summary>
#
# $e^{-i\alpha} = \cos\alpha - i \sin\alpha$. What, then, is multiplied with $x[m]$ in the real part?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The kernels are $w[m]\cos(2\pi k m/n_\mathrm{fft})$ and $-w[m]\sin(2\pi k m/n_\mathrm{fft})$. `np.outer(k, m)` has all products of k and m.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.concatenate([np.cos(angles), -np.sin(angles)]) * window`, with `angles` of shape (n_fft // 2 + 1, n_fft); then `[:, None]` puts in the axis of size 1.
# </details>


# %% exercise="stft_layer"
def stft_layer(n_fft):
    ### BEGIN SOLUTION
    m = np.arange(n_fft)
    angles = 2 * np.pi * np.outer(np.arange(n_fft // 2 + 1), m) / n_fft
    window = 0.5 - 0.5 * np.cos(2 * np.pi * m / n_fft)
    return (np.concatenate([np.cos(angles), -np.sin(angles)]) * window)[:, None]
    ### END SOLUTION


# %% check="stft_layer"

# %% explained="stft_layer"
# A frame is what lies under the kernel and the hop is the stride, so the kernel is whatever the frame is multiplied with. As $e^{-i\alpha} = \cos\alpha - i\sin\alpha$, and sound and window are real, the real part takes cosines and the imaginary part *minus* sines. In unit 7 the minus did not matter, because everything was squared; here the numbers themselves are asked for. Nothing is turned round, since layers turn no kernel.
#
# `* window` lays the window on every row, and `[:, None]` puts in the axis of the single input channel. Try n_fft = 4: the window is 0, ½, 1, ½ and the cosine of k = 1 is 1, 0, −1, 0, so the kernel is 0, 0, −1, 0. With `np.hanning` the window would be 0, ¾, ¾, 0.

# %% [markdown]
# Here are three pairs of its kernels. Each is a short wave that swells and fades, so it asks: is there *this* frequency in this frame? And each frequency has two kernels, because one alone would miss a
# wave that comes a quarter of a turn later.

# %%
plots.show(*wave_rows.draw_kernels(mine.stft_layer(256)))

# %%
analyser = mine.layers.Conv1d(1, 258, 256, stride=64, bias=False, rng=rng, dtype=np.float64)
analyser.weight.value[:] = mine.stft_layer(256)
real, imaginary = np.split(analyser(seven[None, None].astype(float))[0], 2)
S = audio.amplitude_to_db(np.hypot(real, imaginary), ref=np.max, top_db=60.0)
plots.show(*spectrograms.draw({"seven, by a layer of 258 kernels": S}, sr=sr, hop_length=64))

# %% [markdown]
# No library function for spectra was at work, only a convolution with 258 kernels and a stride of 64. A network that gets the waveform could learn such kernels by itself, or better ones. So sound does not prescribe where *features* end and the *network* begins; we choose it.
#
# ## 8.9 Pooling
#
# A feature map says *where* something was found, to the sample. Often that is more than we want to know: a drummer who is a few milliseconds late has still played the beat. *Pooling* keeps one number of each window: the
# largest (**max pooling**) or the mean (**average pooling**). Usually the stride is the window's size, so that windows do not overlap. There is
# nothing to learn, and every channel is pooled by itself. In two directions, with windows of 2 × 2:

# %%
plots.show(*pooling.draw("max", back=False))

# %% [markdown]
# ### Exercise 10 · `pool1d` · ●●○ · 10 min
#
# Write `pool1d(x, kernel_size, stride)` that returns two arrays, `largest, mean`, each of shape (N, C, T′).
#
# - `x`: shape (N, C, T), of any sign; windows begin at 0, stride, 2·stride, …; a window that does not fit whole is left out
#
# For example, `x = [[[1, 5, 2, 3, 9]]]`, size 2, stride 2: `[[[5, 3]]]` and `[[[3, 2.5]]]`.
#
# <details><summary>Hint 1</summary>
#
# It is a convolution with something else in place of the sum of products. Which windows are there?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `range(0, T - kernel_size + 1, stride)` has the places where they begin. Along which axis is the maximum taken, so that sounds and channels stay apart?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.stack([x[:, :, s : s + kernel_size] for s in starts], axis=2)` has shape (N, C, T′, kernel_size); take `.max(axis=3)` and `.mean(axis=3)` of it.
# </details>


# %% exercise="pool1d"
def pool1d(x, kernel_size, stride):
    ### BEGIN SOLUTION
    starts = range(0, x.shape[2] - kernel_size + 1, stride)
    windows = np.stack([x[:, :, start : start + kernel_size] for start in starts], axis=2)
    return windows.max(axis=3), windows.mean(axis=3)
    ### END SOLUTION


# %% check="pool1d"

# %% explained="pool1d"
# It is the sliding of a convolution, only with another question asked of each window. `range` stops before `T - kernel_size + 1`, so the last start is T − K at most, and only whole windows are taken: in the example 1, 5 and 2, 3, while the 9 is left out.
#
# Stacking the windows along a new axis gives the shape (N, C, T′, K). Now each window lies along the *last* axis, so `axis=3` takes its maximum and its mean, and sounds and channels stay apart.
#
# Two slips hide in common cases: a step of `kernel_size` is right as long as the stride equals it, and a maximum that starts from 0 is right until every value of a window is negative.

# %% [markdown]
# So is the late drummer forgiven? Max pooling is often called *invariant to small shifts*, and invariant means that nothing changes. Does nothing change? Shift a rhythm under it.

# %%
demo(pooling_shift.draw, title=pooling_shift.TITLE, controls=pooling_shift.CONTROLS)

# %% predict="pooled_shift"
# Now a real word, as a feature map of 8 ms a frame. It comes one frame later, and we pool over 4 frames. How much of the change is left, on average over where the windows begin?
#
# - (a) Nothing: one frame is less than a window
#   wrong: For values in the middle of a window that is so. But others cross from one window into the next.
# - (b) All of it, since values cross from window to window
#   wrong: Some do; the others are still the largest of the same window.
# - (c) Something like a half
#   right: It is softened, and not removed.

# %% collapsed
quiet = np.zeros(sr // 4)
word = np.concatenate([quiet, seven, quiet])
mel = audio.power_to_db(audio.melspectrogram(word, sr=sr, n_fft=256, hop_length=64, n_mels=24))
feature_map = np.maximum(
    mine.conv2d(mel[None, None], np.array([[[[-1.0, 1.0]]]]), np.zeros(1), (1, 1)), 0
)[0]


def change(shift, size):
    """Difference over length after max pooling, over all places where the windows may begin."""
    squares = []
    for begin in range(size):
        moved = (np.roll(feature_map, begin + s, axis=2) for s in (0, shift))
        before, after = (mine.pool1d(each, size, size)[0] for each in moved)
        squares.append(((after - before) ** 2).sum() / (before**2).sum())
    return np.sqrt(np.mean(squares))


ax, shifts = None, (1, 2, 4, 8)
for size in (1, 2, 4, 8):
    left = [100 * change(shift, size) for shift in shifts]
    label = f"windows of {size}" if size > 1 else "no pooling"
    ax = plots.curve(
        left, x=shifts, xlabel="shift (frames)", ylabel="change (%)", label=label, ax=ax
    )
plots.show(
    ax,
    "How much a shifted word changes: the larger the pooling windows, the less, "
    "most of all for small shifts.",
)

# %% [markdown]
# The leftmost points are shifts by one frame: without pooling the map changes by more than 80 % of its length, with windows of 4 by about half of that, and with windows of 8 by less. For a shift of 8 frames hardly anything helps. So pooling makes a layer *less sensitive* to small shifts, and not
# invariant. A shift by a whole window moves the pooled map by one place, which is equivariance again.
#
# With pooling the set is complete. A convolutional network takes turns: convolve, bend, pool, and again, until the map is small. With the same outputs it has far fewer weights than
# full layers, and fewer connections too, so it is faster than those, and it needs fewer examples. Unit 9 builds one and measures the examples, against an MLP with as many weights. (With as *many weights* a CNN is the slower
# one, because each of its weights works at many places. 8.11 counts.)
#
# ### Exercise 11 · `mend_block` · ●●● · 15 min
#
# **What is wrong here?** The function below is meant to be such a turn: it pads, convolves with stride 1, adds the bias, bends with a ReLU and pools with windows of `size` that do not overlap. It returns two arrays: `z`, what goes *into* the ReLU, and the
# pooled map. It runs, and on most inputs nobody would see that it is wrong. **It has four faults.** Mend them.
#
# - `x`: (N, C, T); `weight`: (O, C, K); `bias`: (O,); `padding`: zeros on each side
#
# For example, with no padding and T = 5, K = 3 there must be three places. The check tells the faults apart by four questions: `plain` (one channel, no padding), `padded`, `channels` (several) and `pooled`. Run it, mend a line, run it again.
#
# <details><summary>Hint 1</summary>
#
# Two faults are in the first two lines. What would `conv_size` say?
# </details>
#
# <details><summary>Hint 2</summary>
#
# How often is the bias added if there are three channels? And which values does the last line put into the same window? Try it on `np.arange(6.0)` with windows of 2.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `(padding, padding)`; `+ 1` place; the bias after the loop over channels; and `reshape(..., count, size).max(axis=3)`.
# </details>


# %% exercise="mend_block"
def mend_block(x, weight, bias, padding, size):
    x = np.pad(x, ((0, 0), (0, 0), (padding, 0)))
    places, width = x.shape[2] - weight.shape[2], weight.shape[2]
    z = np.zeros((len(x), len(weight), places))
    for t in range(places):
        for c in range(x.shape[1]):
            z[:, :, t] += x[:, c, t : t + width] @ weight[:, c].T + bias
    h = np.maximum(z, 0)
    count = places // size
    return z, h[:, :, : count * size].reshape(len(x), len(weight), size, count).max(axis=2)


### BEGIN SOLUTION
def mend_block(x, weight, bias, padding, size):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding)))
    places, width = x.shape[2] - weight.shape[2] + 1, weight.shape[2]
    z = np.zeros((len(x), len(weight), places)) + bias[:, None]
    for t in range(places):
        for c in range(x.shape[1]):
            z[:, :, t] += x[:, c, t : t + width] @ weight[:, c].T
    h = np.maximum(z, 0)
    count = places // size
    return z, h[:, :, : count * size].reshape(len(x), len(weight), count, size).max(axis=3)


### END SOLUTION

# %% check="mend_block"

# %% explained="mend_block"
# Each fault is silent in the most common case, and that is why nobody sees it.
#
# *Padding.* `(padding, 0)` adds zeros in front only, which shows as soon as there are any.
#
# *Places.* 5 − 3 is the number of *steps*; the places are one more, since the first needs no step.
#
# *Bias.* It stood in the loop over channels, so it was added once a channel, and with one channel that is right. Now z begins with it: `bias[:, None]` has the shape (O, 1), a bias for each filter at all places.
#
# *Pooling.* `reshape` fills the last axis first. So (size, count) cuts 0 … 5 into 0, 1, 2 and 3, 4, 5, and the maximum across them compares 0 with 3. With (count, size) the pieces are 0, 1 and 2, 3 and 4, 5, and along the last axis neighbours are compared. Both give three numbers, so no shape complains.
#
# Such faults are found with an input so small that you know the answer beforehand, and one thing switched on at a time.

# %% [markdown]
# ## 8.10 Edges
#
# So far nearly everything has slid along time. A spectrogram has a second axis, and along two axes a kernel is a small picture. You have seen it move in 8.5; here is one of its places again.

# %%
plots.show(*convolution.draw(1, 2))

# %% [markdown]
# In symbols, for one channel:
#
# $$z[i, j] = \sum_m\sum_n x[i+m,\, j+n]\;w[m, n]$$
#
# (Older texts turn the kernel round along both axes here, too: $x[i-m, j-n]$.) The kernel of the picture takes what is on the left, minus what is on the right, so it answers where the two differ: at a vertical *edge*. The smallest kernel
# of this kind is $[-1, 1]$.
#
# ### Exercise 12 · `conv2d` · ●●● · 12 min
#
# Write `conv2d(x, weight, bias, stride)`, the layer for pictures and spectrograms.
#
# - `x`: shape (N, C, H, W); `weight`: shape (O, C, K, K′), not turned round; `bias`: shape (O,)
# - `stride`: a pair, along H and along W; no padding
# - returns shape (N, O, H′, W′)
#
# For example, one picture `[[1, 2, 4], [0, 0, 0]]` (C = 1), the filter `[[-1, 1]]` with the bias 0 and stride (1, 1): `[[1, 2], [0, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# It is `conv1d` with two loops over places instead of one.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The window of output (i, j) begins at `(i * stride[0], j * stride[1])`. Sum its product with the filters over channels, rows and columns.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.einsum("nchw,ochw->no", seen, weight) + bias` goes into `y[:, :, i, j]`, with `seen` of shape (N, C, K, K′).
# </details>


# %% exercise="conv2d"
def conv2d(x, weight, bias, stride):
    ### BEGIN SOLUTION
    height, width = weight.shape[2:]
    rows = range(0, x.shape[2] - height + 1, stride[0])
    columns = range(0, x.shape[3] - width + 1, stride[1])
    y = np.zeros((len(x), len(weight), len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            seen = x[:, :, row : row + height, column : column + width]
            y[:, :, i, j] = np.einsum("nchw,ochw->no", seen, weight) + bias
    return y
    ### END SOLUTION


# %% check="conv2d"

# %% explained="conv2d"
# It is `conv1d` with a second loop. The two ranges do double work: their entries are the places where windows begin, and their lengths are the height and the width of the output, so no formula for sizes is needed. `enumerate` gives both, where to write and where to look.
#
# In `"nchw,ochw->no"` the letters c, h and w are missing on the right, so they are added up: a filter is a block through all channels. The bias is added after that sum, once.
#
# Symmetry hides the slips: equal strides hide that they were swapped, and a symmetrical kernel hides that it was turned round. The kernel of the example is not: turned, it would answer −1, −2.
#
# One may also loop over the *weights* and add up shifted pictures. In LeNet's first layer that is 25 rounds instead of 784.


# %% collapsed
def edge_maps(picture):
    """The kernel [-1, 1] along the columns and along the rows of a picture, by mine.conv2d."""
    kernels = np.array([[[[-1.0, 1.0]]]]), np.array([[[[-1.0], [1.0]]]])
    x = np.asarray(picture, dtype=float)[None, None]
    return [mine.conv2d(x, kernel, np.zeros(1), (1, 1))[0, 0] for kernel in kernels]


keys = np.ones((40, 84))
keys[:, ::12] = 0
for place in (8, 20, 44, 56, 68):
    keys[:25, place : place + 8] = 0
fig = new_figure(8, 2.2)
names = "a keyboard", "kernel [-1, 1], across", "the same, down"
for ax, name, picture in zip(fig.subplots(1, 3), names, [keys, *edge_maps(keys)], strict=True):
    ax.imshow(picture, cmap="gray", vmin=-1, vmax=1)
    ax.set(title=name, xticks=[], yticks=[])
plots.show(
    fig,
    "A keyboard; its vertical edges, bright from dark to light and black else; its "
    "horizontal ones.",
)

# %% [markdown]
# Grey is 0, white an edge from dark to light, black one from light to dark. Note what sharing does *not* give: the kernel finds its edge wherever the picture is shifted to, but turn the picture by 90°, and it finds the other kind. A digit that is moved
# is no new digit for a convolution, while one that is turned is; in 9.11 you see how much that costs.
#
# ### Edges one can hear
#
# A keyboard is only to look at. A spectrogram is a picture as well, but its two axes mean different things, so its two kinds of edges should sound different. Here are notes with drums.

# %% collapsed
rate = 22050
tune = [audio.note(f, sr=rate, duration=0.6, n_harmonics=14, decay=3) for f in (220, 277.2, 329.6)]
music = np.concatenate([*tune, 0.5 * (tune[0] + tune[2])]).astype(float)
for i in range(16):
    hit = audio.snare(sr=rate, rng=rng, duration=0.12, amplitude=0.5)
    start = round(i * 0.15 * rate)
    music[start : start + len(hit)] += (hit if i % 2 else 0.5 * hit)[: len(music) - start]
music *= 0.7 / np.abs(music).max()
audio.play(music, rate, title="notes and drums")

# %% predict="edge_sound"
# We lay $[-1, 1]$ on the spectrogram, once along time (a later frame minus the one before), once along frequency (a higher band minus the one below). Which finds the drum hits?
#
# - (a) Along frequency
#   wrong: A hit is about equally loud in neighbouring bands, so their difference is small. Harmonics are lines, loud beside quiet: those it finds.
# - (b) Along time
#   right: A hit is sudden, in nearly all bands at once, and that is an edge along time. A held note does not change from frame to frame.
# - (c) Both, equally
#   wrong: Look at the picture: a hit is a vertical line and a harmonic a horizontal one.

# %% collapsed
spectra = audio.stft(music, n_fft=1024, hop_length=256)
S = audio.amplitude_to_db(np.abs(spectra), ref=np.max, top_db=60.0)
along_time, along_frequency = edge_maps(S)
fig = new_figure(9, 3.2)
names = "spectrogram (dB)", "along time", "along frequency"
pictures = S + 30, along_time, along_frequency
for ax, name, picture in zip(fig.subplots(1, 3, sharey=True), names, pictures, strict=True):
    ax.imshow(picture[:220], origin="lower", aspect="auto", cmap="gray", vmin=-30, vmax=30)
    ax.set(title=name, xlabel="frame (11.6 ms)")
fig.axes[0].set(ylabel="frequency bin (21.5 Hz)")
plots.show(
    fig,
    "A spectrogram of notes and drums; along time only the drum hits and note starts stay, as "
    "vertical lines; along frequency the harmonics stay, as horizontal lines.",
)

# %% [markdown]
# Along time the kernel is an **onset detector**: an *onset* is the moment in which a sound begins. Along frequency it finds **harmonics**. If that is so, two numbers, −1 and 1, should be enough to take the band apart. Hear it: keep each point of the spectrogram where
# one kind of edge, averaged over its surroundings, is stronger than the other, and turn what is kept back into sound.

# %% collapsed
edge_sizes = np.zeros((2, 1, *S.shape))
edge_sizes[0, 0, :, 1:], edge_sizes[1, 0, 1:] = np.abs(along_time), np.abs(along_frequency)
padded = np.pad(edge_sizes, ((0, 0), (0, 0), (4, 4), (2, 2)))
vertical, horizontal = mine.conv2d(padded, np.full((1, 1, 9, 5), 1 / 45), np.zeros(1), (1, 1))[:, 0]
hits = audio.istft(spectra * (vertical > horizontal), hop_length=256)
notes = audio.istft(spectra * (vertical <= horizontal), hop_length=256)
parts = {"hits": 0.7 * hits / np.abs(hits).max(), "notes": 0.7 * notes / np.abs(notes).max()}
audio.play_row({"all": music, **parts}, rate)

# %% [markdown]
# ### Exercise 13 · `edges` · ●○○ · 8 min
#
# Write `edges(S)` that returns three arrays, `rise, bands, onset`.
#
# - `S`: levels in dB, shape (F, T): frequencies are rows, frames are columns
# - `rise`: the kernel [−1, 1] along time; `bands`: the same along frequency
# - `onset`: how much it gets louder from each frame to the next, the mean over all frequencies. A band that gets quieter must not cancel one that gets louder.
#
# For example, `S = [[0, 6], [0, -2]]`: the rises are `[[6], [-2]]`, the bands `[[0, -8]]`, the onset `[3]`.
#
# <details><summary>Hint 1</summary>
#
# Two slices and a minus make each map. Which axis of `S` is time?
# </details>
#
# <details><summary>Hint 2</summary>
#
# What is made of the −2 in the example? There is a bend that does this to numbers below 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `S[:, 1:] - S[:, :-1]` is along time. The onset is `np.maximum(rise, 0).mean(axis=0)`.
# </details>


# %% exercise="edges"
def edges(S):
    ### BEGIN SOLUTION
    rise = S[:, 1:] - S[:, :-1]
    return rise, S[1:] - S[:-1], np.maximum(rise, 0).mean(axis=0)
    ### END SOLUTION


# %% check="edges"

# %% explained="edges"
# Frames are columns, so "the later frame minus the one before" is `S[:, 1:] - S[:, :-1]`, one column fewer than there are frames; along frequency the same is done with rows. Nothing is put at the border, because a zero there would make an edge of it.
#
# For the onset the order matters: first the bend, then the mean. In the example 6 and −2 become 6 and 0, with the mean 3. The mean first gives 2, because the band that falls has eaten some of the one that rises. `axis=0` averages over frequencies and leaves one value for each pair of frames.

# %% [markdown]
# ## 8.11 What it costs
#
# We set out because a full layer has too many weights. What have we saved, and what does it cost in work? Ask a real network. This is LeNet, the one of 1998 that read cheques, up to its last convolution. It takes turns, as in 8.9: a picture of 32 × 32, 6 maps, pooling, 16 maps, pooling, 120 maps of a single cell each. Two full layers follow. (In today's form, with ReLU and max pooling; the paper's
# pooling layers had a few weights of their own, and its second convolution left some connections out.)

# %%
plots.show(*network_shapes.draw(network_shapes.lenet(), (1, 32, 32)))

# %% [markdown]
# Weights first. The first layer has 6 filters of 5 × 5 and 6 biases, so 156. The second has 16 filters, each with 6 kernels: $16 \cdot 6 \cdot 25 + 16 = 2{,}416$. In libraries the weight has the shape (out, in, K, K′), here (16, 6, 5, 5);
# some books write (K, K′, in, out). In one of them a grey picture goes to 4 maps and these to 6, with kernels of 3 × 3: $W^{(1)} \in \mathbb R^{3\times3\times1\times4}$ and
# $W^{(2)} \in \mathbb R^{3\times3\times4\times6}$, with 4 and 6 biases, which is 40 and 222 numbers to learn.
#
# Then the work, counted in multiplications. Every cell of an output map needs a product for each weight of its filter, so it matters how large the map is.

# %% predict="weights_or_work"
# In LeNet, which of the three convolutions does the least work: the first with its 156 weights, the second with 2,416, or the third with 48,120?
#
# - (a) The first, because it has the fewest weights
#   wrong: Each of its weights works at 28 × 28 places, which makes 117,600 multiplications.
# - (b) The second
#   wrong: 2,400 weights at 10 × 10 places are 240,000 multiplications, the most of the three.
# - (c) The third, although it has the most weights
#   right: Its maps are a single cell, so each weight works once: 48,000. Weights are what is learnt, and not what is done.

# %% collapsed
stages = [(1, 6, 5, 28), (6, 16, 5, 10), (16, 120, 5, 1)]  # channels in, out, kernel, side of a map
counts = {
    "weights and biases": [o * c * k * k + o for c, o, k, _ in stages],
    "multiplications": [o * c * k * k * side**2 for c, o, k, side in stages],
}
fig, names = new_figure(8, 2.4), ("first", "second", "third")
inks = plots.OKABE_ITO["orange"], plots.OKABE_ITO["green"]
for ax, (what, values), ink in zip(fig.subplots(1, 2), counts.items(), inks, strict=True):
    ax.bar_label(ax.bar(names, values, color=ink), [f"{v:,}" for v in values])
    ax.set(title=what, ylim=(0, 1.2 * max(values)), yticks=[])
told = [f"{what}: {', '.join(f'{v:,}' for v in values)}" for what, values in counts.items()]
plots.show(
    fig,
    f"Bars for LeNet's three convolutions. {'; '.join(told)}. The third has most weights, the "
    "second most work.",
)

# %% [markdown]
# The bars of work are not those of the weights: the layer that learns most works least. Whoever counts both can save, and three tricks follow from such sums.
#
# **Two small kernels for a large one.** Two layers of 3 × 3 see 5 × 5, as the lines show (along one axis). With 64 channels in and out, a layer of 5 × 5 has $25 \cdot 64 \cdot 64 = 102{,}400$ weights and two of 3 × 3 have
# $2 \cdot 9 \cdot 64 \cdot 64 = 73{,}728$. That is 28 % less to learn and to multiply, with a second bend thrown in.

# %%
plots.show(*field_lines.draw(((3, 1), (3, 1)), length=9))

# %% [markdown]
# **A kernel of 1 × 1** sees no neighbours at all. What is it good for? It still sees all *channels*: at every place it is a small full layer, from channels to channels. So it can make many channels few before the expensive layer, and many again behind it:
# from 256 to 64 by 1 × 1, then 3 × 3, then back to 256 by 1 × 1 takes 69,632 weights, where 3 × 3 on all 256 channels takes 589,824.
#
# **One product of matrices.** Lay all windows as rows into one large matrix and all filters as columns into another: then the layer is a single product, which computers are good at. Libraries do this (they call it *im2col*) or something cleverer. The number of
# multiplications stays; what goes is the loop over windows.
#
# ### Exercise 14 · `conv_costs` · ●●○ · 12 min
#
# Write `conv_costs(layers, height, width)` that returns two whole numbers, `weights, multiplications`, for a stack of two-dimensional convolutions and one picture.
#
# - `layers`: a list of `(in_channels, out_channels, kernel_size, stride, padding)`, the layer next to the input first; kernels are square, stride and padding hold for both directions
# - `height, width`: of the picture that goes into the first layer
# - `weights`: all that is learnt, biases too; `multiplications`: products of an input and a weight. Adding a bias is none; a product with a zero of the padding is one
#
# For example, `conv_costs([(1, 6, 5, 1, 0)], 32, 32)` is 156 and 117,600, as above.
#
# <details><summary>Hint 1</summary>
#
# One layer at a time: what it learns, how many cells it makes, and how large the picture is that the next one gets.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Exercise 6 knows the new height and width. An output cell needs `in_channels * kernel_size ** 2` products.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For each layer first `height, width = (conv_size(n, k, s, p, 1) for n in (height, width))`; add `o * c * k * k + o` to the weights and `height * width * o * c * k * k` to the multiplications.
# </details>


# %% exercise="conv_costs"
def conv_costs(layers, height, width):
    ### BEGIN SOLUTION
    weights, multiplications = 0, 0
    for c, o, k, s, p in layers:
        height, width = (conv_size(n, k, s, p, 1) for n in (height, width))
        weights += o * c * k * k + o
        multiplications += height * width * o * c * k * k
    return weights, multiplications
    ### END SOLUTION


# %% check="conv_costs"

# %% explained="conv_costs"
# Weights do not know the picture: o filters, each with c kernels of k · k and one bias. Work does: every cell of every output map takes c · k · k products. So a layer's multiplications are its weights, without the biases, times the *cells of its output*.
#
# Hence the first line of the loop: it replaces height and width by those of the output, and what this layer puts out the next one takes in.
#
# In the example 28 · 28 · 6 · 25 = 117,600. Whoever multiplies by the size of the *input* gets 32 · 32 · 150 = 153,600, and every stride makes it worse.

# %% [markdown]
# ## 8.12 A machine that hears hits
#
# Now for the machine that was promised. It is given sixteen steps with a drum in some of them, played a little late, and a hum that swells and fades. Loudness does not tell where the hits
# are, because the hum is loud, too. But you have all the parts of a detector: a convolution (the difference along time), a bend (ReLU), a mean over frequencies,
# max pooling (one number for each step, late or not), and a threshold. Put together, that is a convolutional network with weights set by hand.

# %%
beat, struck, rate = rhythm(np.random.default_rng(3), "train")
S = levels(beat, rate)
ax = plots.mel_spectrogram(S, sr=rate, hop_length=HOP)
plots.show(ax, "Vertical lines under a hum that swells.")
audio.play(beat, rate, title="a rhythm under a hum")

# %% [markdown]
# ### Exercise 15 · `drum_steps` · ●●● · 20 min
#
# Write `drum_steps(S, frames_per_step)` that says for each step whether a drum is struck in it.
#
# - `S`: mel levels in dB, shape (40, T); T is a multiple of `frames_per_step`
# - returns shape (T / frames_per_step,), 1 or True where there is a hit, else 0
#
# For example, with 128 frames and 8 frames in a step there are 16 answers; a step may also be longer. You are graded on drums that are not in the rhythms above, and at least
# 85 % of the steps of each rhythm must be right.
#
# <details><summary>Hint 1</summary>
#
# `edges` has the onset curve. It has one value less than there are frames, so put a 0 in front.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Take its largest value in each step, by `reshape(-1, frames_per_step)` or with your `pool1d`. Print these for the rhythm above, beside `struck`, which has the truth.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.append(0, onset).reshape(-1, frames_per_step).max(axis=1) > threshold`. The threshold is a few dB, between the values of hits and of the others.
# </details>


# %% exercise="drum_steps"
def drum_steps(S, frames_per_step):
    ### BEGIN SOLUTION
    onset = np.append(0, np.maximum(S[:, 1:] - S[:, :-1], 0).mean(axis=0))
    return onset.reshape(-1, frames_per_step).max(axis=1) > 2.75
    ### END SOLUTION


# %% check="drum_steps"

# %% explained="drum_steps"
# This is a small convolutional network with weights set by hand: the kernel [−1, 1] along time, a ReLU, a mean over frequencies, a maximum over each step, a threshold. It works because the hum, loud as it is, swells *slowly*: from one frame to the next it hardly rises, while a hit rises in nearly all bands at once. Loudness would have found the hum.
#
# Differences are one fewer than frames, and the missing one belongs in *front*, since a rise belongs to the frame that it leads to. With the 0 at the end every hit would move a frame earlier, and some into the step before. `reshape(-1, frames_per_step)` makes each step a row, and its maximum does not ask how late the drummer was.
#
# The threshold is read off from the maxima beside `struck`: in the rhythm above no empty step gets over 1.2 dB, and no hit stays below 7.9. In twenty other rhythms there are softer hits, but nearly all of them are above 3, and no empty step reaches 2.5; so 2.75 lies between. For quiet drums, as in the challenge below, the mean of the *squared* rises does a little better.

# %% [markdown]
# Let your machine listen to a rhythm of drums that it has never heard, real ones if they are on this computer. `pattern` is a dial: k is a kick, s a snare, h a hi-hat, a dot is nothing. Write your own.

# %%
pattern = "k.h.s.hkk.h.s.h."
track, rate, drums = kit_rhythms.rhythm(pattern, rng=rng)
found, called = kit_rhythms.heard(drum_steps, levels(track, rate), kit_rhythms.struck(pattern))
print("drums:", drums)
plots.show(*step_grid.draw(kit_rhythms.struck(pattern), found, called=called))

# %% [markdown]
# And now put the whole unit together. Make a row of zeros with a 1 at every hit that was found. Convolve it with *any* sound: each 1 sets off a copy, as in 8.3. So a click, a chord, or the word *seven* plays the rhythm that your machine has heard.

# %%
pulses = kit_rhythms.pulses(found)
word = audio.resample(seven, orig_sr=sr, target_sr=rate)
players = {"clicks": kit_rhythms.click(rate), "chord": any_room.chord(sr=rate), "seven": word}
played = {name: any_room.sounded(pulses, sound) for name, sound in players.items()}
audio.play_row({"the drummer": 0.8 * track, **played}, rate)

# %% [markdown]
# That was a rhythm played by a sound. Here is the other way to play: any sound can be a *room*. Let a word speak inside a chord, a rhythm inside a word, or a church run backwards. Which would you play to a friend?

# %%
demo(any_room.draw, title=any_room.TITLE, controls=any_room.CONTROLS)

# %% [markdown]
# **The challenge.** 85 % is enough for the points, and loud drums are easy. How *quiet* may they be? `score` tries sixty rhythms in which each hit is 24 dB quieter than above, so that the hum drowns it. Change the kernel (a difference over two frames?), the bend, the
# bands that count, or let the threshold follow the rhythm. Work on the known drums, `"train"`, and when you are content, ask once for `"test"`. The goal: **95.5 % on the drums that are new**. With the plain onset curve and the best threshold we come to 95 % on both; with the mean of
# *squared* rises to 96 %. With the upper twenty bands alone it is 96 % on the known drums and 93 % on the new ones. What happened there?


# %% collapsed
def score(answer, split="train", rhythms=60, loudness=0.05):
    """Share of right steps of an answer to drum_steps, when the hits are quiet."""
    draws, right = np.random.default_rng(1), []
    for _ in range(rhythms):
        y, truth, rate = rhythm(draws, split, level=loudness)
        right.append(np.asarray(answer(levels(y, rate), FRAMES)).astype(bool) == truth)
    return np.mean(right)


# %%
def by_loudness(S, frames_per_step):
    level = S.mean(axis=0).reshape(-1, frames_per_step).max(axis=1)
    return level > np.median(level)


print(f"by loudness: {score(by_loudness):.1%} of the steps")

# %% [markdown]
# ## Quiz
#
# ### Exercise 16 · `convolution_quiz` · ●●○ · 9 min
#
# Put a letter in the place of each `"?"`.
#
# **history** · Which network did LeCun and Bengio describe in 1995 for images, speech and time series, and LeCun use in 1998 to read digits?
#
# - (a) the perceptron
# - (b) the convolutional network
# - (c) the recurrent network
# - (d) none of these; convolutional networks came in the 2010s
#
# **local** · When are small windows a good idea?
#
# - (a) when inputs that are far apart belong together
# - (b) when the inputs come in no order
# - (c) when what belongs together lies close together
# - (d) when there are many samples
#
# **shared** · What do shared weights give us?
#
# - (a) each node computes faster
# - (b) the output becomes smaller
# - (c) all channels of the input are treated alike
# - (d) a pattern is found wherever it occurs, and there is little to learn
#
# **maps** · A full layer from 30 s to 8 nodes has 4,915,200 weights. How many feature maps with 7,680 shared weights each stay below 1 % of that?
#
# - (a) at most 1
# - (b) at most 6
# - (c) at most 64
# - (d) at most 640
#
# **input** · Stereo sound, filtered along time; a spectrogram, filtered along time *and* frequency. Which shapes do the layers want?
#
# - (a) (N, 2, T) and (N, 1, F, T)
# - (b) (N, 2, T) and (N, F, T)
# - (c) (N, 2, T) and (N, 1, F, T, 1)
# - (d) (N, 1, 2, T) and (N, 1, F, T)
#
# **channels** · A colour picture goes through a layer with 8 filters of 5 × 5. What does the layer have?
#
# - (a) 8 kernels of 5 × 5, each used on all three colours; 8 output channels
# - (b) 24 kernels of 5 × 5; 24 output channels
# - (c) 8 filters of 3 × 5 × 5; 8 output channels
# - (d) 8 kernels of 5 × 5, each for one of the colours; 8 output channels
#
# **shift** · A word comes ten frames later. What becomes of a feature map (stride 1, no pooling)?
#
# - (a) it comes ten frames later, otherwise the same
# - (b) nothing, it stays as it was
# - (c) anything: the layer has to learn the word at each place
# - (d) it is turned round
#
# **pooling** · What is true of max pooling?
#
# - (a) it learns one weight for each window
# - (b) it is linear
# - (c) it removes shifts of any size
# - (d) it learns nothing and makes small shifts matter less
#
# <details><summary>Hint 1</summary>
#
# **history**, **local**, **shared** and **maps** are in 8.1; **input** and **channels** in 8.6; **shift** is the second demand of 8.1, and its proper name is in 8.3; **pooling** is in 8.9.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **maps**, work out 1 % of the large number first, and then how often 7,680 goes into it. For **channels**, how deep is *one* filter, if the picture has three colours, and how many maps does one filter write?
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **input**, a filter that slides along one axis wants one axis besides samples and channels; one that slides along two wants two. For **pooling**: has a maximum any weights?
# </details>

# %% exercise="convolution_quiz"
convolution_quiz = {
    "history": "?",
    "local": "?",
    "shared": "?",
    "maps": "?",
    "input": "?",
    "channels": "?",
    "shift": "?",
    "pooling": "?",
}
### BEGIN SOLUTION
convolution_quiz = {
    "history": "b",
    "local": "c",
    "shared": "d",
    "maps": "b",
    "input": "a",
    "channels": "c",
    "shift": "a",
    "pooling": "d",
}
### END SOLUTION

# %% check="convolution_quiz"

# %% explained="convolution_quiz"
# **history** · What they described was the convolutional network; a perceptron has no window that slides, a recurrent network has a memory, and the 2010s only made convolution large.
#
# **local** · A small window sees neighbours and nothing else, so it is a good idea when what belongs together lies close together.
#
# **shared** · The same weights ask the same question at every place, so a pattern is found wherever it occurs, and there is only one set of weights to learn. Speed, size and channels are other matters.
#
# **maps** · 1 % of 4,915,200 is 49,152. Six maps have 46,080 weights and seven have 53,760.
#
# **input** · First come the examples, then the channels, then the axes along which the filter slides: one for stereo sound, two for the spectrogram, which has a single channel.
#
# **channels** · A filter is as deep as the input, 3 × 5 × 5 here, and its three sums are added into *one* map; so 8 filters make 8 channels.
#
# **shift** · With shared weights, what comes later is answered later and is the same otherwise; nothing is learnt anew, and nothing stays in its place.
#
# **pooling** · A maximum has no weights to learn. It is not linear, because the maximum of a sum is no sum of maxima; and it softens small shifts only, since values cross from window to window.

# %% [markdown]
# ## What to remember
#
# - Ask for *local* and for *a shift in gives a shift out*, and only convolution is left: a full layer with most weights 0 and the others tied.
# - Layers do not turn the kernel round, rooms do. Convolution is linear, commutes, and follows shifts, but not turns.
# - Stride, padding and dilation set the size of the output; what an output sees grows with kernels and dilations, and strides below multiply.
# - A filter is as deep as the input has channels and makes one map. Weights are (out, in, K, K′); work is weights times places.
# - Pooling learns nothing and softens small shifts. Along time $[-1, 1]$ hears onsets, along frequency harmonics, and an STFT is a layer.

# %%
plots.show(*wirings.draw())

# %%
what_you_predicted("u08")
mine.show("u08")

# %% [markdown]
# You have set these kernels by hand, because for a hit you knew what to ask. What would you ask of a word? In unit 9 the blame goes back through convolution and pooling, and a network finds its own questions.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P22, P28, P30–P38); Z. Duan, *Deep learning for audio* (D47–D61, D77, D84); J. Nam (J07);
# M. Grachten (G19); H. Mohammadi (M31–M33). Y. LeCun and Y. Bengio, "Convolutional networks for images, speech, and time series", 1995. Y. LeCun and
# others, "Gradient-based learning applied to document recognition", *Proc. IEEE* 86, 1998. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016,
# chapter 9. A. Lindholm, N. Wahlström, F. Lindsten, T. Schön, *Machine Learning*, 2022, chapter 6. C. Olah, "Understanding convolutions", 2014. V. Dumoulin
# and F. Visin, "A guide to convolution arithmetic for deep learning", 2016. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0), Sonic Pi samples (CC0).
