# %% [markdown]
# # 7 · Sound features
#
# So far, somebody had chosen what your networks looked at: crossings, brightness, band levels. In this unit you make such *features*
# yourself, from the samples up: the ones that speech recognition ran on for thirty years, the ones that describe timbre, and the
# ones that are found in the data. At the end stands a whole machine that hears digits, made by hand stage by stage. And the
# question why one should do it by hand at all.
#
# **You will be able to** write every stage from samples to MFCC, describe a spectrum in eight numbers, find the pitch and the filter of a
# voice, say which features are linear, learn features by PCA, NMF and k-means, and build the classical pipeline.
#
# **You will hear** a word made of four bands of noise, a melody that you found in a voice, a whisper that was none, a word in one, three
# and ten numbers a frame, and one drum taken out of a loop.
#
# Time: about 4 hours. Before: [unit 6](../u06_training/training.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, decomposition, plots
from dlaudio.check import check
from dlaudio.datasets.coefficients import label_curves, source, summary_table
from dlaudio.plots.chains import chains
from dlaudio.widgets import mfcc_explorer, spectral_shape
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 7.1 Too many numbers
#
# Two people say the same word. Listen, then look.

# %%
speech = source()
words = datasets.load(speech)
print(words.description)
sr = words.sr
sixes = words.where(labels="six")
speakers = sixes.speakers.tolist()
names = list(dict.fromkeys(speakers))
voices = [sixes.audio[speakers.index(name)] for name in (names[0], names[2])]
gap = audio.silence(sr=sr, duration=0.3)
audio.play(np.concatenate([voices[0], gap, voices[1]]), sr, title="six, by two people")

# %%
fig, axes = plt.subplots(2, 2, figsize=(9, 5), layout="constrained")
for column, y in zip(axes.T, voices, strict=True):
    plots.waveform(y, sr, ax=column[0], title="samples")
    column[0].set_ylabel("amplitude")
    power = audio.melspectrogram(y, sr=sr, n_fft=256, hop_length=64, n_mels=40, fmin=60)
    levels = audio.power_to_db(power / power.max(), amin=1e-6)
    plots.mel_spectrogram(levels, sr=sr, hop_length=64, fmin=60, ax=column[1])
plots.show(
    fig,
    "Two recordings of six: the samples have little in common; both mel spectrograms have a hiss at "
    "high frequencies, then a vowel with energy low and high, then a hiss again.",
)

# %% [markdown]
# Sample by sample the two words have nothing in common; below, one sees the same word. A **feature** is a number computed from the samples that is similar when the
# sounds mean the same, and different when they do not. A good feature throws away what does not matter: here the phase, the exact
# moment, the loudness, the speaker.
#
# The first thing to shrink is the size. How large is the input if a network takes in a spectrogram of music? Say 30 seconds, 20 frames a
# second, at a sample rate of 22.5 kHz, each frame padded with zeros to 2,048 samples for the FFT. The frequencies of an FFT are called its *bins*; we
# keep those *below* half the sample rate. (`np.fft.rfft` gives one more, *at* half the sample rate. And real recordings have 22,050 Hz; with 22,500 the
# numbers come out even.)
#
# ### Exercise 1 · `spectrogram_size`
#
# Write `spectrogram_size(duration, frame_rate, sr, n_fft)` that returns four whole numbers, `frames, step, bins, values`:
#
# - `duration` in seconds, `frame_rate` in frames a second, `sr` in Hz; all of them whole numbers
# - `frames`: how many frames there are; `step`: the samples from one frame to the next
# - `bins`: how many bins lie below half the sample rate, counting the one at 0 Hz
# - `values`: how many numbers the power spectrogram holds
#
# For example, 2 seconds, 10 frames a second, `sr = 8000` and `n_fft = 1024` give 20 frames, 800 samples apart, with 512 bins: 10,240 values.
#
# <details><summary>Hint</summary>
#
# Bin k stands for `k * sr / n_fft` Hz. For which k is that less than `sr / 2`?
# </details>


# %% exercise="spectrogram_size"
def spectrogram_size(duration, frame_rate, sr, n_fft):
    ### BEGIN SOLUTION
    frames = duration * frame_rate
    bins = n_fft // 2
    return frames, sr // frame_rate, bins, frames * bins
    ### END SOLUTION


# %% check="spectrogram_size"

# %%
try:
    size = spectrogram_size(30, 20, 22500, 2048)
    print("{:,} frames, {:,} samples apart, {:,} bins: {:,} values".format(*size))
except NotImplementedError:
    print("Write spectrogram_size first, then run this cell again.")

# %% [markdown]
# Over half a million inputs for one piece of music. Every hidden unit would need as many weights. In unit 8 the network itself gets
# smaller. Here the *input* does.
#
# ## 7.2 One number a frame
#
# A word changes from moment to moment, so features are measured in **frames**: short pieces, 10 to 50 ms, that overlap. Frame $t$ begins at
# sample $t \cdot$ `hop_length` and has `frame_length` samples. A rest that is too short for a frame is left out.
#
# In this unit you write the features yourself: while your answers are graded, librosa and `dlaudio.audio` are shut. You have met the two
# simplest ones. The **RMS** is how loud a frame is, and the **zero-crossing rate** is the share of its samples whose
# sign differs from that of the sample before:
#
# $$\mathrm{RMS} = \sqrt{\tfrac1n \sum_n y[n]^2}, \qquad \mathrm{ZCR} = \frac{\text{crossings inside the frame}}{\texttt{frame\_length}}.$$
#
# ### Exercise 2 · `frame_levels`
#
# Write `frame_levels(y, frame_length, hop_length)` that returns `rms, zcr`, two arrays with one value a frame. A sample of exactly 0 counts
# as positive. The first sample of a frame has nothing before it, so it is no crossing; the division is by `frame_length` all the same, as in librosa.
#
# For example, `y = np.array([3.0, -4.0, 0.0, 1.0, -1.0])` with frames of 4 and a hop of 1 has two frames. The first, 3, −4, 0, 1, has an RMS of
# $\sqrt{26/4} = 2.55$ and two crossings, so a ZCR of 0.5.
#
# <details><summary>Hint</summary>
#
# `np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length]` has a frame in each row. `signs = frames >= 0` is True or False, and
# two neighbours differ where `signs[:, 1:] != signs[:, :-1]`.
# </details>


# %% exercise="frame_levels"
def frame_levels(y, frame_length, hop_length):
    ### BEGIN SOLUTION
    frames = np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length]
    signs = frames >= 0
    crossings = (signs[:, 1:] != signs[:, :-1]).sum(axis=1)
    return np.sqrt((frames**2).mean(axis=1)), crossings / frame_length
    ### END SOLUTION


# %% check="frame_levels"

# %%
six = voices[0]
shape = {"frame_length": 256, "hop_length": 64}
fig, axes = plt.subplots(3, 1, figsize=(7, 5), layout="constrained")
plots.waveform(six, sr, ax=axes[0], title="six")
axes[0].set_ylabel("amplitude")
times = audio.frames_to_time(np.arange(len(audio.rms(six, **shape))), sr=sr, hop_length=64)
plots.curve(audio.rms(six, **shape), x=times, ax=axes[1], xlabel="time (s)", ylabel="RMS")
plots.curve(
    audio.zero_crossing_rate(six, **shape), x=times, ax=axes[2], xlabel="time (s)", ylabel="ZCR"
)
plots.show(
    fig, "The word six: its vowel is loud and crosses zero seldom, both its hisses the other way."
)

