# %% [markdown]
# # 8 · Convolution
#
# A kick drum is a kick drum on the first beat and on the fourth. A network in which every input has a weight of its own must
# learn it anew for every beat. In this unit you slide one small filter along the sound instead: few weights, any place.
#
# **You will be able to** count the weights of a layer, convolve by hand, as a matrix and with channels, say how large the output is
# and how much of the input it sees, pool, and find edges in pictures and in spectrograms.
#
# **You will hear** what a filter covers, a word in rooms that do not exist, a sound taken apart into notes and
# hits, and a machine that clicks on every drum hit.
#
# Time: about 3 hours. Before: [unit 7](../u07_features/features.ipynb), above all its spectrograms.
#
# Conventions: [one page](../conventions.md).

# %%
import numpy as np

from dlaudio import audio, datasets, plots
from dlaudio.check import check
from dlaudio.datasets.rhythms import FRAMES, HOP, levels, rhythm
from dlaudio.layers import Conv1d, Conv2d, Linear, MaxPool1d, ReLU, output_size
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets import pooling_shift, receptive_fields, sliding_filter
from dlaudio.widgets.demo import demo

speech = datasets.load("fsdd" if datasets.available("fsdd") else "spoken-digits")
seven = speech.where(labels=("seven",)).audio[0]
rng = np.random.default_rng(8)

# %% [markdown]
# ## 8.1 Too many weights
#
# Here is a word, and the same word a moment later. You hear no difference. How different are they as rows of numbers?

# %%
later = np.roll(np.append(seven, np.zeros(800)), 400)
early = np.append(seven, np.zeros(800))
difference = np.linalg.norm(later - early) / np.linalg.norm(early)
print(
    f"400 samples (50 ms) later: the row of numbers has changed by {difference:.0%} of its length"
)
gap = audio.silence(sr=speech.sr, duration=0.3)
audio.play(np.concatenate([early, gap, later]), speech.sr, title="seven, and seven 50 ms later")

# %% [markdown]
# A fully connected layer sees two unrelated inputs. The multi-layer perceptron of unit 3 has three troubles with sound: it is not robust
# to shifts, most of its connections are unnecessary, and there are far too many of them. Count. A spectrogram with 20 frames a
# second and 1024 frequencies has, for 30 seconds and for 3 seconds,

# %%
for seconds in (30, 3):
    inputs = seconds * 20 * 1024
    print(f"{seconds:2} s: {inputs:7,} inputs, to 8 nodes {8 * inputs:9,} weights")
square = (30 * 20 * 1024) ** 2
print(
    f"a hidden layer as large as the input of 30 s: {square:.3g} weights, {4 * square / 1e9:,.0f} GB"
)

# %% [markdown]
# Two ideas save us.
#
# - **Local connections.** What belongs together lies close together: the attack of a drum, the resonances of a vowel. So let each
#   node see only a *window* of the inputs, its *receptive field*. If distant inputs belong together, this is a bad idea.
# - **Shared weights.** What is worth finding here is worth finding there. So let all nodes use the same weights, each at its own
#   place. The row of their outputs is a *feature map*, or *channel*.
#
# Several feature maps, each with its own shared weights, still cost far less than one full layer.
#
# ### Exercise 1 · `count_weights`
#
# Write `count_weights(n_inputs, n_nodes, window, bias)` that returns three numbers, `full, local, shared`: the weights of
#
# - a fully connected layer, where each node sees all inputs;
# - a layer where each node sees its own `window` inputs, with its own weights;
# - a layer where each node sees `window` inputs and all share the same weights.
#
# If `bias` is True, count biases too: each node has one, and in the shared layer all nodes share one.
#
# For example, 12 inputs, 4 nodes, a window of 3 and no biases: 48, 12 and 3. With biases: 52, 16 and 4.
#
# <details><summary>Hint</summary>
#
# How many nodes have weights of their own, and how many has each? `True` counts as 1.
# </details>


# %% exercise="count_weights"
def count_weights(n_inputs, n_nodes, window, bias):
    ### BEGIN SOLUTION
    own = n_nodes if bias else 0
    return n_inputs * n_nodes + own, window * n_nodes + own, window + int(bias)
    ### END SOLUTION


# %% check="count_weights"