# %% [markdown]
# Loud with few crossings: a vowel. Soft with many: a hiss. Two numbers a frame tell *s* from *i*, but not *i* from *a*. For that we need the
# spectrum.
#
# ## 7.3 From samples to MFCC: a chain of matrices
#
# For three decades nearly every speech recogniser began with the same chain. It makes 13 numbers of each frame, the *mel-frequency cepstral
# coefficients*, **MFCC**. We take it apart, stage by stage, with one question at each: **is it a matrix?** That is: does it multiply with fixed weights
# and add up, as a layer does? Or does it bend each number by itself, as an activation does?
#
# One remark on shapes. To a network, rows are samples. A spectrogram stands on its side, as everywhere in audio: **each column is a
# frame**, so a matrix works on it from the left, `F @ frames`.
#
# ### The Fourier transform is a matrix
#
# Multiply each of the $N$ = `n_fft` samples of a frame with a wave of frequency $k$ and add up:
#
# $$X[k] = \sum_{n=0}^{N-1} y[n]\, e^{-2\pi i\, k n / N}.$$
#
# For each $k$ these are $N$ fixed weights, so all of them together are a matrix $F$ with entries $F_{kn} = e^{-2\pi i k n / N}$. Rows 0 to $N/2$ are enough:
# for real samples the rest is a mirror image.
#
# ### Exercise 3 · `dft_matrix`
#
# Write `dft_matrix(n_fft)` that returns $F$, complex, of shape (n_fft / 2 + 1, n_fft); `n_fft` is even. Do it without `np.fft` and SciPy.
#
# For example, `dft_matrix(2)` is `[[1, 1], [1, -1]]`: the sum and the difference of two samples.
#
# <details><summary>Hint</summary>
#
# `np.outer(k, n)` is the table of all products of two arrays. `1j` is the imaginary unit.
# </details>