# %% [markdown]
# Try yours on 3 seconds, 8 nodes and windows of an eighth of the input: `count_weights(61440, 8, 7680, False)`. And on five inputs,
# five nodes and a window of three with biases, the smallest picture of the same thing. What does each step divide the number by?
#
# ### Exercise 2 · `local_mask`
#
# A layer computes `x @ W`, with a row for each input and a column for each node. Local means: most of W is 0. Write
# `local_mask(n_inputs, window, stride)` that says where it is not.
#
# - node 0 sees the inputs 0 … window − 1; each further node begins `stride` inputs later
# - only nodes whose window fits whole
# - returns an array of shape (n_inputs, nodes), 1 where there is a connection, else 0
#
# For example, `local_mask(4, 2, 2)` is `[[1, 0], [1, 0], [0, 1], [0, 1]]`: four connections instead of eight.
#
# <details><summary>Hint</summary>
#
# There are `(n_inputs - window) // stride + 1` nodes. Start with zeros and fill column after column.
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

# %% [markdown]
# ## 8.2 One filter, every place
#
# Slide the filter. It is a drum sound; below is the sum of the products of all its samples with the samples it covers. Listen to
# what it covers. Where does the output peak, and what does the other filter find?

# %%
demo(sliding_filter.draw, title=sliding_filter.TITLE, controls=sliding_filter.CONTROLS)

# %% [markdown]
# In symbols: the *filter*, or *kernel*, $w$ has $K$ weights. Laid on the input at place $n$ it gives
#
# $$z[n] = \sum_{m=0}^{K-1} x[n+m]\,w[m].$$
#
# This is *cross-correlation*. Deep learning calls it convolution, and so do the layers of this course. Texts write the index in
# several ways; this one is ours. In some the kernel runs backwards, which is what the next section is about.
#
# ### Exercise 3 · `cross_correlate`
#
# Write `cross_correlate(x, w)` that returns $z[n]$ for all places where the whole kernel lies inside the signal. Do not use
# `np.correlate` or `np.convolve`: a loop is fine.
#
# - `x`: shape (N,); `w`: shape (K,), K ≤ N
# - returns shape (N − K + 1,)
#
# For example, `x = np.array([1, 2, 0, 3])` and `w = np.array([1, -1])` give `[-1, 2, -3]`.
#
# <details><summary>Hint</summary>
#
# `x[n : n + len(w)] @ w`
# </details>


# %% exercise="cross_correlate"
def cross_correlate(x, w):
    ### BEGIN SOLUTION
    return np.array([x[n : n + len(w)] @ w for n in range(len(x) - len(w) + 1)])
    ### END SOLUTION


# %% check="cross_correlate"

# %% [markdown]
# ## 8.3 A room is a kernel
#
# Clap once in a church: the sound comes back for seconds. That answer to one short click is the room's *impulse response*. Now
# speak. Every sample of your voice is a small click, and each sets off a copy of the response, as loud as the sample. All copies add
# up. That is *convolution* in the older sense, with the kernel running backwards:
#
# $$z[n] = \sum_m x[m]\,w[n-m] = \sum_m x[n-m]\,w[m].$$
#
# For signals without steps it is an integral, $z(t) = \int x(\tau)\,w(t-\tau)\,d\tau$; put $\tau' = t - \tau$ and $x$ and $w$ have changed places. So
# convolution *commutes*. It is the same as cross-correlation with the kernel turned round. A network learns its kernels, so it does not
# care which of the two it computes.
#
# Three rooms that do not exist: an echo, a small room, a church. A room is noise that dies away; it falls by 60 dB in its
# *reverberation time*.


# %%
def room(seconds, *, sr, rng):
    """Impulse response: the direct sound, then noise that falls by 60 dB in so many seconds."""
    t = np.arange(round(seconds * sr)) / sr
    response = 0.12 * rng.normal(size=len(t)) * 10 ** (-3 * t / seconds)
    response[0] = 1
    return response