# %% exercise="dft_matrix"
def dft_matrix(n_fft):
    ### BEGIN SOLUTION
    k, n = np.arange(n_fft // 2 + 1), np.arange(n_fft)
    return np.exp(-2j * np.pi * np.outer(k, n) / n_fft)
    ### END SOLUTION


# %% check="dft_matrix"

# %% [markdown]
# Real and imaginary part of row $k$ are a cosine and a sine. So the spectrogram can be seen in another way, too. Take one row, laid under
# a window, as a little *kernel*. Lay it on the sound, multiply, add up, write the number down, shift by a hop, and again. A row tells how much of
# its frequency is in the sound at each place. Such a sliding sum is what unit 8 calls a **convolution**: an STFT is a bank of them.
#
# ### Exercise 4 · `stft_kernels`
#
# Write `stft_kernels(n_fft)` that returns *real* kernels of shape (n_fft + 2, n_fft): first the n_fft / 2 + 1 cosines, frequencies 0 to n_fft / 2, then as many sines
# in the same order. Each is multiplied with the periodic Hann window
#
# $$w[n] = \tfrac12 - \tfrac12 \cos(2\pi n / N).$$
#
# The check slides them over a sound. Squares of cosine and sine, added up, must be the power $|X[k]|^2$ that `audio.stft` finds when its frames begin at
# sample 0 (`center=False`). The sign of the sines does not matter for that.
#
# For example, `stft_kernels(2)` is `[[0, 1], [0, -1], [0, 0], [0, 0]]`: the window is 0, 1, and sines of these two frequencies are 0 at every sample.
#
# <details><summary>Hint</summary>
#
# The rows of `F * w` are complex; `.real` and `.imag` are what you need, `np.concatenate` joins them.
# </details>


# %% exercise="stft_kernels"
def stft_kernels(n_fft):
    ### BEGIN SOLUTION
    k, n = np.arange(n_fft // 2 + 1), np.arange(n_fft)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * n / n_fft)
    angles = 2 * np.pi * np.outer(k, n) / n_fft
    return np.concatenate([np.cos(angles), -np.sin(angles)]) * window
    ### END SOLUTION


# %% check="stft_kernels"

# %% [markdown]
# ### Power, and the mel bands
#
# The next stage takes the power, $P = |X|^2$. It needs no neighbours and it is no matrix: a **point-wise** function, a bend. It throws away the phase.
#
# Then the ear comes in. It hears the step from 200 to 300 Hz as wide, and that from 5,000 to 5,100 as about a fifth of it. The **mel scale** is a ruler for that.
# In Slaney's form, which librosa uses too, it is straight up to 1,000 Hz and logarithmic above:
#
# $$m = \begin{cases} \dfrac{3 f}{200} & f < 1000 \text{ Hz}\\[2mm] 15 + 27\,\dfrac{\ln(f / 1000)}{\ln 6.4} & \text{above}\end{cases}
# \qquad\qquad f = \begin{cases} \dfrac{200\, m}{3} & m < 15\\[2mm] 1000 \cdot 6.4^{(m - 15)/27} & \text{above.}\end{cases}$$
#
# A mel band adds up the bins under a triangle. Space `n_mels + 2` *edges* equally in mel from `fmin` to `fmax`. Triangle $m$ begins at edge $m$, has its
# peak at edge $m+1$ and ends at edge $m+2$, so each reaches to the peaks of its neighbours. All have the area 1, so a triangle is $2 / \text{width}$ high, the width
# in Hz. Bin $k$ stands for $k \cdot sr / N$ Hz.

# %%
filters = audio.mel_filterbank(sr=8000, n_fft=512, n_mels=12, fmin=60)
fig, ax = plt.subplots(figsize=(7, 2.8), layout="constrained")
for row in filters:
    ax.plot(audio.fft_frequencies(sr=8000, n_fft=512), row, linewidth=1.4)
ax.set(xlabel="frequency (Hz)", ylabel="weight", title="12 mel bands")
plots.show(
    fig, "Twelve triangles that overlap by half, narrow and high at the left, wide and low right."
)

# %% [markdown]
# ### Exercise 5 · `mel_filters`
#
# Write `mel_filters(sr, n_fft, n_mels, fmin, fmax)` that returns `edges, filters`:
#
# - `edges`: shape (n_mels + 2,), in Hz
# - `filters`: shape (n_mels, n_fft / 2 + 1); row m holds the values of triangle m at the bins
#
# Write both formulas of the mel scale yourself.
#
# For example, between 0 and 600 Hz everything is straight: two bands have the edges 0, 200, 400, 600. The first triangle is $2/400 = 0.005$ high, so at 100 Hz
# it has the value 0.0025.
#
# <details><summary>Hint</summary>
#
# `np.where(f < 1000, a, b)` chooses between two formulas (give logarithms at least 1000: `np.maximum(f, 1000)`). A triangle is the smaller of a rising and a falling line,
# but never below 0: `np.interp(f, [left, peak, right], [0, height, 0])` is a row.
# </details>


# %% exercise="mel_filters"
def mel_filters(sr, n_fft, n_mels, fmin, fmax):
    ### BEGIN SOLUTION
    ends = np.array([fmin, fmax])
    above = 15 + 27 * np.log(np.maximum(ends, 1000) / 1000) / np.log(6.4)
    low, high = np.where(ends < 1000, ends * 3 / 200, above)
    mels = np.linspace(low, high, n_mels + 2)
    edges = np.where(mels < 15, mels * 200 / 3, 1000 * 6.4 ** ((mels - 15) / 27))
    f = np.arange(n_fft // 2 + 1) * sr / n_fft
    rows = []
    for left, peak, right in zip(edges, edges[1:], edges[2:], strict=False):
        rows.append(np.interp(f, [left, peak, right], [0, 2 / (right - left), 0]))
    return edges, np.array(rows)
    ### END SOLUTION


# %% check="mel_filters"

# %% [markdown]
# `filters @ P` is a matrix product: a **linear** stage again. How many bands does one need? Hear for yourself: noise, filtered so that only the levels of 2, 4, 8
# and 16 bands are those of the word. People understand speech from surprisingly few (Shannon and others, 1995).

# %%
noise = np.random.default_rng(0)
shape = {"sr": sr, "n_fft": 256, "hop_length": 64, "fmin": 60.0}
parts = []
for n_mels in (2, 4, 8, 16):
    power = audio.melspectrogram(six, n_mels=n_mels, **shape)
    y = audio.noise_vocoder(power, rng=noise, **shape)
    parts += [0.5 * y / np.abs(y).max(), audio.silence(sr=sr, duration=0.3)]
audio.play(
    np.concatenate([*parts, six]), sr, title="six in 2, 4, 8, 16 bands of noise, and as it was"
)

# %% [markdown]
# ### Logarithm and cosines
#
# Loudness, too, is heard in ratios: ten times the power sounds one step louder, wherever you start. So the powers become **levels** in decibels, point by point. Silence
# needs a floor, because the logarithm of 0 is −∞:
#
# $$L = 10 \log_{10} \max(P, 10^{-10}), \qquad \text{then no } L \text{ lower than } \max L - 80,$$
#
# where the maximum is over all bands and frames.
#
# Neighbouring bands are much alike, so 40 levels say less than 40 numbers could. The last stage, the *discrete cosine transform*, describes the curve of levels by
# waves: how much of a constant, of half a wave, of a whole wave, … it holds. Its matrix $C$ has the rows
#
# $$C_{kn} = \sqrt{\tfrac{2}{M}}\, \cos\!\Bigl(\frac{\pi k (n + \frac12)}{M}\Bigr), \qquad \text{and row 0 is divided by } \sqrt2 \text{ besides,}$$
#
# with $M$ the number of bands. The rows are orthonormal: each has length 1 and is perpendicular to the others. Keep the first 13: what they leave out is fine detail, such as
# the single harmonics of the voice.
#
# ### Exercise 6 · `log_dct`
#
# Write `log_dct(mel_power, n_mfcc)` that returns `levels, C, mfcc`:
#
# - `mel_power`: shape (M, T), not negative; some entries may be 0
# - `levels`: shape (M, T), in dB; `C`: shape (n_mfcc, M); `mfcc`: shape (n_mfcc, T)
#
# Do it without SciPy.
#
# For example, `mel_power = np.array([[1.0], [100.0]])` with `n_mfcc = 2`: the levels are 0 and 20, `C` is `[[0.71, 0.71], [0.71, -0.71]]`, and the MFCC are 14.1 and −14.1.
#
# <details><summary>Hint</summary>
#
# `np.maximum(a, b)` compares element by element, `a.max()` is one number for all. `np.outer(np.arange(n_mfcc), np.arange(M) + 0.5)` is the table of products in the cosine.
# </details>


# %% exercise="log_dct"
def log_dct(mel_power, n_mfcc):
    ### BEGIN SOLUTION
    levels = 10 * np.log10(np.maximum(mel_power, 1e-10))
    levels = np.maximum(levels, levels.max() - 80)
    M = len(mel_power)
    C = np.sqrt(2 / M) * np.cos(np.pi * np.outer(np.arange(n_mfcc), np.arange(M) + 0.5) / M)
    C[0] /= np.sqrt(2)
    return levels, C, C @ levels
    ### END SOLUTION


# %% check="log_dct"

# %% [markdown]
# That is the whole chain. Here it is with the matrices of `dlaudio.audio`, beside librosa's function that does it in one go.

# %%
import librosa

frames = audio.frame(six, frame_length=256, hop_length=64)
windowed = frames * audio.get_window("hann", 256)[:, None]
spectrum = np.fft.rfft(windowed, axis=0)
power = np.abs(spectrum) ** 2
mel = audio.mel_filterbank(sr=sr, n_fft=256, n_mels=32, fmin=60) @ power
levels = audio.power_to_db(mel)
mfcc = audio.dct_matrix(13, 32) @ levels

stages = {
    "frames": (frames, "cut"),
    "windowed": (windowed, "linear"),
    "spectrum": (spectrum, "linear"),
    "power": (power, "point-wise"),
    "mel bands": (mel, "linear"),
    "levels": (levels, "point-wise"),
    "MFCC": (mfcc, "linear"),
}
for name, (stage, kind) in stages.items():
    print(f"{name:10} {stage.shape[0]:4} numbers a frame   {kind}")
theirs = librosa.feature.mfcc(
    y=six, sr=sr, n_mfcc=13, n_fft=256, hop_length=64, n_mels=32, fmin=60, center=False
)
print(f"largest difference from librosa: {np.abs(mfcc - theirs).max():.4f}")

# %% [markdown]
# Linear, bend, linear, bend, linear. **That is a neural network with two hidden layers.** Only, nobody trained it: every weight was written down by engineers who knew about
# ears. Keep that in mind until 7.8.
#
# Play with the two numbers that they had to choose. When do the two pictures begin to look alike, and when do you begin to understand?

# %%
demo(mfcc_explorer.draw, title=mfcc_explorer.TITLE, controls=mfcc_explorer.CONTROLS, slow=True)

# %% [markdown]
# ## 7.4 The shape of a spectrum
#
# MFCC serve speech. For timbre there are numbers that one can read. Think of one frame's magnitudes $S_k$ at the frequencies $f_k$ as a heap of sand on a ruler, and let
# $p_k = S_k / \sum_j S_j$ be the share of each bin. Then
#
# | name | formula | says |
# |---|---|---|
# | centroid | $c = \sum_k p_k f_k$ | where the heap would balance: *bright* or *dark* |
# | spread | $s = \sqrt{\sum_k p_k (f_k - c)^2}$ | how wide it is |
# | skewness | $\sum_k p_k (f_k - c)^3 / s^3$ | above 0: a long tail towards high frequencies |
# | kurtosis | $\sum_k p_k (f_k - c)^4 / s^4$ | 3 for a bell, more for a needle on a broad base |
#
# They are mean, standard deviation and the two moments after them, only that the "data" are frequencies and their weights magnitudes.

# %%
demo(spectral_shape.draw, title=spectral_shape.TITLE, controls=spectral_shape.CONTROLS, slow=True)

# %% [markdown]
# ### Exercise 7 · `spectral_moments`
#
# Write `spectral_moments(S, sr)` that returns `centroid, spread, skewness, kurtosis`, each of shape (T,).
#
# - `S`: magnitudes, shape (K, T), every column a frame; its K rows stand for frequencies from 0 to exactly `sr / 2`, equally spaced
# - a silent frame, a column of zeros, has no shape: all four are 0 there (no other frame has a spread of 0)
#
# For example, magnitudes 1, 2, 1 at 0, 2,000 and 4,000 Hz (`sr = 8000`) have the centroid 2,000 Hz, the spread $\sqrt{2{,}000{,}000} = 1{,}414$ Hz, the skewness 0 and the kurtosis 2.
#
# <details><summary>Hint</summary>
#
# `f = np.linspace(0, sr / 2, len(S))[:, None]` is a column, so `f * S` multiplies every frame with it. Adding a tiny number such as 1e-12 to a denominator spares you a division by 0.
# </details>


# %% exercise="spectral_moments"
def spectral_moments(S, sr):
    ### BEGIN SOLUTION
    f = np.linspace(0, sr / 2, len(S))[:, None]
    p = S / (S.sum(axis=0) + 1e-12)
    centroid = (f * p).sum(axis=0)
    spread = np.sqrt(((f - centroid) ** 2 * p).sum(axis=0))
    z = (f - centroid) / (spread + 1e-9)
    return centroid, spread, (z**3 * p).sum(axis=0), (z**4 * p).sum(axis=0)
    ### END SOLUTION


# %% check="spectral_moments"

# %% [markdown]
# Four more numbers ask about the surface of the heap, and about its changes:
#
# - **flatness**: the geometric mean of the powers $S_k^2$ over their arithmetic mean; powers below $10^{-10}$ count as $10^{-10}$. Near 0 for a tone, 1 for a flat spectrum. Multiplying hundreds of small
#   numbers gives 0 in a computer, so take $\exp$ of the mean of the logarithms instead.
# - **irregularity** (Jensen): $\sum_k (S_k - S_{k+1})^2 / \sum_k S_k^2$; behind the last bin comes a 0. Large if neighbours differ.
# - **roll-off**: the lowest frequency $f_k$ with $S_0 + \dots + S_k \ge$ `share` $\cdot \sum_j S_j$.
# - **flux**: $\sqrt{\sum_k (S_k[t] - S_k[t-1])^2}$, how much has changed since the last frame; 0 in the first one. It is large where a note begins.
#
# ### Exercise 8 · `spectral_texture`
#
# Write `spectral_texture(S, sr, share)` that returns `flatness, irregularity, rolloff, flux`, each of shape (T,). `S` and `sr` are as before, no frame is silent, `share` is between 0 and 1.
#
# For example, two frames of magnitudes 2, 1, 1 and 2, 1, 5 with `sr = 8000` and `share = 0.7`: irregularities $(1 + 0 + 1)/6$ and $(1 + 16 + 25)/30$, roll-offs 2,000 and 4,000 Hz, flux 0 and 4.
#
# <details><summary>Hint</summary>
#
# `np.cumsum(S, axis=0)` adds up from the first row on. `np.argmax` of an array of True and False is the place of the first True. `np.diff` has an argument `append` and one called `prepend`.
# </details>


# %% exercise="spectral_texture"
def spectral_texture(S, sr, share):
    ### BEGIN SOLUTION
    power = np.maximum(S**2, 1e-10)
    flatness = np.exp(np.log(power).mean(axis=0)) / power.mean(axis=0)
    jumps = np.diff(S, axis=0, append=0)
    irregularity = (jumps**2).sum(axis=0) / (S**2).sum(axis=0)
    total = np.cumsum(S, axis=0)
    first = np.argmax(total >= share * total[-1], axis=0)
    rolloff = np.linspace(0, sr / 2, len(S))[first]
    change = np.diff(S, axis=1, prepend=S[:, :1])
    return flatness, irregularity, rolloff, np.sqrt((change**2).sum(axis=0))
    ### END SOLUTION


# %% check="spectral_texture"

# %% [markdown]
# Books say that the flatness of white noise is 1. Measure it:

# %%
hiss = audio.white_noise(sr=22050, duration=2, rng=np.random.default_rng(0))
S = np.abs(audio.stft(hiss, n_fft=1024)).astype(float)
averaged = np.sqrt((S**2).mean(axis=1, keepdims=True))
tone = np.abs(audio.stft(audio.tone(1000, sr=22050, duration=2), n_fft=1024)).astype(float)
print(f"a frame of noise      {audio.spectral_flatness(S).mean():.2f}")
print(f"the mean of its power {audio.spectral_flatness(averaged)[0]:.2f}")
print(f"a tone                {audio.spectral_flatness(tone).mean():.4f}")

# %% [markdown]
# Noise is flat *on average*. A single frame of it is full of peaks and holes, and about 0.56 is what comes out. Numbers in books are worth a measurement.
#
# ## 7.5 A voice taken apart
#
# A voice is a buzz from the vocal folds, sent through the tube of throat and mouth. The buzz has a pitch; the tube has resonances, and they make the vowel. In the spectrum the two are *multiplied*: harmonics
# under a smooth hill. Two classical features pull them apart.
#
# ### The cepstrum
#
# The logarithm turns the product into a sum. In the log spectrum the harmonics are a regular comb, and what finds regular repetition? A Fourier transform. So transform once more:
#
# $$\text{cepstrum} = \bigl|\,\mathcal F^{-1}\{\log |\mathcal F\{y\}|^2\}\,\bigr|^2.$$
#
# ("Spectrum" with its first letters turned round: what Bogert, Healy and Tukey did to the sound in 1963 they did to the words.) Its axis is a *lag* in samples. The smooth hill comes out near lag 0, the comb as a peak at the period
# of the voice: a period of 80 samples at 8,000 Hz is a pitch of 100 Hz. The MFCC of above are a cepstrum, too: logarithm, then cosines.

# %%
zeros = words.where(labels="zero")
voice = zeros.audio[zeros.speakers.tolist().index("lucas" if speech == "fsdd" else "m01")]
middle = int(audio.rms(voice, frame_length=320, hop_length=1).argmax())
vowel = voice[middle - 160 : middle + 160] * np.hanning(320)
cepstrum = audio.power_cepstrum(vowel)
fig, axes = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
log_power = 10 * np.log10(np.abs(np.fft.rfft(vowel)) ** 2 + 1e-10)
f = np.fft.rfftfreq(320, 1 / sr)
plots.curve(
    log_power, x=f, ax=axes[0], xlabel="frequency (Hz)", ylabel="power (dB)", title="a vowel"
)
axes[0].lines[0].set_linewidth(1)
lags = np.arange(20, 116)
names = {"xlabel": "lag (samples)", "ylabel": "cepstrum"}
plots.curve(cepstrum[lags], x=lags, ax=axes[1], title="its cepstrum", **names)
plots.show(
    fig,
    "Left, the spectrum of a vowel with regular teeth. Right, its cepstrum from lag 20 to 115, with "
    "one peak far above the rest.",
)

# %% [markdown]
# ### Exercise 9 · `cepstrum_pitch`
#
# Write `cepstrum_pitch(y, sr, fmin, fmax)` that returns `cepstrum, pitch`:
#
# - `y`: shape (n,), one frame, already under a window
# - `cepstrum`: shape (n,), by the formula, with the natural logarithm; powers below $10^{-10}$ count as $10^{-10}$
# - `pitch` in Hz: `sr / lag` for the lag with the highest cepstrum, among all whole lags for which `sr / lag` is between `fmin` and `fmax`
#
# For example, at 8,000 Hz a search from 70 to 400 Hz looks at the lags 20 to 114.
#
# <details><summary>Hint</summary>
#
# `np.fft.fft` and `np.fft.ifft` are allowed here. The lowest lag is `int(np.ceil(sr / fmax))`. What `argmax` finds in a slice counts from the start of the slice.
# </details>


# %% exercise="cepstrum_pitch"
def cepstrum_pitch(y, sr, fmin, fmax):
    ### BEGIN SOLUTION
    power = np.maximum(np.abs(np.fft.fft(y)) ** 2, 1e-10)
    cepstrum = np.abs(np.fft.ifft(np.log(power))) ** 2
    low, high = int(np.ceil(sr / fmax)), int(sr / fmin)
    return cepstrum, sr / (low + np.argmax(cepstrum[low : high + 1]))
    ### END SOLUTION


# %% check="cepstrum_pitch"

# %% [markdown]
# Every frame of the word has a pitch, then, and a row of pitches is a melody. Here it is: first the word, then a synthesiser that sings what the cepstrum found, silent where the word is soft or hisses.

# %%
frames = audio.frame(voice, frame_length=320, hop_length=80)
loud = np.sqrt((frames**2).mean(axis=0))
hisses = audio.zero_crossing_rate(voice, frame_length=320, hop_length=80, center=False) > 0.25
pitches = np.array([audio.cepstral_pitch(y, sr=sr, fmin=70, fmax=350) for y in frames.T])
voiced = (loud > 0.25 * loud.max()) & ~hisses
smooth = np.array([np.median(pitches[max(0, t - 2) : t + 3]) for t in range(len(pitches))])
print("Hz:", *np.where(voiced, np.round(smooth), 0).astype(int))

gain = np.repeat(np.where(voiced, loud, 0), 80)
phase = np.cumsum(2 * np.pi * np.repeat(smooth, 80) / sr)
sung = gain * sum(np.sin(k * phase) / k for k in range(1, 9))
sung = 0.5 * np.convolve(sung, np.ones(80) / 80, mode="same") / np.abs(sung).max()
pause = audio.silence(sr=sr, duration=0.3)
audio.play(np.concatenate([voice, pause, sung]), sr, title="zero, and the melody found in it")

# %% [markdown]
# ### Linear prediction
#
# The other way begins with the tube. In a resonance each sample follows from those before it, so try to *predict* it from the last $p$:
#
# $$y[n] \approx a_1\, y[n-1] + a_2\, y[n-2] + \dots + a_p\, y[n-p].$$
#
# That is linear regression, unit 2, with the past as features. The best $a$ solve the **normal equations**. With the autocorrelations $r_k = \sum_n y[n]\, y[n-k]$, where samples outside the frame count as 0, they are
#
# $$\sum_{j=1}^{p} r_{|i-j|}\, a_j = r_i \qquad \text{for } i = 1, \dots, p.$$
#
# What the prediction misses, $e[n] = y[n] - \sum_k a_k\, y[n-k]$, is the *residual*: the buzz without the tube. The $a_k$ are the **LPC** features, *linear prediction coefficients*. (A relative is **PLP**, *perceptual linear prediction*:
# it first bends the spectrum as the ear does, as mel bands and logarithm do for the MFCC, and then predicts.)
#
# ### Exercise 10 · `linear_prediction`
#
# Write `linear_prediction(y, order)` that returns `a, residual`:
#
# - `y`: shape (n,); `order` is $p$
# - `a`: shape (order,), $a_1$ first; `residual`: shape (n,), where samples before the first count as 0
#
# For example, `y = np.array([4.0, 2.0, 1.0])` with `order = 1`: $r_0 = 21$ and $r_1 = 10$, so $a_1 = 10/21 = 0.476$ and the residual begins with 4 and $2 - 4 \cdot 0.476 = 0.095$.
#
# <details><summary>Hint</summary>
#
# `r[abs(i[:, None] - i)]` with `i = np.arange(order)` is the matrix, `np.linalg.solve(R, r[1:])` the solution. For the residual subtract, for each k, `a[k - 1]` times `y` shifted by k samples.
# </details>


# %% exercise="linear_prediction"
def linear_prediction(y, order):
    ### BEGIN SOLUTION
    r = np.array([y[: len(y) - k] @ y[k:] for k in range(order + 1)])
    i = np.arange(order)
    a = np.linalg.solve(r[abs(i[:, None] - i)], r[1:])
    residual = y.astype(float)
    for k in range(1, order + 1):
        residual[k:] = residual[k:] - a[k - 1] * y[:-k]
    return a, residual
    ### END SOLUTION


# %% check="linear_prediction"

# %% [markdown]
# Source and filter apart can be put together anew. Keep the tube, replace the buzz by noise of the same energy, frame by frame, and the speaker whispers a word that was never whispered.

# %%
breath = audio.whisper(
    voice, order=12, frame_length=240, hop_length=60, rng=np.random.default_rng(0)
)
breath = 0.6 * breath / np.abs(breath).max()
audio.play(np.concatenate([voice, pause, breath]), sr, title="zero, spoken and whispered")

# %% [markdown]
# ## 7.6 Which of them are linear?
#
# A feature $f$ is **linear** if it passes two tests, for all sounds $x$, $y$ and all numbers $a$:
#
# - *homogeneous*: $f(a\,x) = a\,f(x)$. A sound twice as loud, or upside down, gives twice the feature, or minus the feature.
# - *additive*: $f(x + y) = f(x) + f(y)$. Of two sounds played together it gives the sum.
#
# It matters, because what is linear a network's first layer can do by itself, with the right weights. What is not needs bends, and maybe depth.
#
# No test with numbers proves that a feature is linear. But a single failure proves that it is not.
#
# ### Exercise 11 · `linearity`
#
# Write `linearity(feature, x, y, a)` that returns two truth values, `homogeneous, additive`: whether both sides agree for these very inputs.
#
# - `feature`: a function that takes an array and returns a number or an array, perhaps complex
# - `x`, `y`: arrays of the same shape; `a`: a number, below 0 here
# - two sides agree if they differ nowhere by more than $10^{-6}$ of the largest size that occurs on either side; if both are all 0, they agree
#
# Why not a fixed limit? A feature may have values near $10^{-12}$, where everything is close to everything.
#
# For example, `np.sum` gives `True, True`, `np.median` usually `True, False`, and `np.max` `False, False`.
#
# <details><summary>Hint</summary>
#
# Write a small function `same(one, other)` inside yours. `np.abs(one - other).max()` is the largest difference; compare with `<=`.
# </details>


# %% exercise="linearity"
def linearity(feature, x, y, a):
    ### BEGIN SOLUTION
    def same(one, other):
        size = max(np.abs(one).max(), np.abs(other).max())
        return np.abs(one - other).max() <= 1e-6 * size

    fx = feature(x)
    return same(feature(a * x), a * fx), same(feature(x + y), fx + feature(y))
    ### END SOLUTION


# %% check="linearity"

# %% [markdown]
# Let your function judge: first the stages of 7.3, each with an input of its own; then whole features, computed from samples; then the same ones, computed from a magnitude spectrogram. (Magnitudes are never below 0, so there the factor is 3, not −2.)

# %%
bands = audio.mel_filterbank(sr=8000, n_fft=256, n_mels=32)


def to_magnitudes(y):
    return np.abs(audio.stft(y, n_fft=256, hop_length=128, center=False))


stages = {
    "Fourier": (np.fft.rfft, 256),
    "power": (lambda X: X**2, 129),
    "mel bands": (lambda P: bands @ P, 129),
    "logarithm": (lambda P: np.log10(np.maximum(P, 1e-10)), 32),
    "cosines": (lambda L: audio.dct_matrix(13, 32) @ L, 32),
}
of_spectrogram = {
    "centroid": lambda S: audio.spectral_centroid(S, sr=8000),
    "spread": lambda S: audio.spectral_spread(S, sr=8000),
    "skewness": lambda S: audio.spectral_skewness(S, sr=8000),
    "kurtosis": lambda S: audio.spectral_kurtosis(S, sr=8000),
    "flatness": audio.spectral_flatness,
    "irregularity": audio.spectral_irregularity,
    "roll-off": lambda S: audio.spectral_rolloff(S, sr=8000),
    "flux": audio.spectral_flux,
    "MFCC": lambda S: audio.dct_matrix(13, 32) @ np.log10(bands @ S**2),
    "mel bands of magnitude": lambda S: bands @ S,
}
of_samples = {
    "RMS": lambda y: np.sqrt(np.mean(y**2)),
    "zero crossings": lambda y: audio.zero_crossing_rate(y, frame_length=256, center=False),
    "cepstrum": audio.power_cepstrum,
    "LPC": lambda y: audio.lpc(y, order=8)[1:],
}
for name, feature in of_spectrogram.items():
    of_samples[name] = lambda y, feature=feature: feature(to_magnitudes(y))


def judge(name, feature, x, y, a):
    homogeneous, additive = linearity(feature, x, y, a)
    verdict = "LINEAR" if homogeneous and additive else "homogeneous" if homogeneous else "-"
    print(f"  {name:24}{verdict}")


rng = np.random.default_rng(2)
try:
    print("stages")
    for name, (stage, size) in stages.items():
        judge(name, stage, *rng.uniform(0.1, 1, (2, size)), 3.0)
    print("features of samples")
    for name, feature in of_samples.items():
        judge(name, feature, *rng.normal(size=(2, 384)), -2.0)
    print("features of a spectrogram")
    for name, feature in of_spectrogram.items():
        judge(name, feature, *rng.uniform(0.1, 1, (2, 129, 2)), 3.0)
except NotImplementedError:
    print("Write linearity first, then run this cell again.")

# %% [markdown]
# The matrices pass and the bends fail. Computed from samples, not one feature is linear; even the RMS fails, because an upside-down sound is as loud. Computed from a spectrogram, the bands are, being a matrix, and nothing else: the flux at least grows with the sound, but two changes at once
# do not add up. Whoever wants a machine to *learn* features like these must give it bends.
#
# ## 7.7 Features found in data
#
# All these formulas were somebody's idea. Which of them are right for *your* task is hard to know. Could the data choose? That is **feature learning**, or representation learning: find, automatically, a transformation of the raw input that makes a
# task easy. Three old methods make a start. None of them looks at a label.
#
# ### Principal components
#
# Take frames as points: 129 levels of a spectrum are a point in 129 dimensions. The points fill that space like a flat cloud, and PCA finds its longest directions. Subtract the mean $\bar{\mathbf x}$; the rows of $W$ are orthonormal directions, the first has the greatest variance, the second
# the greatest that is left, and so on:
#
# $$f(\mathbf x) = W\mathbf x + \mathbf b \quad\text{with } \mathbf b = -W \bar{\mathbf x}, \qquad \mathbf x \approx \bar{\mathbf x} + W^{\mathsf T} f(\mathbf x).$$
#
# The directions are the right singular vectors of the centred data: `U, s, Vt = np.linalg.svd(X - mean, full_matrices=False)` gives them as the rows of `Vt`, the largest first, and $s_k^2 / N$ are the variances.
#
# ### Exercise 12 · `principal_directions`
#
# Write `principal_directions(X, k)` that returns `mean, W, variances`:
#
# - `X`: shape (N, D), samples as rows
# - `mean`: shape (D,); `W`: shape (k, D), orthonormal rows; `variances`: shape (k,), of each feature over the samples, divided by N, falling
#
# A direction may as well point the other way: signs are not compared. Do it without scikit-learn, SciPy and `dlaudio.decomposition`.
#
# For example, the points (1, 1), (−1, −1), (2, 2), (−2, −2) have the mean 0, the first direction (0.71, 0.71) and the variance $(2 + 2 + 8 + 8)/4 = 5$.
#
# <details><summary>Hint</summary>
#
# `Vt[:k]` takes the first k rows.
# </details>


# %% exercise="principal_directions"
def principal_directions(X, k):
    ### BEGIN SOLUTION
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k], s[:k] ** 2 / len(X)
    ### END SOLUTION


# %% check="principal_directions"

# %% [markdown]
# Now a word from 1, 3 and 10 numbers a frame. The directions come from the spectra of other words; the phases, which were thrown away, are made up by an old trick (Griffin and Lim, 1984).


# %%
def spectra(y):
    """Levels in dB, a frame a row: shape (T, 129)."""
    S = np.abs(audio.stft(y, n_fft=256, hop_length=64))
    return audio.amplitude_to_db(S, ref=np.max, top_db=60).T


many = words.where(split="train").audio[::20]
frames = np.concatenate([spectra(y) for y in many])
mean, W, variances = decomposition.pca(frames, n_components=40)
L = spectra(six)
parts = []
for k in (1, 3, 10):
    rebuilt = mean + (L - mean) @ W[:k].T @ W[:k]
    S = 10 ** (rebuilt.T / 20)
    y = audio.griffin_lim(S, hop_length=64, rng=np.random.default_rng(0), n_iter=25)
    parts += [0.6 * y / np.abs(y).max(), pause]
    error = np.sqrt(np.mean((rebuilt - L) ** 2))
    print(f"{k:2} numbers a frame: error {error:4.1f} dB")
audio.play(
    np.concatenate([*parts, six]), sr, title="six from 1, 3 and 10 components, and as it was"
)

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
f = audio.fft_frequencies(sr=sr, n_fft=256)
for row, name in zip(W[:3], ("first", "second", "third"), strict=True):
    axis_names = {"xlabel": "frequency (Hz)", "ylabel": "weight", "label": name}
    plots.curve(row, x=f, ax=axes[0], title="directions", **axis_names)
share = np.cumsum(variances) / variances.sum()
plots.curve(
    share, x=np.arange(1, 41), ax=axes[1], xlabel="components", ylabel="share of the 40's variance"
)
plots.show(
    fig,
    "Left: the first direction has one sign nearly everywhere, the second changes sign once, the "
    "third twice. Right: a few components hold most of the variance.",
)

# %% [markdown]
# Look at the directions. The first is loudness, the second tilts the spectrum, the third bends it: they look like the rows of the *cosine transform*. What engineers wrote into the MFCC, the data say by themselves.
#
# ### Parts that only add
#
# PCA may add and subtract. Sounds in a mix only add. **Non-negative matrix factorisation** writes a magnitude spectrogram $X$ (F, T) as
#
# $$X \approx W H, \qquad W \ge 0,\ H \ge 0,$$
#
# with $K$ columns in $W$, the spectra of the parts, their *dictionary*, and $K$ rows in $H$, how loud each part is in each frame. For one frame it is $\mathbf x = W \mathbf h$. (Mind the letter: PCA's $W$ is multiplied with $\mathbf x$, NMF's with $\mathbf h$. That is how both are usually written.) Start anywhere above 0
# and repeat (Lee and Seung, 2000):
#
# $$H \leftarrow H \odot \frac{W^{\mathsf T} X}{W^{\mathsf T} W H}, \qquad\text{then}\qquad W \leftarrow W \odot \frac{X H^{\mathsf T}}{W H H^{\mathsf T}},$$
#
# where $\odot$ and the fraction are element by element. Multiplying never makes a number negative, and it can be proved that the loss $\sum (X - WH)^2$ never rises. It is gradient descent with a step size of its own for each entry.
#
# ### Exercise 13 · `nmf`
#
# Write `nmf(X, W, H, n_steps)` that returns `W, H, losses`:
#
# - `X`: shape (F, T); `W`: shape (F, K) and `H`: shape (K, T), where to start, all above 0
# - each step updates H first, then W with the new H; add `1e-12` to both denominators, since a silent frame would give 0 / 0
# - `losses`: shape (n_steps,), the sum of squares after each step
#
# Do it without scikit-learn, SciPy and `dlaudio.decomposition`.
#
# For example, `X = np.array([[4.0]])` with `W = H = np.array([[1.0]])`: H becomes $1 \cdot 4/1 = 4$, then W becomes $1 \cdot 16/16 = 1$, and the loss is 0.
#
# <details><summary>Hint</summary>
#
# `@` is the matrix product, `*` and `/` work element by element. Mind the order: `H * (W.T @ X) / (…)`.
# </details>


# %% exercise="nmf"
def nmf(X, W, H, n_steps):
    ### BEGIN SOLUTION
    losses = []
    for _ in range(n_steps):
        H = H * (W.T @ X) / (W.T @ W @ H + 1e-12)
        W = W * (X @ H.T) / (W @ H @ H.T + 1e-12)
        losses.append(((X - W @ H) ** 2).sum())
    return W, H, np.array(losses)
    ### END SOLUTION


# %% check="nmf"

# %% [markdown]
# A drum loop: kick, snare and hi-hat, mixed into one track. NMF sees the spectrogram of the mix and nothing else.

# %%
hits = datasets.load("drum-hits")
drum_sr, step = hits.sr, round(0.14 * hits.sr)
loop = np.zeros(32 * step + drum_sr // 2)
pattern = {
    "kick": (10, 0.7, (0, 5)),
    "snare": (20, 0.8, (4,)),
    "closed hat": (12, 1.0, (0, 2, 4, 6)),
}
for name, (which, gain, places) in pattern.items():
    hit = hits.where(labels=name).audio[which]
    for beat in range(32):
        if beat % 8 in places:
            loop[beat * step : beat * step + len(hit)] += gain * hit
loop *= 0.8 / np.abs(loop).max()

Z = audio.stft(loop, n_fft=1024, hop_length=256)
X = np.abs(Z) ** 0.7  # a little compressed, so that soft parts count as well
rng = np.random.default_rng(1)
W, H, losses = decomposition.nmf(X, n_components=4, n_iter=100, rng=rng)
order = np.argsort(audio.spectral_centroid(W, sr=drum_sr))
W, H = W[:, order], H[order]

fig, axes = plt.subplots(4, 1, figsize=(7, 5), sharex=True, layout="constrained")
times = audio.frames_to_time(np.arange(H.shape[1]), sr=drum_sr, hop_length=256)
for ax, h, centroid in zip(axes, H, audio.spectral_centroid(W, sr=drum_sr), strict=True):
    plots.curve(h, x=times, ax=ax, xlabel="time (s)", ylabel="gain")
    ax.set_title(f"part with its centroid at {centroid:,.0f} Hz", fontsize=10)
    ax.set_xlim(0, 2.4)
    ax.label_outer()
plots.show(
    fig,
    "Gains of four parts over two bars: two that go with the kick, one that is strong at "
    "the snare alone, and one at every hi-hat.",
)

# %% [markdown]
# To hear a part, keep of each bin the share that the part has in $WH$. First the loop, then the third part alone, then the fourth.


# %%
def part(k):
    """The sound of part k: the mix, with each bin turned down to the share of this part."""
    share = np.outer(W[:, k], H[k]) / (W @ H + 1e-12)
    return audio.istft(share * Z, hop_length=256, length=len(loop))


two_bars = slice(0, 16 * step)
rest = audio.silence(sr=drum_sr, duration=0.4)
heard = [loop[two_bars], rest, part(2)[two_bars], rest, part(3)[two_bars]]
audio.play(np.concatenate(heard), drum_sr, title="the loop, its third part, its fourth part")

# %% [markdown]
# Nobody told it what a snare is. Parts that always sound together cannot be told apart this way; parts that come and go by themselves can.
#
# ### A codebook
#
# The third method makes words of frames. **k-means** places $K$ *centres* among the frames: label each frame by its nearest centre, move each centre to the mean of its frames, repeat. The centres are a codebook, and a recording of any length becomes a histogram:
# which share of its frames is nearest to each. That is a **bag of frames**: like a bag, it does not know the order of what is in it.
#
# ### Exercise 14 · `bag_of_frames`
#
# Write `bag_of_frames(frames, centres, n_steps)` that returns `centres, histogram`:
#
# - `frames`: shape (N, D), one frame a row; `centres`: shape (K, D), where to start
# - each of the `n_steps` steps labels all frames by their nearest centre (least sum of squared differences), then moves every centre to the mean of its frames; a centre without frames stays
# - `histogram`: shape (K,), the share of the frames nearest to each of the *final* centres
#
# Do it without scikit-learn, SciPy and `dlaudio.decomposition`.
#
# For example, the frames 0, 2 and 10 with centres 1 and 9 and one step give the centres 1 and 10 and the histogram 2/3, 1/3.
#
# <details><summary>Hint</summary>
#
# `((frames[:, None] - centres) ** 2).sum(axis=2)` has shape (N, K). `frames[labels == k]` are the frames of centre k, and `np.bincount(labels, minlength=K)` counts.
# </details>


# %% exercise="bag_of_frames"
def bag_of_frames(frames, centres, n_steps):
    ### BEGIN SOLUTION
    def label(centres):
        return ((frames[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)

    centres = np.array(centres, dtype=float)
    for _ in range(n_steps):
        labels = label(centres)
        for k in range(len(centres)):
            if (labels == k).any():
                centres[k] = frames[labels == k].mean(axis=0)
    return centres, np.bincount(label(centres), minlength=len(centres)) / len(frames)
    ### END SOLUTION


# %% check="bag_of_frames"

# %% [markdown]
# ## 7.8 The whole machine
#
# Now everything in a row, as music and speech were classified until about 2010: features of each frame; perhaps an unsupervised step on them, such as k-means or PCA; a summary over time, because recordings differ in length (*temporal pooling*); and at the end a classifier that is trained.

# %%
by_hand = [
    ("Fourier,\npower", "made by hand"),
    ("mel,\nlog", "made by hand"),
    ("cosines", "made by hand"),
    ("mean and\ndeviation", "made by hand"),
    ("softmax\nregression", "learnt"),
]
samples = [("samples", "given")]
ax = chains({"": [*samples, *by_hand, ("digit", "given")]})
plots.show(
    ax,
    "samples, Fourier and power, mel and log, cosines, mean and deviation, softmax regression, digit; "
    "only softmax regression is learnt, the stages before it are made by hand.",
)

# %% [markdown]
# ### Exercise 15 · `digit_pipeline`
#
# Write `digit_pipeline(train, digits, new)` that returns `features, predictions`:
#
# - `train`, `new`: lists of recordings, each an array of 13 MFCC over time, of shape (13, T) with T as it comes; `digits`: the right digit of each recording in `train`, 0 to 9
# - sum up each recording in 26 numbers: the 13 means over time, then the 13 standard deviations
# - standardise each column: subtract the mean of the *training* recordings and divide by their standard deviation, the new ones as well
# - train a softmax regression on the training recordings, in any way you like (units 2 and 6)
# - `features`: shape (len(new), 26), the standardised summaries of the new recordings; `predictions`: the digit of each of them
#
# The new recordings are by people who are not in `train`: at least 42 % must be right. Guessing gives 10 %.
#
# For example, a recording with two frames whose first coefficient is 4 and then 8 has there the mean 6 and the standard deviation 2.
#
# <details><summary>Hint</summary>
#
# With zeros to start from, 200 steps over all recordings with a rate of 0.5 are plenty: the gradient of the scores is `(layers.softmax(X @ W + b) - np.eye(10)[digits]) / len(X)`. Or use `layers.Linear`, `losses.CrossEntropyLoss` and `train.fit` from
# `dlaudio`; import them inside your function, where `train` already means something else.
# </details>


# %% exercise="digit_pipeline"
def digit_pipeline(train, digits, new):
    ### BEGIN SOLUTION
    from dlaudio import layers

    X, X_new = (
        np.array([np.append(M.mean(axis=1), M.std(axis=1)) for M in part]) for part in (train, new)
    )
    mean, spread = X.mean(axis=0), X.std(axis=0)
    X, X_new = (X - mean) / spread, (X_new - mean) / spread
    W, b = np.zeros((26, 10)), np.zeros(10)
    for _ in range(200):
        dscores = (layers.softmax(X @ W + b) - np.eye(10)[digits]) / len(X)
        W, b = W - 0.5 * X.T @ dscores, b - 0.5 * dscores.sum(axis=0)
    return X_new, (X_new @ W + b).argmax(axis=1)
    ### END SOLUTION


# %% check="digit_pipeline"

# %% [markdown]
# How good is it, and what does the summary lose? The table is made with the course's own code: 500 recordings to learn from, 200 by people it has never met.

# %%
print(f"{words.description}\n")
print(f"{'summary of 13 MFCC':32}{'numbers':>8}{'old speakers':>14}{'new speakers':>14}")
for name, (size, old, new) in summary_table(speech, 500, 200).items():
    print(f"{name:32}{size:>8}{old:>14.0%}{new:>14.0%}")

# %% [markdown]
# Two lessons. On voices it knows the machine seems nearly perfect; on new ones it is not, and only that counts. And the row with three thirds beats the others with ease, because it alone knows what came first. A mean, a deviation, a bag of frames are the same for a word and for the word backwards.
#
# ### A deep net, tuned piece by piece
#
# Matrix, bend, matrix, bend, matrix, pooling, matrix: the pipeline *is* a deep network. But each stage was made good by itself. The mel bands do not know that digits are to be told apart, k-means does not know the labels, and only the last stage ever sees a mistake. Backpropagation could tell all of them. Training everything
# together, for the task, is called **end to end**.

# %%
learnt = [(text, "learnt") for text, _ in by_hand]
rows = {
    "tuned piece by piece": [*samples, *by_hand],
    "end to end": [*samples, ("matrix,\nbend", "learnt"), ("matrix,\nbend", "learnt")]
    + [("matrix", "learnt"), ("pooling", "made by hand"), ("matrix", "learnt")],
}
plots.show(
    chains(rows),
    "Above, the pipeline with all stages but the last made by hand; below, the same chain of "
    "matrices, bends and pooling with every matrix learnt.",
)

# %% [markdown]
# ### What if there are few labels?
#
# Feature design needs an expert, feature learning needs data. Let us see how much. The picture shows the share of new speakers' words that a softmax regression gets right, against the number of *labelled* words it learns from. Its input is one of four:
#
# - the samples themselves;
# - the 26 numbers of the pipeline, designed by hand;
# - the log-mel picture, 16 frames of 32 bands;
# - 40 principal directions of such pictures, learnt from 500 words *without* their labels.

# %%
counts = (20, 50, 100, 200, 400)
curves = label_curves(speech, counts, 500, 200)
ax = None
for kind, shares in curves.items():
    names = {"xlabel": "labelled words", "ylabel": "right, new speakers", "label": kind}
    ax = plots.curve(100 * np.array(shares), x=np.array(counts), ax=ax, **names)
ax.set(xscale="log", ylabel="right, new speakers (%)")
ax.set_xticks(counts, [str(count) for count in counts])
ax.minorticks_off()
plots.show(
    ax,
    "Share right against labelled words: samples stay near 10 %, the other three rise with the "
    "number of labels; pictures and learnt directions end at least as high as the designed features.",
)

# %% [markdown]
# From raw samples nothing is learnt: the same word never has the same samples twice, and one matrix cannot bend. The 40 learnt numbers are about as good as the 512 they stand for, and nobody had to label anything for them. That was the hope behind *unsupervised pre-training* (unit 13): many sounds without labels teach a net what sounds
# are like, so that a few labels suffice and it overfits less. And a feature of a feature of a feature can be learnt in the same way: a *hierarchy*.
#
# PCA, though, is linear. The features that took decades to design are bends upon bends. Can a machine learn such features from the sounds themselves? It can: that is what the next two units are about.
#
# ## Quiz
#
# Put a letter in the place of each `"?"`. The last two ask for something else.
#
# **design** · What is the trouble with hand-crafted features?
#
# - (a) they are too slow to compute
# - (b) they exist for speech only
# - (c) it is hard to know which ones a new task needs
# - (d) they are random
#
# **order** · Which is the order of the stages of MFCC?
#
# - (a) Fourier, power, logarithm, mel bands, cosines
# - (b) Fourier, power, mel bands, logarithm, cosines
# - (c) Fourier, power, cosines, logarithm, mel bands
# - (d) logarithm, Fourier, mel bands, power, cosines
#
# **linear** · Which of these is linear in the samples?
#
# - (a) the RMS
# - (b) MFCC
# - (c) the cepstrum
# - (d) the Fourier transform of a frame
#
# **parts** · How do PCA and NMF differ?
#
# - (a) PCA's directions are orthogonal and may subtract; NMF's parts only add
# - (b) NMF's parts are orthogonal; PCA's directions only add
# - (c) not at all
# - (d) PCA needs labels, NMF does not
#
# **bag** · What does a bag of frames lose?
#
# - (a) the spectrum of the frames
# - (b) the order of the frames
# - (c) recordings that are long
# - (d) nothing
#
# **learnt** · What is feature learning?
#
# - (a) computing MFCC faster
# - (b) an expert trying features until one works
# - (c) finding, from data, a transformation of the raw input that helps a task
# - (d) deleting features at random
#
# **whole** · What sets the old pipeline apart from a network trained end to end?
#
# - (a) it is linear
# - (b) all of its stages are trained for the task together
# - (c) k-means sees the labels
# - (d) each stage is tuned by itself, and only the last one sees the task
#
# **few** · You have a thousand recordings and fifty labels. What is the hope of unsupervised pre-training?
#
# - (a) to learn from all the recordings what sounds are like, and then overfit the labels less
# - (b) to need no labels at all
# - (c) none: recordings without labels do harm
# - (d) that learnt features need no data
#
# **louder** · Every sample is multiplied by 2. Which stay as they are? There may be several: `"a, b"`.
#
# - (a) the zero-crossing rate
# - (b) the RMS
# - (c) the spectral centroid
# - (d) the spectral flatness
#
# **frame** · How long is a frame of 512 samples at 16,000 Hz? Write a number and its unit, such as `"2.5 s"`; s, ms, Hz and kHz are known.

# %% exercise="features_quiz"
features_quiz = {
    "design": "?",
    "order": "?",
    "linear": "?",
    "parts": "?",
    "bag": "?",
    "learnt": "?",
    "whole": "?",
    "few": "?",
    "louder": "?",
    "frame": "?",
}
### BEGIN SOLUTION
features_quiz = {
    "design": "c",
    "order": "b",
    "linear": "d",
    "parts": "a",
    "bag": "b",
    "learnt": "c",
    "whole": "d",
    "few": "a",
    "louder": "a, c, d",
    "frame": "32 ms",
}
### END SOLUTION

# %% check="features_quiz"

# %% [markdown]
# ## What stays
#
# - A feature keeps what matters and throws the rest away. MFCC: Fourier, power, mel bands, logarithm, cosines; matrix, bend, matrix, bend, matrix.
# - Eight numbers describe the shape of a spectrum; cepstrum and linear prediction take a voice apart into source and filter.
# - Homogeneous and additive: matrices are, the features of sound are not. They need bends.
# - PCA finds directions, NMF parts, k-means a codebook, all without labels.
# - The classical pipeline is a deep network whose stages were tuned one by one. Measure it on people it has never met.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D05–D11, D13); J. Nam, *Deep learning: intro* (J01–J05); B. Pardo, *Deep learning and audio* (P29); M. Grachten, *A very brief overview of deep learning* (G04). S. Davis and P. Mermelstein, "Comparison of parametric representations for
# monosyllabic word recognition", *IEEE Trans. ASSP* 28, 1980. M. Slaney, *Auditory Toolbox*, Interval Research, 1998. K. Jensen, *Timbre models of musical sounds*, 1999. B. Bogert, M. Healy and J. Tukey, "The quefrency alanysis of time series for echoes", 1963. J. Makhoul, "Linear prediction: a tutorial
# review", *Proc. IEEE* 63, 1975. H. Hermansky, "Perceptual linear predictive (PLP) analysis of speech", *J. Acoust. Soc. Am.* 87, 1990. D. Lee and H. Seung, "Algorithms for non-negative matrix factorization", *NIPS* 2000. S. Lloyd, "Least squares quantization in PCM", *IEEE Trans. Information Theory* 28, 1982. D. Griffin and J. Lim,
# "Signal estimation from modified short-time Fourier transform", *IEEE Trans. ASSP* 32, 1984. R. Shannon and others, "Speech recognition with primarily temporal cues", *Science* 270, 1995. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