sr = speech.sr
echo = np.zeros(sr)
echo[[0, sr // 4, sr // 2, 3 * sr // 4]] = 1, 0.6, 0.36, 0.2
kernels = [("the word", [1.0]), ("echo", echo)]
kernels += [("small room", room(0.4, sr=sr, rng=rng)), ("church", room(1.6, sr=sr, rng=rng))]
heard = [np.convolve(seven, kernel) for _, kernel in kernels]
parts = [np.append(0.7 * y / np.abs(y).max(), gap) for y in heard]

fig = new_figure(7, 3.6)
for ax, (name, kernel) in zip(fig.subplots(1, 3), kernels[1:], strict=True):
    plots.waveform(kernel, sr, ax=ax, title=name)
plots.show(fig, "Impulse responses: an echo of four spikes, a short and a long tail of noise.")
audio.play(np.concatenate(parts), sr, title="a word; with echo; in a small room; in a church")

# %% [markdown]
# Short kernels are filters of pitch. The mean of 16 neighbours, a *moving average*, keeps what is slow; the difference of two
# neighbours keeps what is fast.

# %%
noise = audio.white_noise(sr=sr, duration=0.7, rng=rng)
sounds = []
for y in (noise, seven):
    for kernel in ([1.0], np.ones(16) / 16, [1.0, -1.0]):
        z = np.convolve(y, kernel)
        sounds += [0.5 * z / np.abs(z).max(), gap]
audio.play(
    np.concatenate(sounds), sr, title="noise, averaged, differences; then the same with a word"
)

# %% [markdown]
# How long is the output? If the kernel may hang over at both ends, $N + K - 1$ values: *full*. If it has to lie inside, $N - K + 1$: *valid*.
# The middle $N$ values of the full output, so that the length stays, are *same*.
#
# ### Exercise 4 · `convolve`
#
# Write `convolve(x, w, mode)`, with the kernel turned round, without `np.convolve`, `np.correlate`.
#
# - `x`: shape (N,); `w`: shape (K,), K ≤ N except in "full"; `mode`: `"full"`, `"same"` or `"valid"`
# - "same" leaves out the first `(K - 1) // 2` values of "full" and keeps N
#
# For example, `x = np.array([1, 2, 3])` and `w = np.array([1, 10])`: full is `[1, 12, 23, 30]`, same `[1, 12, 23]`, valid `[12, 23]`.
#
# <details><summary>Hint</summary>
#
# For "full" add up shifted copies, as the room does: `z[m : m + len(x)] += w[m] * x`. The others are slices of it.
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

# %% [markdown]
# The check tries three laws besides. Convolution commutes; what comes later gives the same output later (*shift-equivariance*); and
# the spectrum of the output is the product of the spectra, which is how long reverbs are computed fast.
#
# ## 8.4 A matrix with few numbers
#
# The layer is still linear, so it is a matrix. With two weights and five inputs (zeros left out),

# %%
two = np.array(
    [["w0", "", "", ""], ["w1", "w0", "", ""], ["", "w1", "w0", ""], ["", "", "w1", "w0"]]
)
for row in [*two, ["", "", "", "w1"]]:
    print("  ".join(f"{item:2}" for item in row))

# %% [markdown]
# *Local* is why most of it is 0; *shared* is why each diagonal holds one number again and again. Such a matrix is called *Toeplitz*.
#
# ### Exercise 5 · `toeplitz_matrix`
#
# Write `toeplitz_matrix(w, n_inputs, stride)`: the matrix T with which `x @ T` is the cross-correlation of `x`, shape (n_inputs,), with `w`,
# of which only every `stride`-th output is kept.
#
# - returns shape (n_inputs, outputs); `(n_inputs - K) // stride + 1` outputs
#
# For example, `toeplitz_matrix(np.array([7, 8]), 3, 1)` is `[[7, 0], [8, 7], [0, 8]]`.
#
# <details><summary>Hint</summary>
#
# It is the mask of exercise 2 with the weights in place of the ones.
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

# %% [markdown]
# So a convolution *is* a fully connected layer, with most of its weights held at 0 and the others *tied*: kept equal. To get the matrix of any
# linear layer, send the unit vectors through it: what comes out are its rows.

# %%
conv = Conv1d(1, 1, 3, rng=rng, dtype=np.float64)
full = Linear(10, 8, rng=rng, dtype=np.float64)
full.weight.value[:] = conv(np.eye(10)[:, None])[:, 0]
x = rng.normal(size=(4, 10))
print("same outputs:", np.allclose(full(x), conv(x[:, None])[:, 0]))
print("numbers in the matrix:", full.weight.value.size, " to learn:", conv.weight.value.size)

# %% [markdown]
# ## 8.5 Stride, padding, dilation
#
# Three numbers say where a kernel is laid.
#
# - **Stride** $S$: it moves by $S$ places. The same as convolving with stride 1 and keeping every $S$-th value: downsampling, without
#   computing what is thrown away.
# - **Padding** $P$: $P$ zeros are put before and after the input, so that the output need not shrink.
# - **Dilation** $D$: the weights of the kernel are laid $D$ places apart, with gaps between them.
#
# ### Exercise 6 · `conv_size`
#
# Write `conv_size(size, kernel_size, stride, padding, dilation)` that returns how many outputs there are, a whole number. A window that
# does not fit whole is left out.
#
# For example, 10 inputs, a kernel of 3, stride 2, padding 1 and dilation 1: windows begin at −1, 1, 3, 5, 7, so 5. With dilation 2 the
# kernel spans 5 places, and the answer is 4.
#
# <details><summary>Hint</summary>
#
# How many places does a dilated kernel span? How many steps of the stride fit into what is left? The first window needs no step.
# </details>


# %% exercise="conv_size"
def conv_size(size, kernel_size, stride, padding, dilation):
    ### BEGIN SOLUTION
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1
    ### END SOLUTION


# %% check="conv_size"

# %% [markdown]
# Keep every second value of a moving average, and the sound has half as many samples. Played at half the rate it sounds as before, only
# duller: most of what was fast is gone, and what is slow does not need the samples in between.

# %%
averaged = Conv1d(1, 1, 4, stride=2, bias=False, rng=rng)
averaged.weight.value[:] = 1 / 4
small = averaged(seven[None, None].astype(np.float32))[0, 0]
print(len(seven), "samples have become", len(small), "=", output_size(len(seven), 4, stride=2))
audio.play(small, sr // 2, title="seven, averaged with stride 2, at half the sample rate")

# %% [markdown]
# ## 8.6 Channels
#
# One filter finds one pattern. A layer has several, and each writes its own feature map: a *channel* of the output. The input may
# have channels, too: left and right, red, green and blue, or the maps of the layer before. A filter then has a kernel for each
# channel of the input, and what they give is *added up*, plus a bias. For sample $i$ and output channel $o$:
#
# $$z[i, o, n] = b[o] + \sum_{c}\sum_{m} x[i, c,\; S n + D m]\; w[o, c, m]$$
#
# | input | shape of x | slides along |
# |---|---|---|
# | a waveform, mono or stereo | (N, 1 or 2, T) | time |
# | a skeleton in motion, C joint angles | (N, C, T) | time |
# | a spectrogram, a grey picture | (N, 1, F, T) | two axes |
# | a colour picture | (N, 3, H, W) | two axes |
# | a CT scan | (N, 1, X, Y, Z) | three axes |
# | a colour film | (N, 3, T, H, W) | three axes |
#
# ### Exercise 7 · `conv1d`
#
# Write `conv1d(x, weight, bias, stride, padding, dilation)`. Loops are fine; it is the layer that the package has.
#
# - `x`: shape (N, C, T); `weight`: shape (O, C, K), not turned round; `bias`: shape (O,)
# - `stride`, `dilation`: as above; `padding`: so many zeros before *and* after
# - returns shape (N, O, T′), T′ as in exercise 6
#
# For example, `x = [[[1, 2, 3], [10, 20, 30]]]`, one filter `[[[1, 1], [0, 1]]]` and the bias `[100]`, stride 1: the first output is
# 1·1 + 2·1 + 10·0 + 20·1 + 100 = 123, the second 135.
#
# <details><summary>Hint</summary>
#
# `np.pad(x, ((0, 0), (0, 0), (padding, padding)))`. Then for each output t take `x[:, :, start : start + span : dilation]` and sum its product
# with `weight` over c and k: `np.einsum("nck,ock->no", seen, weight)`.
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

# %% [markdown]
# Convolution is linear, so two in a row are one convolution again. As in unit 3, a bend goes between them: ReLU, or leaky ReLU.

# %%
a, b = rng.normal(size=3), rng.normal(size=4)
x = rng.normal(size=40)
one = np.convolve(np.convolve(x, a), b)
print("two in a row are one:", np.allclose(one, np.convolve(x, np.convolve(a, b))))
bent = np.convolve(ReLU()(np.convolve(x, a)), b)
print("with a ReLU between them:", np.allclose(bent, one))

# %% [markdown]
# ## 8.7 What one output sees
#
# Stack layers, and the windows of windows grow. Play: what makes the receptive field grow fastest?

# %%
demo(receptive_fields.draw, title=receptive_fields.TITLE, controls=receptive_fields.CONTROLS)

# %% [markdown]
# A layer with kernel size $K$ and dilation $D$ takes $K - 1$ steps of $D$ places. How long such a place is, in samples of the input, depends
# on the strides of all layers *below*: they multiply.
#
# ### Exercise 8 · `receptive_field`
#
# Write `receptive_field(layers)`: how many inputs one output spans, from the first to the last that it sees.
#
# - `layers`: a list of `(kernel_size, stride, dilation)`, the layer next to the input first
#
# For example, `[(3, 1, 1)]` spans 3; `[(3, 2, 1), (3, 1, 1)]` spans 7, because the second layer takes two steps of 2 inputs.
#
# <details><summary>Hint</summary>
#
# Start with a size of 1 and a jump of 1. Each layer adds `(K - 1) * D * jump`, and then its stride multiplies the jump.
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

# %% [markdown]
# Do not believe the formula: measure it. Send an impulse back from one output; where it arrives, the output listens. Ten layers of size 2
# whose dilation doubles (we meet them again in unit 12) see

# %%
layers = [Conv1d(1, 1, 2, dilation=2**i, rng=rng) for i in range(10)]
signal = np.zeros((1, 1, 2000), np.float32)
for layer in layers:
    layer.weight.value[:] = 1
    signal = layer(signal)
back = np.zeros_like(signal)
back[0, 0, 300] = 1
for layer in reversed(layers):
    back = layer.backward(back)
places = np.flatnonzero(back)
print(f"one output sees {np.ptp(places) + 1} inputs, with {2 * len(layers)} weights")

# %% [markdown]
# ## 8.8 The spectrogram was a layer all along
#
# In unit 7 you computed a short-time Fourier transform: take a frame, multiply by a window, correlate with cosines and sines, move on by a
# hop. Say it again in this unit's words: **kernels** (windowed cosines and sines), laid on the sound with a **stride** (the hop).
#
# ### Exercise 9 · `stft_layer`
#
# Write `stft_layer(n_fft)` that returns the weight of a convolution layer that computes an STFT: shape (n_fft + 2, 1, n_fft), which is
# (output channels, input channels, kernel size).
#
# - with $w[m] = \frac12 - \frac12\cos(2\pi m / n_\mathrm{fft})$, the window: channel $k$, for $k = 0 \dots n_\mathrm{fft}/2$, is $w[m]\cos(2\pi k m / n_\mathrm{fft})$
# - the channels after them, again for $k = 0 \dots n_\mathrm{fft}/2$, are $-w[m]\sin(2\pi k m / n_\mathrm{fft})$
#
# For example, for n_fft = 4 channel 1 is `[0, 0, -1, 0]` and channel 4, the sine of k = 1, is `[0, -0.5, 0, 0.5]`.
#
# <details><summary>Hint</summary>
#
# `np.outer(k, m)` has all products of k and m. `np.concatenate`, then `[:, None]` puts in the axis of size 1.
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

# %% [markdown]
# A network that gets the waveform could find such kernels by itself, or better ones. Where the course draws the line between *features* and
# *network* is our choice.
#
# ## 8.9 Pooling
#
# A feature map says *where* something was found, to the sample. Often that is too exact. *Pooling* keeps one number of each window: the
# largest (**max pooling**) or the mean (**average pooling**). Usually the stride is the window's size, so that windows do not overlap. There is
# nothing to learn, and every channel is pooled by itself.
#
# ### Exercise 10 · `pool1d`
#
# Write `pool1d(x, kernel_size, stride)` that returns two arrays, `largest, mean`, each of shape (N, C, T′).
#
# - `x`: shape (N, C, T); windows begin at 0, stride, 2·stride, …; a window that does not fit whole is left out
#
# For example, `x = [[[1, 5, 2, 3, 9]]]`, size 2, stride 2: `[[[5, 3]]]` and `[[[3, 2.5]]]`.
#
# <details><summary>Hint</summary>
#
# `np.stack([...], axis=2)` puts windows side by side; then `.max(axis=3)`.
# </details>


# %% exercise="pool1d"
def pool1d(x, kernel_size, stride):
    ### BEGIN SOLUTION
    starts = range(0, x.shape[2] - kernel_size + 1, stride)
    windows = np.stack([x[:, :, start : start + kernel_size] for start in starts], axis=2)
    return windows.max(axis=3), windows.mean(axis=3)
    ### END SOLUTION


# %% check="pool1d"

# %% [markdown]
# Max pooling is called *invariant to small shifts*. How invariant? Measure it.

# %%
demo(pooling_shift.draw, title=pooling_shift.TITLE, controls=pooling_shift.CONTROLS)

# %% [markdown]
# And on a word. The kernel [−1, 1], slid along the time axis of its mel levels, with a ReLU: a feature map that is large where the sound
# rises. Move the word by one, two, four and eight frames of 8 ms. By how much of its length does the map change, without pooling and
# with max pooling over 2, 4 and 8 frames?

# %%
quiet = np.zeros(sr // 4)
word = audio.melspectrogram(
    np.concatenate([quiet, seven, quiet]), sr=sr, n_fft=256, hop_length=64, n_mels=24
)
rises = Conv2d(1, 1, (1, 2), bias=False, rng=rng, dtype=np.float64)
rises.weight.value[:] = [-1, 1]
feature_map = ReLU()(rises(audio.power_to_db(word)[None, None]))[0]


def change(shift, size):
    """Difference over length after max pooling, over all places where the windows may begin."""
    pool, squares = MaxPool1d(size), []
    for begin in range(size):
        before, after = (pool(np.roll(feature_map, begin + s, axis=2)) for s in (0, shift))
        squares.append(((after - before) ** 2).sum() / (before**2).sum())
    return np.sqrt(np.mean(squares))


print("shift   no pooling     2     4     8")
for shift in (1, 2, 4, 8):
    print(
        f"{shift:5}   {change(shift, 1):10.0%} ", *(f"{change(shift, k):5.0%}" for k in (2, 4, 8))
    )

# %% [markdown]
# Less sensitive to shifts well below the window's size, then, but not invariant. A shift by a whole window moves the pooled map by one place,
# which is equivariance again. A *convolutional network* takes turns: convolve, bend, pool, and again, until the map is small. It has far fewer weights than
# full layers with the same outputs, and fewer connections too, so it is faster than those, and it needs fewer examples. Unit 9 builds it and measures the examples, against an MLP with as many weights, also on words that come late. (With as *many weights* a CNN is the slower
# one: each of its weights works at many places.)
#
# ## 8.10 Edges
#
# Along two axes, a kernel is a small picture:
#
# $$z[i, j] = \sum_m\sum_n x[i+m,\, j+n]\;w[m, n]$$
#
# (Older texts turn the kernel round along both axes here, too: $x[i-m, j-n]$.) The kernel $[-1, 1]$ takes the difference of two neighbours. On a
# picture, that is an edge.

# %%
keys = np.ones((40, 84))
keys[:, ::12] = 0
for place in (8, 20, 44, 56, 68):
    keys[:25, place : place + 8] = 0
across, down = (Conv2d(1, 1, size, bias=False, rng=rng) for size in ((1, 2), (2, 1)))
across.weight.value[:] = [[[[-1, 1]]]]
down.weight.value[:] = [[[[-1], [1]]]]
fig = new_figure(8, 2.2)
pictures = {"a keyboard": keys, "kernel [-1, 1], across": across(keys[None, None])[0, 0]}
pictures["the same, down"] = down(keys[None, None])[0, 0]
for ax, (name, picture) in zip(fig.subplots(1, 3), pictures.items(), strict=True):
    ax.imshow(picture, cmap="gray", vmin=-1, vmax=1)
    ax.set(title=name, xticks=[], yticks=[])
plots.show(
    fig,
    "A keyboard; its vertical edges, bright from dark to light and black else; its horizontal ones.",
)

# %% [markdown]
# ### Exercise 11 · `conv2d`
#
# Write `conv2d(x, weight, bias, stride)`, the layer for pictures and spectrograms.
#
# - `x`: shape (N, C, H, W); `weight`: shape (O, C, K, K′), not turned round; `bias`: shape (O,)
# - `stride`: a pair, along H and along W; no padding
# - returns shape (N, O, H′, W′)
#
# For example, one picture `[[1, 2, 4], [0, 0, 0]]` (C = 1), the filter `[[-1, 1]]` with the bias 0 and stride (1, 1): `[[1, 2], [0, 0]]`.
#
# <details><summary>Hint</summary>
#
# Two loops over the places, as one in `conv1d`: `np.einsum("nchw,ochw->no", seen, weight) + bias`.
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

# %% [markdown]
# Books and libraries lay weights out in two ways: (K, K′, in, out), and (out, in, K, K′) as in this course and in PyTorch. For example,
# a grey picture to 4 maps and these to 6 maps, with 3 × 3 kernels: $W^{(1)} \in \mathbb R^{3\times3\times1\times4}$ and
# $W^{(2)} \in \mathbb R^{3\times3\times4\times6}$, with 4 and 6 biases.
#
# ### Exercise 12 · `channels_first`
#
# Write `channels_first(weight)` that returns two things, `weight, count`:
#
# - the weight of shape (K, K′, in, out) laid out as (out, in, K, K′)
# - how many numbers the layer learns, its biases counted
#
# For example, shape (2, 2, 1, 3) becomes (3, 1, 2, 2), and the count is 12 + 3 = 15. What are the counts of the two layers above?
#
# <details><summary>Hint</summary>
#
# `weight.transpose(...)` moves axes; name for each new axis the old one. `reshape` would mix the weights up.
# </details>


# %% exercise="channels_first"
def channels_first(weight):
    ### BEGIN SOLUTION
    return weight.transpose(3, 2, 0, 1), weight.size + weight.shape[3]
    ### END SOLUTION


# %% check="channels_first"

# %% [markdown]
# ### Edges one can hear
#
# A spectrogram is a picture as well, but its two axes mean different things. Here are notes with drums. What is an edge along *time*? What
# is one along *frequency*?

# %%
rate = 22050
tune = [audio.note(f, sr=rate, duration=0.6, n_harmonics=14, decay=3) for f in (220, 277.2, 329.6)]
music = np.concatenate([*tune, 0.5 * (tune[0] + tune[2])]).astype(float)
for i in range(16):
    hit = audio.snare(sr=rate, rng=rng, duration=0.12, amplitude=0.5)
    start = round(i * 0.15 * rate)
    music[start : start + len(hit)] += (hit if i % 2 else 0.5 * hit)[: len(music) - start]
music /= np.abs(music).max()
spectra = audio.stft(music, n_fft=1024, hop_length=256)
S = audio.amplitude_to_db(np.abs(spectra), ref=np.max, top_db=60.0)
time_edges = across(S[None, None])[0, 0]
frequency_edges = down(S[None, None])[0, 0]
fig = new_figure(9, 3.2)
for ax, (name, picture) in zip(
    fig.subplots(1, 3, sharey=True),
    {
        "spectrogram (dB)": S + 30,
        "along time": time_edges,
        "along frequency": frequency_edges,
    }.items(),
    strict=True,
):
    ax.imshow(picture[:220], origin="lower", aspect="auto", cmap="gray", vmin=-30, vmax=30)
    ax.set(title=name, xlabel="frame (11.6 ms)")
fig.axes[0].set(ylabel="frequency bin (21.5 Hz)")
plots.show(
    fig,
    "A spectrogram of notes and drums; along time only the drum hits and note starts stay, as vertical "
    "lines; along frequency the harmonics stay, as horizontal lines.",
)

# %% [markdown]
# The kernel along time is an **onset detector**, the one along frequency finds **harmonics**. Hear it: keep each point of the spectrogram where
# one kind of edge, averaged over its surroundings, is stronger than the other, and turn it back into sound.

# %%
vertical = np.abs(np.pad(time_edges, ((0, 0), (1, 0))))
horizontal = np.abs(np.pad(frequency_edges, ((1, 0), (0, 0))))
smooth = Conv2d(1, 1, (9, 5), padding=(4, 2), bias=False, rng=rng, dtype=np.float64)
smooth.weight.value[:] = 1 / 45
vertical, horizontal = (smooth(edge[None, None])[0, 0] for edge in (vertical, horizontal))
hits = audio.istft(spectra * (vertical > horizontal), hop_length=256)
notes = audio.istft(spectra * (vertical <= horizontal), hop_length=256)
rest = audio.silence(sr=rate, duration=0.4)
audio.play(
    np.concatenate([0.7 * music, rest, 0.7 * hits / np.abs(hits).max(), rest, 0.7 * notes]),
    rate,
    title="all; where edges along time win (hits); where edges along frequency win (notes)",
)

# %% [markdown]
# ### Exercise 13 · `edges`
#
# Write `edges(S)` that returns three arrays, `rise, bands, onset`.
#
# - `S`: levels in dB, shape (F, T): frequencies are rows, frames are columns
# - `rise`: shape (F, T − 1), the kernel [−1, 1] along time: a later frame minus the one before
# - `bands`: shape (F − 1, T), the same along frequency
# - `onset`: shape (T − 1,), the *rises* alone (a ReLU takes the falls away), then the mean over all frequencies
#
# For example, `S = [[0, 6], [0, -2]]`: the rises are `[[6], [-2]]`, the bands `[[0, -8]]`, the onset `[3]`.
#
# <details><summary>Hint</summary>
#
# `S[:, 1:] - S[:, :-1]`. First the ReLU, then the mean.
# </details>


# %% exercise="edges"
def edges(S):
    ### BEGIN SOLUTION
    rise = S[:, 1:] - S[:, :-1]
    return rise, S[1:] - S[:-1], np.maximum(rise, 0).mean(axis=0)
    ### END SOLUTION


# %% check="edges"

# %% [markdown]
# ## 8.11 Challenge: a machine that hears hits
#
# Sixteen steps, a drum in some of them, played a little late, and a hum that swells and fades. Loudness does not tell you where the hits
# are: the hum is loud, too. You have all parts of the detector: a convolution (difference along time), a bend (ReLU), a mean over frequencies,
# max pooling (one number for each step), a threshold. That is a convolutional network with weights set by hand.

# %%
beat, struck, rate = rhythm(np.random.default_rng(3), "train")
S = levels(beat, rate)
ax = plots.mel_spectrogram(S, sr=rate, hop_length=HOP, title="hits under a hum")
plots.show(
    ax, "Mel spectrogram of a drum rhythm: vertical lines under a hum that swells in the middle."
)
audio.play(beat, rate, title="a rhythm under a hum")

# %% [markdown]
# ### Exercise 14 · `drum_steps`
#
# Write `drum_steps(S, frames_per_step)` that says for each step whether a drum is struck in it.
#
# - `S`: mel levels in dB, shape (40, T); T is a multiple of `frames_per_step`
# - returns shape (T / frames_per_step,), 1 or True where there is a hit, else 0
#
# For example, with 128 frames and 8 frames in a step there are 16 answers. You are graded on kits that are not in the rhythms above: at least
# 85 % of the steps of each rhythm must be right.
#
# <details><summary>Hint</summary>
#
# The onset curve has one value less than there are frames: put a 0 in front. Draw its largest value in each step for the rhythm above and
# choose a threshold, a few dB, between those of hits and of the others (`struck` has the truth).
# </details>


# %% exercise="drum_steps"
def drum_steps(S, frames_per_step):
    ### BEGIN SOLUTION
    onset = np.append(0, np.maximum(S[:, 1:] - S[:, :-1], 0).mean(axis=0))
    return onset.reshape(-1, frames_per_step).max(axis=1) > 2.75
    ### END SOLUTION


# %% check="drum_steps"

# %% [markdown]
# Let it listen to drums it has never heard, real ones if they are there, and click (right ear) on each hit that it finds.

# %%
real = datasets.available("sonic-pi-drums")
kit = datasets.load("sonic-pi-drums" if real else "drum-hits")
kick, hat = kit.where(labels=("kick",)), kit.where(labels=("hat" if real else "closed hat",))
snare = kit.where(labels=("snare",))
length = FRAMES * HOP * kit.sr // rate
track = 0.001 * rng.normal(size=16 * length)
for step, name in enumerate("k.h.s.hkk.h.s.h."):
    if name != ".":
        chosen = {"k": kick, "h": hat, "s": snare}[name].audio[1][: length - length // 3]
        start = step * length + length // 4
        track[start : start + len(chosen)] += 0.8 * chosen * np.linspace(1, 0, len(chosen))
track = track[:: kit.sr // rate]
track /= np.abs(track).max()
print("drums:", kit.description)
try:
    found = np.asarray(drum_steps(levels(track, rate), FRAMES)).astype(bool)
except NotImplementedError:
    print("Here your drum_steps would listen.")
    found = np.zeros(16, bool)
print("struck: k.h.s.hkk.h.s.h.")
print("found: ", "".join("x" if hit else "." for hit in found))
clicks = np.zeros_like(track)
for step in np.flatnonzero(found):
    start = (step * FRAMES + 2) * HOP
    clicks[start : start + 400] = 0.5 * np.sin(2 * np.pi * 2000 * np.arange(400) / rate)
audio.play(np.stack([0.7 * track, clicks]), rate, title="drums (left) and what was found (right)")

# %% [markdown]
# ## Quiz
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

# %% [markdown]
# ## What stays
#
# - Local and shared: a convolution is a fully connected layer with most weights 0 and the rest tied. Hundreds of thousands become thousands.
# - Layers do not turn the kernel round, rooms do. Convolution commutes, is linear, and follows shifts.
# - Stride, padding and dilation set the size of the output and what it sees; strides below multiply.
# - A filter spans all input channels and writes one map. Weights are (out, in, K, K′).
# - Pooling learns nothing and softens small shifts. It removes none.
# - Along time the kernel [−1, 1] hears onsets, along frequency harmonics; an STFT is a layer. In unit 9 a network learns its own kernels.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P22, P28, P30–P38); Z. Duan, *Deep learning for audio* (D47–D61, D77); J. Nam (J07);
# M. Grachten (G19); H. Mohammadi (M31–M33). Y. LeCun and Y. Bengio, "Convolutional networks for images, speech, and time series", 1995. Y. LeCun and
# others, "Gradient-based learning applied to document recognition", *Proc. IEEE* 86, 1998. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016,
# chapter 9. A. Lindholm, N. Wahlström, F. Lindsten, T. Schön, *Machine Learning*, 2022, chapter 6. C. Olah, "Understanding convolutions", 2014. V. Dumoulin
# and F. Visin, "A guide to convolution arithmetic for deep learning", 2016. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0), Sonic Pi samples (CC0).
