# %% [markdown]
# # 7 · Sound features
#
# So far somebody had chosen what your networks looked at: crossings, brightness, band levels. You took these numbers as they came, and never asked who had thought of them, or whether a network would have found them by itself. Now you make such *features*
# yourself, from the samples up: the ones that speech recognition ran on for thirty years, the ones that name a chord, the ones that describe
# a timbre, and the ones that data choose by themselves. At the end stands a machine that hears digits, made by hand stage by stage, and a
# guitar chord that speaks.
#
# **You will be able to** write every stage from samples to MFCC, choose a window, name a chord, describe a spectrum in eight numbers, find the pitch
# and the filter of a voice, say which features are linear, and learn features by PCA, NMF and k-means.
#
# **You will hear** the wrong word, two clicks that melt into one, a word made of bands of noise, a melody that was hidden in a voice, a whisper that was none,
# and every drum of a loop by itself.
#
# Time: about 6 hours, in three sittings: 7.1 to 7.3 is the way to MFCC, 7.4 to 7.6 is timbre, notes and voices, 7.7 and 7.8 are learnt features. First:
# [unit 6](../u06_training/training.ipynb).
#
# **The mathematics you need**: a matrix times a vector is a row of weighted sums (unit 3); $e^{i\varphi} = \cos\varphi + i\sin\varphi$, a point on the circle at the angle $\varphi$, so that
# $|e^{i\varphi}| = 1$; the logarithm turns products into sums, and ten times the power is 10 dB more; mean, variance and standard deviation.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, datasets, mine, plots
from dlaudio.audio import beside_librosa, feature_table
from dlaudio.check import check
from dlaudio.datasets import coefficients, eight_sounds, guitar, kit_loop, sick_features
from dlaudio.generation import few_numbers, mel_ladder, sung_word, talking_chord
from dlaudio.networks import nearest_word
from dlaudio.plots.chains import chains
from dlaudio.plots.drawings import (
    centres_moving,
    cloud_directions,
    constant_rows,
    eight_numbers,
    far_points,
    framing,
    harmonic_bars,
    label_counts,
    lanes,
    leakage,
    linear_verdicts,
    mfcc_stages,
    octave_fold,
    pitch_curve,
    product_of_parts,
    sick_pictures,
    slope_line,
    source_and_filter,
    two_windows,
    wave_products,
    wave_rows,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import mfcc_explorer, spectral_shape
from dlaudio.widgets.demo import demo

# %% recall="before_features"
# 1. A layer computes $Z = XW + b$ and no bend follows; then comes another such layer (unit 3). What can the two do together?
#
# - (a) What one layer can do, and nothing more
#   right: The product of two matrices is a matrix. Keep it in mind: half of the stages of this unit are matrices.
# - (b) Twice as much as one
#   wrong: They have more weights, but $XW_1W_2$ is $X$ times a single matrix.
# - (c) Anything, if they are wide enough
#   wrong: That takes a bend between the two.
#
# 2. Why are inputs standardised before a descent (unit 2)?
#
# - (a) So that the loss starts at 0
#   wrong: The loss starts wherever the weights put it.
# - (b) So that all directions of the bowl are about equally steep
#   right: Otherwise one step size is too long for one weight and too short for another.
# - (c) So that no weight is ever negative
#   wrong: Weights may have any sign, standardised or not.
#
# 3. A net is right on 99 % of the recordings it has learnt from and on 60 % of new speakers (unit 6). Which number tells you how good it is?
#
# - (a) The mean, about 80 %
#   wrong: Nobody will ever ask it about half old and half new voices.
# - (b) 99 %
#   wrong: It has seen these recordings; it could have learnt them one by one.
# - (c) 60 %
#   right: It will be used on voices that it has never heard.

# %% [markdown]
# ## 7.1 Too many numbers
#
# Here is a word by a speaker we have not heard before. The simplest machine in the world compares it with 500 recordings that it knows, sample by sample, and says what the nearest one says. Listen
# to the new word, and then to the recording that is nearest to it.

# %%
speech = coefficients.source()
words = datasets.load(speech)
sr = words.sr
audio.play_row(nearest_word.heard(speech), sr)

# %%
plots.show(*nearest_word.draw(speech))

# %% [markdown]
# Look at the two waves: sample by sample, no recording of the right word among the 500 comes as close, because nobody ever says a word twice with the same samples. Below each wave stands its mel spectrogram, and *there* one
# sees at a glance that these are different words. How bad is it altogether?

# %% predict="nearest_samples"
# The nearest of 500 recordings, by their samples, is asked for 200 words of new speakers; guessing is right in one of ten. How often is it right?
#
# - (a) In about nine of ten: 500 recordings are plenty
#   wrong: They would be, if similar words had similar samples. A shift of 2 ms is enough to turn a wave upside down.
# - (b) Hardly more often than guessing
#   right: Which recording is nearest depends on phase and length far more than on the word.
# - (c) Less often than guessing
#   wrong: To be wrong more often than chance it would have to know something.

# %%
for kind, share in nearest_word.shares(speech).items():
    print(f"nearest by {kind}: {share:.0%} right")

# %% [markdown]
# The second line uses the same machine and the same recordings, but compares 39 numbers in the place of 4,000 samples. So it is not the machine that hears badly. A **feature** is a number
# computed from the samples that is similar when sounds mean the same, and different when they do not. A good one throws away what does not matter: here the phase, the exact moment, the speaker. This unit is about where
# such numbers come from.
#
# ### Far from everything
#
# There is a second trouble. 4,000 samples are a point in 4,000 dimensions, and space is strange up there. Throw 200 random points into a line, a square, a cube of 16 and of 256 dimensions, and measure from each how far its
# nearest neighbour is, and how far the farthest.

# %% predict="far_neighbours"
# In a square the nearest of 200 points is about 25 times closer than the farthest. And in 256 dimensions?
#
# - (a) Even more than 25 times closer, since there is so much more room
#   wrong: There is more room, but for all: the nearest point, too, is off in nearly every dimension.
# - (b) About as in the square
#   wrong: The distance is a sum over 256 differences, and such a sum hardly varies from pair to pair.
# - (c) Hardly closer at all: all points are about equally far
#   right: Squared differences in 256 dimensions add up to nearly the same sum for every pair, so "nearest" hardly means anything.

# %%
clouds = nearest_word.clouds(speech)
plots.show(*far_points.draw(clouds))

# %% [markdown]
# This is the *curse of dimensionality*: where everything is about equally far from everything, neighbours tell nothing, and to fill the space with examples would take more of them than there are atoms. What saves us is that sounds do not
# fill the space: the green bars show words, and the fewer and the better the numbers are, the longer the bar, and the nearer are words of a kind.
#
# So the first thing to shrink is the size. How large is the input if a network takes in a spectrogram of music? Say 30 seconds, 20 frames a
# second, at a sample rate of 22.5 kHz, each frame padded with zeros to 2,048 samples. The frequencies of a Fourier transform are called its *bins*; we
# keep those *below* half the sample rate. (`np.fft.rfft` gives one more, *at* half the sample rate. And real recordings have 22,050 Hz; with 22,500 the
# numbers come out even.)

# %% [markdown]
# ### Exercise 1 · `spectrogram_size` · ●○○ · 8 min
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
# <details><summary>Hint 1</summary>
#
# Which of the four arguments does the number of bins depend on? Only one.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Bin k stands for `k * sr / n_fft` Hz. For which k is that less than `sr / 2`?
# </details>
#
# <details><summary>Hint 3</summary>
#
# For k = 0, 1, …, `n_fft // 2 - 1`, which are `n_fft // 2` of them.
# </details>


# %% exercise="spectrogram_size"
def spectrogram_size(duration, frame_rate, sr, n_fft):
    ### BEGIN SOLUTION
    frames = duration * frame_rate
    bins = n_fft // 2
    return frames, sr // frame_rate, bins, frames * bins
    ### END SOLUTION


# %% check="spectrogram_size"

# %% explained="spectrogram_size"
# Seconds times frames a second are the frames, and samples a second over frames a second is the step. The bins depend on `n_fft` alone, because bin k stands for `k * sr / n_fft` Hz, and that is below half the sample rate as long as k is below `n_fft / 2`. Counted from 0, these are `n_fft // 2` bins.
#
# The usual slip is one bin too many, since `np.fft.rfft` also gives the one *at* half the sample rate and you then get 513 instead of 512.

# %%
try:
    size = spectrogram_size(30, 20, 22500, 2048)
    print("{:,} frames, {:,} samples apart, {:,} bins: {:,} values".format(*size))
except NotImplementedError:
    print("Write spectrogram_size first, then run this cell again.")

# %% [markdown]
# Over half a million inputs for one piece of music, and every hidden unit would need as many weights. In unit 8 the network itself gets smaller. Here the *input* does.
#
# ## 7.2 One number a frame
#
# How, then, does one make an input smaller without losing the word? Not by averaging over all of it, because a word changes from moment to moment: in *six* a hiss becomes a vowel and a hiss again. So features are measured in **frames**: short pieces, 10 to 50 ms, in which little changes, and which overlap. Frame $t$ begins at
# sample $t \cdot$ `hop_length` and has `frame_length` samples. What is left at the end, too short for a frame, is left out.

# %%
plots.show(*framing.draw())

# %% [markdown]
# In this unit you write the features yourself: while your answers are graded, librosa and `dlaudio.audio` are shut. You have met the two
# simplest ones. The **RMS** (*root mean square*) is how loud a frame is: square the samples, take their mean, take the root. The **zero-crossing rate** is the share of its samples whose sign differs from that of the sample
# before. By hand, for the frame 3, −4, 0, 1, where 0 counts as positive: the squares 9, 16, 0, 1 have the mean 6.5, so the RMS is $\sqrt{6.5} = 2.55$; the signs are + − + +, which is two crossings among four samples, so the rate is 0.5.

# %% [markdown]
# ### Exercise 2 · `frame_levels` · ●●○ · 12 min
#
# Write `frame_levels(y, frame_length, hop_length)` that returns `rms, zcr`, two arrays with one value a frame. The first sample of a frame has nothing before it, so it is no crossing; the division is by `frame_length` all the same, as in librosa.
#
# For example, `y = np.array([3.0, -4.0, 0.0, 1.0, -1.0])` with frames of 4 and a hop of 1 has two frames: the one above, and −4, 0, 1, −1, whose RMS is $\sqrt{18/4} = 2.12$ and whose rate is 0.5.
#
# <details><summary>Hint 1</summary>
#
# First make a matrix with a frame in each row; then both numbers are one line each.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length]` is that matrix. `frames >= 0` is True or False.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Two neighbours differ where `signs[:, 1:] != signs[:, :-1]`; sum that over each row.
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

# %% explained="frame_levels"
# Once every frame is a row of a matrix, nothing is left to loop over: both numbers are taken along the rows, with `axis=1`. `sliding_window_view` lists the pieces at *every* start, so `[::hop_length]` keeps only those that begin a hop apart. It lists no piece that is too short.
#
# To compare each sign with the one before, lay the row beside itself, one sample later: `signs[:, 1:]` and `signs[:, :-1]`. That is one pair fewer than there are samples, which is why `mean` would divide by the wrong number.
#
# Most people slip at the 0. `np.sign` gives it a sign of its own, so 3, −4, 0, 1 seems to cross three times; a test for products below 0 finds one crossing, because the way from −4 to 1 leads through the 0. `frames >= 0` knows two signs, and finds two.

# %% predict="hiss_or_vowel"
# The word *six* is a hiss, a vowel, a stop and a hiss again. What do the two numbers do?
#
# - (a) Both are large in the hisses
#   wrong: A hiss crosses zero all the time, but it is soft.
# - (b) The vowel is loud and crosses zero seldom; the hisses are the other way round
#   right: Most of a vowel's energy is below 1,000 Hz, and most of a hiss lies above 3,000 Hz.
# - (c) Both are large in the vowel
#   wrong: It is loud indeed, but its waves are long, so it seldom crosses zero.

# %%
six = words.audio[int(np.flatnonzero(words.labels == 6)[0])]
rms, zcr = mine.frame_levels(six, 256, 64)
levels = {"waveform": six, "RMS": rms, "crossings": zcr}
plots.show(*lanes.draw(levels, seconds=len(six) / sr, title="six"))

# %% [markdown]
# These are your `frame_levels` (or the course's, if a line above says so). Two numbers a frame tell *s* from *i*, but not *i* from *a*. For that we need the spectrum.
#
# ## 7.3 From samples to MFCC: a chain of matrices
#
# For three decades nearly every speech recogniser began with the same chain. It makes 13 numbers of each frame, the *mel-frequency cepstral
# coefficients*, **MFCC**. We take it apart, stage by stage, with one question at each: **is it a matrix?** That is: does it multiply with fixed weights
# and add up, as a layer does? Or does it bend each number by itself, as an activation does?
#
# One remark on shapes. To a network, rows are examples. A spectrogram stands on its side, as everywhere in audio: **each column is a
# frame**, so a matrix works on it from the left, `F @ frames`.
#
# ### The Fourier transform is a matrix
#
# To ask a frame "how much of this frequency is in you?", multiply it sample by sample with a wave of that frequency, and add up. If the frame holds the wave, the products are mostly positive; if not, they cancel. Here is a frame that holds a wave of three rounds, with a slow one besides:

# %%
plots.show(*wave_products.draw())

# %% [markdown]
# As a wave in the frame may begin anywhere, we ask
# twice, with a cosine and with a sine, and keep the two answers as the real and the imaginary part of one number:

# %%
plots.show(*wave_rows.draw())

# %% [markdown]
# Each dot is a weight. So row $k$ is a row of fixed weights, and all of them together are a matrix: this is a linear layer that nobody has to train. With $N$ samples in a frame, row $k$ turns exactly $k$ times round the circle, clockwise. Rows 0 to $N/2$ are
# enough, because for real samples the others are mirror images.

# %% [markdown]
# ### Exercise 3 · `dft_matrix` · ●●○ · 10 min
#
# Write `dft_matrix(n_fft)` that returns this matrix $F$, complex, of shape (n_fft / 2 + 1, n_fft); `n_fft` is even. You have to find its entries yourself, from the picture. Do it without `np.fft` and SciPy.
#
# For example, `dft_matrix(2)` is `[[1, 1], [1, -1]]`: the sum and the difference of two samples. Row 1 of `dft_matrix(4)` is `[1, -1j, -1, 1j]`.
#
# <details><summary>Hint 1</summary>
#
# What is the angle of the point at sample $n$, if it has turned round $k$ times after $N$ samples?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $2\pi k n / N$, and clockwise means that it is negative: the entry is $e^{-2\pi i k n/N}$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.outer(k, n)` is the table of all products of two arrays; `1j` is the imaginary unit.
# </details>


# %% exercise="dft_matrix"
def dft_matrix(n_fft):
    ### BEGIN SOLUTION
    k, n = np.arange(n_fft // 2 + 1), np.arange(n_fft)
    return np.exp(-2j * np.pi * np.outer(k, n) / n_fft)
    ### END SOLUTION


# %% check="dft_matrix"

# %% explained="dft_matrix"
# Row $k$ makes $k$ turns in $N$ samples, so at sample $n$ it has made $kn/N$ of a turn. A turn is $2\pi$ and clockwise is minus, and so the point stands at $e^{-2\pi i k n/N}$. `np.outer` makes the table of all products $kn$, so one `np.exp` does for all entries.
#
# Try $N = 4$ and $k = 1$: the angles 0, −90, −180 and −270 degrees are the points 1, −i, −1 and i of the example.
#
# A wrong sign hides well. With a plus each number becomes its mirror image, so the power stays the same for every real sound, and no spectrogram would show it; only the phases give it away.

# %% [markdown]
# ### A frame has edges
#
# There is a catch. The rows of your matrix turn a whole number of times, and tones have no reason to do so. A tone of 6 cycles in a frame gives one line. And a tone of 6½? The Fourier transform knows nothing but the frame, and takes it for one round of a sound that goes on for ever in the same way. Look at the upper row, where the frame stands twice:

# %%
plots.show(*leakage.draw())

# %% [markdown]
# Half a cycle too many is a jump at the seam, and a jump contains all frequencies: the tone **leaks** into every bin. A *window* that fades the frame in and out takes the jump away. The price is that the line becomes as wide as four bins. The usual one is
# Hann's; at sample $n$ of $N$ it is
#
# $$w[n] = \tfrac12 - \tfrac12 \cos(2\pi n / N).$$
#
# Frame by frame, window and then Fourier: that is the **STFT**, the *short-time Fourier transform*, whose squares make a spectrogram. How long should a frame be? Here are two tones, 500 and 540 Hz, with two clicks, 30 ms apart, twice: as heard, and as seen through two windows.

# %%
audio.play(two_windows.sound(), two_windows.SR, title="two tones that beat, and two clicks")

# %% predict="short_or_long"
# One window lasts 8 ms, the other 128 ms. Which of them shows two clicks *and* two tones?
#
# - (a) The short one
#   wrong: It parts the clicks, but in 8 ms the two tones make 4.0 and 4.3 cycles, and nobody can tell these apart.
# - (b) The long one
#   wrong: It parts the tones, but both clicks lie in the same frame, and a frame says nothing of when.
# - (c) Neither
#   right: With a Hann window a line is 4/duration wide: 500 Hz or 31 Hz. And the clicks need frames shorter than 30 ms.

# %%
plots.show(*two_windows.draw())

# %% [markdown]
# This is no fault of these two lengths: for Hann's window the width in frequency times the length in time is always about 4, so what is won in the one is lost in the other. Speech takes 20 to 30 ms, enough to see the pitch of low voices and short enough for a *t*; music takes 50 to 100 ms.
#
# Now look at the same matrix in another way. Take one row, laid under the window, as a little *kernel*. Lay it on the sound, multiply, add up, write the number down, shift by a hop, and again. Such a sliding sum is what unit 8 calls a **convolution**: an STFT is a bank of them.

# %% [markdown]
# ### Exercise 4 · `stft_kernels` · ●●○ · 10 min
#
# Write `stft_kernels(n_fft)` that returns *real* kernels of shape (n_fft + 2, n_fft): first the n_fft / 2 + 1 cosines, frequencies 0 to n_fft / 2, then as many sines
# in the same order, each multiplied with the Hann window above.
#
# The check slides them over a sound. Squares of cosine and sine, added up, must be the power that `audio.stft` finds when its frames begin at
# sample 0 (`center=False`). The sign of the sines does not matter for that.
#
# For example, `stft_kernels(2)` is `[[0, 1], [0, -1], [0, 0], [0, 0]]`: the window is 0, 1, and sines of these two frequencies are 0 at every sample.
#
# <details><summary>Hint 1</summary>
#
# You have all rows already: what are the real and the imaginary parts of your matrix?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A window of shape (n_fft,) multiplies every row of a matrix (…, n_fft) with `*`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `F * w` is complex; `np.concatenate` joins its `.real` and `.imag`.
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

# %% explained="stft_kernels"
# The window multiplies the frame, and then the row multiplies what is left. But products may be taken in any order: $\sum_n F_{kn}\,(w_n y_n) = \sum_n (F_{kn} w_n)\, y_n$. So the window may be laid on the rows once and for all, and two stages become one bank of kernels.
#
# As the sound is real, the real part of the answer needs the cosine alone and the imaginary part the sine. The minus of the sines no longer matters, since it will be squared.
#
# The common slip is `np.hanning(n_fft)`. It divides by $N - 1$ and so is 0 again at the last sample, while the window here would be 0 again only one sample later. For `n_fft = 2` it would be 0, 0, and the kernels would hear nothing. In unit 8 your kernels become a layer.

# %% [markdown]
# ### Power, and the mel bands
#
# Every number now says two things: how much of a frequency is there, and where in its round it stands. For the word only the first one matters. So the next stage takes the power, $P = |X|^2$, which throws away the phase. It needs no neighbours and it is no matrix: a **point-wise** function, a bend. (Some take the magnitude $|X|$ here; librosa takes the power, and so do we.)
#
# Then the ear comes in. It hears the step from 200 to 300 Hz as wide, and that from 5,000 to 5,100 as about a fifth of it. The **mel scale** is a ruler for that.
# Nine tones climb from 400 to 3,800 Hz, first in equal steps of Hz, and then in equal steps of mel:

# %%
audio.play_row(mel_ladder.ladders(sr), sr)

# %% [markdown]
# In Hz the first step is an octave, and the last one no more than a whole tone. In mel they go from 8 semitones to 4, so the ladder climbs far more evenly.
#
# In Slaney's form, which librosa uses too, the scale is straight up to 1,000 Hz and logarithmic above:
#
# $$m = \begin{cases} \dfrac{3 f}{200} & f < 1000 \text{ Hz}\\[2mm] 15 + 27\,\dfrac{\ln(f / 1000)}{\ln 6.4} & \text{above.}\end{cases}$$
#
# A mel band adds up the bins under a triangle. Space `n_mels + 2` *edges* equally in mel from `fmin` to `fmax`. Triangle $m$ begins at edge $m$, has its
# peak at edge $m+1$ and ends at edge $m+2$, so each reaches to the peaks of its neighbours. All have the area 1, so wide ones are low. Adding up under triangles is a matrix again:

# %%
plots.show(*wave_rows.draw_bands())

# %% [markdown]
# ### Exercise 5 · `mel_filters` · ●●● · 15 min
#
# Write `mel_filters(sr, n_fft, n_mels, fmin, fmax)` that returns `edges, filters`:
#
# - `edges`: shape (n_mels + 2,), in Hz; for that you need the way back from mel to Hz, which is for you to find
# - `filters`: shape (n_mels, n_fft / 2 + 1); row m holds the values of triangle m at the bins, and bin $k$ stands for $k \cdot sr / N$ Hz
#
# For example, between 0 and 600 Hz everything is straight: two bands have the edges 0, 200, 400, 600. The first triangle is $2/400 = 0.005$ high, so at 100 Hz
# it has the value 0.0025.
#
# <details><summary>Hint 1</summary>
#
# Solve both cases for $f$. Which mel separates them? And how high is a triangle of area 1 on a base of so many Hz?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $f = 200 m / 3$ below 15 mel, $f = 1000 \cdot 6.4^{(m-15)/27}$ above; `np.where(f < 1000, a, b)` chooses between two formulas (give logarithms at least 1000: `np.maximum(f, 1000)`).
# </details>
#
# <details><summary>Hint 3</summary>
#
# The height is 2 / (right − left), and `np.interp(f, [left, peak, right], [0, height, 0])` is a row.
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

# %% explained="mel_filters"
# For the edges, go to mel with both ends, divide there into equal steps, and come back. The way back is each formula solved for $f$. Below it is $200m/3$. Above, $\ln(f/1000) = \frac{m - 15}{27} \ln 6.4$, and the exponential of that is $f = 1000 \cdot 6.4^{(m-15)/27}$. The two pieces meet at 1,000 Hz, which is 15 mel, so 15 decides on the way back.
#
# `np.where` computes both formulas for every entry and only then chooses. So the logarithm would be asked for 0 Hz as well; `np.maximum(ends, 1000)` gives it something harmless.
#
# A triangle has the area ½ · base · height, and that is 1 if the height is 2 / (right − left). `np.interp` draws its two sides, and beyond them it goes on with the end value, which is 0. `edges`, `edges[1:]` and `edges[2:]` side by side are the three corners of each triangle.
#
# With the height left at 1 the example has 0.5 at 100 Hz instead of 0.0025, and the wide, high bands come out too loud.

# %% [markdown]
# How many bands does one need? Hear for yourself: noise, filtered so that only the levels of 2, 4, 8
# and 16 bands are those of the word. People understand speech from surprisingly few (Shannon and others, 1995).

# %%
audio.play_row(few_numbers.from_bands(six, sr, (2, 4, 8, 16)), sr)

# %% [markdown]
# ### Logarithm and cosines
#
# The mel scale is the ear's ruler for pitch; for loudness it has one as well. It hears ratios, so the levels are taken in dB: $L = 10 \log_{10} P$. It is a bend again, and it needs a floor, because the logarithm of 0 is −∞: powers below $10^{-10}$ count as $10^{-10}$, and then no level may lie more than 80 dB below the highest one of
# all bands and frames.
#
# We are down to 40 levels a frame. Can it be fewer? Neighbouring bands are much alike, so 40 levels say less than 40 numbers could. Think of the levels as a curve that is drawn with a broad brush: one need not name every point of it, it is enough to say how high it lies, how it tilts, how it bends. That is the last stage. The *discrete cosine transform* describes the curve by
# waves: how much of a constant, of half a wave, of a whole wave it holds.

# %%
plots.show(*wave_rows.draw_half_waves())

# %% [markdown]
# Each dot is a weight again, the wave in the *middle* of a band, so this is the fourth matrix of the chain. Its rows are then scaled so that each has length 1 (the squares of its entries add up to 1). They are perpendicular to each other, too, so that no row says again what another has said. Keep the first 13:
# what they leave out is fine detail, such as the single harmonics of the voice.

# %% [markdown]
# ### Exercise 6 · `log_dct` · ●●○ · 12 min
#
# Write `log_dct(mel_power, n_mfcc)` that returns `levels, C, mfcc`:
#
# - `mel_power`: shape (M, T), not negative; some entries may be 0
# - `levels`: shape (M, T), in dB; `C`: the rows of the picture, shape (n_mfcc, M); `mfcc`: shape (n_mfcc, T)
#
# Do it without SciPy.
#
# For example, `mel_power = np.array([[1.0], [100.0]])` with `n_mfcc = 2`: the levels are 0 and 20, `C` is `[[0.71, 0.71], [0.71, -0.71]]`, and the MFCC are 14.1 and −14.1.
#
# <details><summary>Hint 1</summary>
#
# Where on a ruler from 0 to M is the middle of band m? And at which angle is a wave that makes k half turns from end to end?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The entry is $\cos(\pi k (m + \frac12) / M)$ times a number that makes the row 1 long; of all rows only row 0 has another length. `a.max()` is one number for all.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.outer(np.arange(n_mfcc), np.arange(M) + 0.5)` is the table of products; the factor is $\sqrt{2/M}$, and $\sqrt{1/M}$ for row 0.
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

# %% explained="log_dct"
# Of the two floors, the first stands *before* the logarithm, because that of 0 is −∞. The second is `levels.max() - 80`, and without an axis `max()` is one number for all frames. With `axis=0` each frame would have its own floor, and silence would stay at −100 dB.
#
# Band $m$ lies from $m$ to $m+1$ on a ruler of length $M$, so its middle is $m + \frac12$, and a wave with $k$ half turns from end to end has the angle $\pi k (m + \frac12)/M$ there.
#
# Why $\sqrt{2/M}$? A cosine's squares are ½ on average, so those of a row add up to $M/2$. Row 0 is constant, and its squares add up to $M$; so it is divided by $\sqrt 2$ besides. If that is forgotten, the example begins with 20 and not with 14.1.

# %% [markdown]
# That is the whole chain. Here is the word *six* after every stage, made with your `mel_filters` and your `log_dct`:

# %%
plots.show(*mfcc_stages.draw(six, sr, mel_filters=mine.mel_filters, log_dct=mine.log_dct))

# %% [markdown]
# Linear, bend, linear, bend, linear. **That is a neural network with two hidden layers.** Only nobody has trained it: every weight was written down by engineers who knew about
# ears. Keep that in mind until 7.8.
#
# In practice one calls librosa for all this, in one line. Here it is beside yours, as a practitioner would use it:

# %%
difference = beside_librosa.mfcc(six, sr, mel_filters=mine.mel_filters, log_dct=mine.log_dct)

# %% [markdown]
# Now play with the two numbers that the engineers had to choose. When do the two pictures begin to look alike, and when do you begin to understand the word?

# %%
demo(mfcc_explorer.draw, title=mfcc_explorer.TITLE, controls=mfcc_explorer.CONTROLS, slow=True)

# %% [markdown]
# ### How it changes
#
# The chain sees one frame at a time, and a frame does not know where it comes from. So recognisers add to the 13 MFCC how fast each of them changes, the **deltas**, and how fast *these* change: 39 numbers a frame. The difference of two neighbours would be mostly noise; so one lays a straight line through a few frames and takes its
# slope. By hand, for the values 1, 2, 1, 4, 5:

# %%
plots.show(*slope_line.draw())

# %% [markdown]
# ### Exercise 7 · `delta_slopes` · ●●○ · 12 min
#
# Write `delta_slopes(M, width)` that returns the slopes of all rows of `M`, shape (D, T), in every frame; `width` is odd. Before the first frame and after the last one, the row goes on with its first and its last value, so that the result has the shape of `M`.
#
# Why the sum has to be divided by 10 in the picture is for you to find. Do it without SciPy.
#
# For example, `M = np.array([[0.0, 1.0, 3.0]])` with `width = 3` gives 0.5, 1.5 and 1.
#
# <details><summary>Hint 1</summary>
#
# You know the slope of a line of best fit from unit 2. Here x runs from −h to h, so its mean is 0, and half of the formula vanishes.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope is $\sum_n n\,y_n / \sum_n n^2$. `np.pad(M, ((0, 0), (h, h)), mode="edge")` adds the frames at both ends.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Add up `n * padded[:, h + n : h + n + T]` for n from −h to h.
# </details>


# %% exercise="delta_slopes"
def delta_slopes(M, width):
    ### BEGIN SOLUTION
    h, T = width // 2, M.shape[1]
    padded = np.pad(M, ((0, 0), (h, h)), mode="edge")
    n = np.arange(-h, h + 1)
    return sum(k * padded[:, h + k : h + k + T] for k in n) / (n**2).sum()
    ### END SOLUTION


# %% check="delta_slopes"

# %% explained="delta_slopes"
# The slope of the line of best fit is $\sum (x - \bar x)(y - \bar y) / \sum (x - \bar x)^2$. Here $x$ is $n$, from $-h$ to $h$, with the mean 0; and $\bar y$ drops out, because it is multiplied by $\sum n = 0$. So $\sum n\,y_n / \sum n^2$ remains, and for five frames the lower sum is 4 + 1 + 0 + 1 + 4 = 10.
#
# `padded[:, h + k : h + k + T]` is the whole table, $k$ frames later. So the sum needs no loop over frames. Zeros beyond the ends would look like a jump, hence `mode="edge"`.
#
# To see whether the division is right, think of a row that climbs by 1 in each frame: its slope must be 1. Without the division a width of 3 gives 2, and divided by the width 2/3.

# %%
M = mfcc_stages.stages(six, sr, mine.mel_filters, mine.log_dct)["MFCC"]
changes = {"MFCC 1": M[1], "its delta": mine.delta_slopes(M, 9)[1]}
plots.show(*lanes.draw(changes, seconds=len(six) / sr, title="six, and how it changes"))

# %% [markdown]
# The first coefficient after loudness says whether the low or the high bands are stronger. Where the hiss turns into the vowel its delta has a peak, and where the vowel turns into the hiss again a peak the other way: that a sound *goes* somewhere can now be seen in a single frame.
#
# ### What is wrong here?
#
# So many stages, so many places to go wrong, and as with the nets of unit 6 nothing complains: there is a picture at the end in any case. Five people have written the chain up to the levels, and each of them has made one mistake. The first picture is as it should be.

# %%
plots.show(*sick_pictures.draw(sick_features.sick_features()))

# %% [markdown]
# ### Exercise 8 · `sick_chains` · ●●○ · 10 min
#
# Find the mistake in each picture. Put a letter in the place of each `"?"`.
#
# **picture_1** · What is wrong in picture 1?
#
# - (a) The logarithm was forgotten
# - (b) The window was forgotten
# - (c) The sound was too soft
# - (d) There are too few bands
#
# **picture_2** · What is wrong in picture 2?
#
# - (a) The hop is too short
# - (b) The frames are too long
# - (c) The frames are too short
# - (d) The window was forgotten
#
# **picture_3** · What is wrong in picture 3?
#
# - (a) Notes are missing in the sound
# - (b) The floor of 80 dB was forgotten
# - (c) There are more bands than bins down there, and some triangles hold none
# - (d) The frames overlap too much
#
# **picture_4** · What is wrong in picture 4?
#
# - (a) The power was taken twice
# - (b) The window was forgotten
# - (c) The silence is noisy
# - (d) The highest level was taken in each frame, and not over all of them
#
# **picture_5** · What is wrong in picture 5?
#
# - (a) The bands run from high to low
# - (b) Time runs backwards
# - (c) The logarithm has the wrong sign
# - (d) It is another word
#
# <details><summary>Hint 1</summary>
#
# Say first what you see. 1: nearly all is black. 2: smeared from left to right. 3: black lines from end to end, below. 4: the silence shines. 5: top and bottom have changed places. And what did *not* change?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A power of a thousandth is invisible beside 1, but −30 dB beside 0 is not. And what must be true of all bands of a frame that has nothing in it?
# </details>
#
# <details><summary>Hint 3</summary>
#
# In picture 3 the frames have 128 samples, so there are 65 bins for 96 bands. In picture 4 every column has its own brightest spot.
# </details>

# %% exercise="sick_chains"
sick_chains = dict.fromkeys(["picture_1", "picture_2", "picture_3", "picture_4", "picture_5"], "?")
### BEGIN SOLUTION
sick_chains = {
    "picture_1": "a",
    "picture_2": "b",
    "picture_3": "c",
    "picture_4": "d",
    "picture_5": "a",
}
### END SOLUTION

# %% check="sick_chains"

# %% explained="sick_chains"
# **picture_1** · The logarithm is missing: without it a power of a thousandth cannot be seen beside 1, so all but the loudest spots are black. A soft sound would look no different, since the picture is scaled by its maximum.
#
# **picture_2** · The frames are too long: whatever happens within a frame is spread over all of it, so the word smears from left to right. There are as many frames as in the right picture, so the hop is innocent.
#
# **picture_3** · Black lines from end to end belong to bands and not to moments. Frames of 128 samples have 65 bins, and with 96 bands the lowest triangles, which are the narrowest, fall between two bins and add up nothing.
#
# **picture_4** · Each frame was measured against its own highest level, so even silence has a spot at 0 dB and shines. Over all frames there is one highest level only, and silence lies far below it.
#
# **picture_5** · The bands run from high to low. The word begins and ends where it did, so time was not turned round; and loud is still bright, so the sign of the logarithm is right.

# %% [markdown]
# ## 7.4 The shape of a spectrum
#
# MFCC serve speech, but they are numbers for machines: nobody can say how a seventh coefficient of −3 sounds. For timbre there are numbers that one can read. Think of one frame's magnitudes $S_k$ at the frequencies $f_k$ as a heap of sand on a ruler. By hand: magnitudes 1, 2, 1 at 0, 2,000 and 4,000 Hz. The heap balances at 2,000 Hz, its **centroid**. A quarter of the sand lies 2,000 Hz to either side, so the mean
# squared distance is $2 \cdot \frac14 \cdot 2000^2$, and its root, 1,414 Hz, is the **spread**. With $p_k = S_k / \sum_j S_j$, the share of each bin:
#
# $$c = \sum_k p_k f_k, \qquad s = \sqrt{\sum_k p_k (f_k - c)^2}.$$
#
# They are mean and standard deviation, only that the "data" are frequencies and their weights magnitudes. The two moments after them are the mean of the *third* and of the *fourth* power of $z_k = (f_k - c)/s$: the **skewness**, above 0 if there is a long tail towards high frequencies, and the **kurtosis**, 3 for a bell and more for a needle on a
# broad base.

# %%
demo(spectral_shape.draw, title=spectral_shape.TITLE, controls=spectral_shape.CONTROLS, slow=True)

# %% [markdown]
# ### Exercise 9 · `spectral_moments` · ●●○ · 12 min
#
# Write `spectral_moments(S, sr)` that returns `centroid, spread, skewness, kurtosis`, each of shape (T,).
#
# - `S`: magnitudes, shape (K, T), every column a frame; its K rows stand for frequencies from 0 to exactly `sr / 2`, equally spaced
# - a silent frame, a column of zeros, has no shape: all four are 0 there (no other frame has a spread of 0)
#
# For example, for the heap above (`sr = 8000`) they are 2,000 Hz, 1,414 Hz, 0 and 2.
#
# <details><summary>Hint 1</summary>
#
# Each of the four is a mean over the bins, weighted with $p$: one pattern, four powers.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `f = np.linspace(0, sr / 2, len(S))[:, None]` is a column, so `f * S` multiplies every frame with it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Adding a tiny number such as 1e-12 to a denominator spares you a division by 0; `(z**4 * p).sum(axis=0)` is the kurtosis.
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

# %% explained="spectral_moments"
# All four are one pattern: multiply by the shares `p` what you want the mean of, first $f$, then $(f - c)^2$, $z^3$ and $z^4$, and add up over the bins. A column is a frame, so the sums run along `axis=0`; and because `f` has the shape (K, 1), `f - centroid` has (K, T), each frame measured from its own centroid.
#
# The tiny numbers spare an `if`. In a silent frame `p` is 0 / 1e-12, so 0, and with it centroid and spread; `z` becomes huge, but it is finite, and 0 times it is 0.
#
# The usual slip is in the frequencies. The last row stands at exactly `sr / 2`, so `np.linspace` has both ends; with `k * sr / (2 * K)` the heap of the example would balance at 1,333 Hz.

# %% [markdown]
# Two heaps may balance at the same place, and one be smooth and the other all needles. So four more numbers ask about the surface of the heap, and about its changes:
#
# - **flatness**: the geometric mean of the powers $S_k^2$ over their arithmetic mean; powers below $10^{-10}$ count as $10^{-10}$. Near 0 for a tone, 1 for a flat spectrum.
# - **irregularity** (Jensen): the squared differences of neighbouring magnitudes, added up, over the sum of the squared magnitudes; behind the last bin comes a 0.
# - **roll-off**: the lowest frequency $f_k$ with $S_0 + \dots + S_k \ge$ `share` $\cdot \sum_j S_j$.
# - **flux**: the root of the sum of squared differences to the frame *before*; 0 in the first one. It is large where a note begins.
#
# By hand, two frames of three bins, 2, 1, 1 and then 2, 1, 5: the irregularities are $(1 + 0 + 1)/6$ and $(1 + 16 + 25)/30$, and the flux is 0 and then 4.

# %% [markdown]
# ### Exercise 10 · `spectral_texture` · ●●● · 15 min
#
# Write `spectral_texture(S, sr, share)` that returns `flatness, irregularity, rolloff, flux`, each of shape (T,). `S` and `sr` are as before, no frame is silent, `share` is between 0 and 1.
#
# For example, the two frames above with `sr = 8000` and `share = 0.7` have the roll-offs 2,000 and 4,000 Hz.
#
# <details><summary>Hint 1</summary>
#
# The geometric mean is the K-th root of a product, and a product of hundreds of small numbers is 0 in a computer. What does the logarithm make of it?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.exp` of the mean of the logarithms. `np.cumsum(S, axis=0)` adds up from the first row on. `np.diff` has an argument `append` and one called `prepend`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.argmax` of an array of True and False is the place of the first True.
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

# %% explained="spectral_texture"
# *Flatness.* The logarithm turns a product into a sum and its K-th root into a division by K, so the geometric mean is the exponential of the mean of the logarithms. The plain product would not do: already 40 powers of $10^{-10}$ make $10^{-400}$, which a computer rounds to 0.
#
# *Irregularity.* `append=0` puts the 0 behind the last bin, so that the last jump counts too: the first frame of the example, 2, 1, 1, has the jumps −1, 0, −1.
#
# *Roll-off.* A running sum of magnitudes never falls, so the comparison is False up to some bin and True from there on, and `np.argmax` finds the first True. By hand: the second frame, 2, 1, 5, adds up to 2, 3, 8, and 0.7 · 8 = 5.6 is first reached at 4,000 Hz. Add up magnitudes here; only the flatness is about powers.
#
# *Flux.* `prepend=S[:, :1]` sets the first frame before itself, so its change is 0. (`:1` and not `0`, so that it stays a column.) With a 0 in front every sound would seem to begin with a bang.

# %% [markdown]
# What do eight numbers sound like? For each of them here are two sounds, first one where it is small (blue) and then one where it is large (green). The numbers in the picture are measured by your two functions.

# %%
measured = eight_sounds.measured(mine.spectral_moments, mine.spectral_texture)
plots.show(*eight_numbers.draw(measured, eight_sounds.SR))

# %%
audio.play_row(eight_sounds.row(measured), eight_sounds.SR, title="eight pairs, small then large")

# %% [markdown]
# Books say that the flatness of white noise is 1, and the picture says 0.57. Both are right: noise is flat *on average*, but a single frame of it is full of peaks and holes, and those pull the geometric mean down. Numbers in books are worth a measurement.
#
# ### Twelve notes
#
# Eight numbers say *how* a sound is, and still not *which notes* are in it. Here are two recordings of strings, from the samples of Sonic Pi. Which chord is the first? And is the second one major or minor?

# %%
strings, rate = guitar.sounds()
audio.play_row(list(zip(("first", "second"), strings.values(), strict=True)), rate)

# %% [markdown]
# For harmony, the octave does not matter: a C is a C. So fold all octaves onto each other, and twelve numbers remain, the **chroma**. A frequency $f$ lies $12 \log_2(f/440)$ semitones above the A of 440 Hz; the note nearest to it is this number, rounded, and its *class* the rest after division by 12. By hand: 660 Hz is 7.02 semitones
# above A, so 7, which is an E; 165 Hz is −16.98, so −17, and that is 7 − 24: an E, too.

# %% [markdown]
# ### Exercise 11 · `chroma_fold` · ●●○ · 12 min
#
# Write `chroma_fold(power, sr, fmin)` that returns the chroma, shape (12, T):
#
# - `power`: a power spectrogram of shape (K, T), with K rows from 0 Hz to exactly `sr / 2`
# - each bin from `fmin` on (in Hz, included) gives its whole power to the class of the note nearest to it; row 0 is C, row 9 is A
# - each frame is then divided by its largest value; a frame without any power stays 0
#
# For example, one frame with the power 4 at 660 Hz and 1 at 440 Hz, and nothing else, has 1 in row 4 (E) and 0.25 in row 9 (A).
#
# <details><summary>Hint 1</summary>
#
# First find the class of every bin, an array of K whole numbers. Leave the bin at 0 Hz out: it has no logarithm.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `(9 + np.round(12 * np.log2(f / 440))) % 12` counts from C, because A is row 9.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For each class c, `power[classes == c].sum(axis=0)` is its row. Divide by `np.where(largest > 0, largest, 1)`.
# </details>


# %% exercise="chroma_fold"
def chroma_fold(power, sr, fmin):
    ### BEGIN SOLUTION
    f = np.linspace(0, sr / 2, len(power))
    heard = f >= fmin
    classes = (9 + np.round(12 * np.log2(f[heard] / 440))) % 12
    chroma = np.array([power[heard][classes == c].sum(axis=0) for c in range(12)])
    largest = chroma.max(axis=0)
    return chroma / np.where(largest > 0, largest, 1)
    ### END SOLUTION


# %% check="chroma_fold"

# %% explained="chroma_fold"
# First each bin gets its class, then each class collects its bins. The class is the rounded number of semitones above A, plus 9 because A is row 9; and `% 12` drops the octave, below A as well, since in Python that remainder is never negative: for 165 Hz, 17 semitones down, 9 − 17 = −8, and `-8 % 12` is 4, an E.
#
# The bins from `fmin` on are picked first, because 0 Hz has no logarithm, and `power` must then be cut in the same way. `np.where(largest > 0, largest, 1)` divides a silent frame by 1, so that it stays 0 where 0 / 0 would be NaN.
#
# The slip with the worst sound is to round down, because instruments are seldom exactly in tune: 439 Hz, a hair below A, would become a G sharp.

# %% [markdown]
# From twelve numbers to a name is one more step. A *triad* is a root, a third and a fifth. The fifth is 7 semitones above the root; the third is 4 in a major chord and 3 in a minor one. So C is C, E, G, and Am is A, C, E: a pattern of three rows that is turned round twelve times.

# %% [markdown]
# ### Exercise 12 · `name_chord` · ●●○ · 12 min
#
# Write `name_chord(chroma)` that returns `name, share`: of all 24 triads, the one whose three notes hold most of a chroma of shape (12,), and the share of its whole sum that they hold. The name is the root, with a sharp where needed, and "m" for minor: C, C#, D, D#, E, F, F#, G, G#, A, A#, B; Cm, C#m and so on. The loudest note need not be the root.
#
# For example, a chroma of 0.5 in C, 1 in E, 0.7 in A and 0.1 in G is `"Am"`, and its share is 2.2 / 2.3.
#
# <details><summary>Hint 1</summary>
#
# Try all of them: twelve roots, two kinds.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `chroma[[r, (r + 4) % 12, (r + 7) % 12]].sum()` is what the major triad on r holds.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Collect pairs `(sum, name)` in a list; `max` of the list is the pair with the largest sum.
# </details>


# %% exercise="name_chord"
def name_chord(chroma):
    ### BEGIN SOLUTION
    notes = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
    found = []
    for root, note in enumerate(notes):
        for third, kind in ((4, ""), (3, "m")):
            held = chroma[root] + chroma[(root + third) % 12] + chroma[(root + 7) % 12]
            found.append((held, note + kind))
    held, name = max(found)
    return name, held / chroma.sum()
    ### END SOLUTION


# %% check="name_chord"

# %% explained="name_chord"
# With only 24 candidates nothing clever is needed: let each say how much its three rows hold, and take the best. `% 12` closes the circle: the fifth of A, 9 + 7 = 16, is row 4, an E. The pairs have the sum first, because `max` compares first entries first; otherwise it would find the last name in the alphabet.
#
# In the example Am holds 0.7 + 0.5 + 1 = 2.2, and C major only 0.5 + 1 + 0.1. So the loudest note, E, is the *fifth*. Whoever takes the loudest for the root would have said Em here, which holds 1.1.
#
# Or write the triads as 24 rows of zeros and ones and multiply: then the chord finder is a linear layer with an `argmax` behind it.


# %% collapsed
def folded(y):
    """Mean power spectrum of a sound, its chroma by your chroma_fold, its chord by name_chord."""
    S = np.abs(audio.stft(y, n_fft=8192, hop_length=1024)) ** 2
    power = S.astype(float).mean(axis=1, keepdims=True)
    chroma = mine.chroma_fold(power, rate, 60.0)[:, 0]
    try:
        name, share = name_chord(chroma)
        print(f"{name}: its three notes hold {share:.0%}")
    except NotImplementedError:
        print("name_chord is still to be written; C is lit instead.")
        name = "C"
    return power[:, 0], rate, chroma, name


# %% predict="guitar_chord"
# A guitarist would write *Em9* above the first recording: E minor, with two more notes, D and F sharp. What will a machine say that knows only triads?
#
# - (a) Em
#   right: E, D and B are the loudest, and of the triads Em holds most: G, soft as it is, is far louder than G sharp, which is not played at all.
# - (b) Nothing sensible, since the chord has five notes
#   wrong: It only asks which triad holds most; two more notes cost it some of its share, no more.
# - (c) E, because the third is so soft
#   wrong: It is soft, but E major would need a G sharp, and there is none whatever.

# %%
plots.show(*octave_fold.draw(*folded(strings["E minor 9"])))

# %% [markdown]
# A real recording, from samples to a name, in a few lines of your own. (Give it only the first 3 s, `strings["E minor 9"][: 3 * rate]`, and it says Bm: B, D and F sharp are all in the chord, and the low E has yet to outlast them. A chord is named over a stretch of time.) And now the second one:

# %%
plots.show(*octave_fold.draw(*folded(strings["drone"])))

# %% [markdown]
# Look at the bars: a G, a D, and next to nothing between. The third was never played, so the chord is *neither* major nor minor, and whichever name comes out has won by a hair. A machine that must choose will choose; the share, and the bars, say how much to believe it.
#
# The left halves of these pictures show something else: an octave is always as wide as the next, but bins are not: low notes are a few bins apart, high ones hundreds. One frame length cannot be right for all notes. The **constant-Q transform** gives each note a window of its own, always the same number of *periods*, so that
# bass notes get long windows and high notes short ones: as many rows in every octave, and sharp attacks on top.

# %%
plots.show(*constant_rows.draw(strings["E minor 9"], rate))

# %% [markdown]
# ## 7.5 A voice taken apart
#
# A string has a note; a voice has a note and a vowel at once, and can change either without the other. That is because it is made in two places: the vocal folds buzz, and the tube of throat and mouth colours the buzz. The buzz has a pitch; the tube has resonances, and they make the vowel. In the spectrum the two are *multiplied*: harmonics
# under a smooth hill. Two classical features pull them apart.
#
# ### The cepstrum
#
# The logarithm turns the product into a sum. In the log spectrum the harmonics are a regular comb, and what finds regular repetition? A Fourier transform. So transform once more:
#
# $$\text{cepstrum} = \bigl|\,\mathcal F^{-1}\{\log |\mathcal F\{y\}|^2\}\,\bigr|^2.$$
#
# ("Spectrum" with its first letters turned round: what Bogert, Healy and Tukey did to the sound in 1963 they did to the words.) Its axis is a *lag* in samples. The smooth hill comes out near lag 0, the comb as a peak at the period
# of the voice: a period of 80 samples at 8,000 Hz is a pitch of 100 Hz. The MFCC are a cepstrum, too: logarithm, then cosines.

# %%
voice = sung_word.recording(speech)
vowel = sung_word.loudest_frame(voice)
plots.show(*source_and_filter.draw(vowel, sr, *mine.cepstrum_pitch(vowel, sr, 70, 350)))

# %% [markdown]
# ### Exercise 13 · `cepstrum_pitch` · ●●○ · 12 min
#
# Write `cepstrum_pitch(y, sr, fmin, fmax)` that returns `cepstrum, pitch`:
#
# - `y`: shape (n,), one frame, already under a window
# - `cepstrum`: shape (n,), by the formula, with the natural logarithm; powers below $10^{-10}$ count as $10^{-10}$
# - `pitch` in Hz: `sr / lag` for the lag with the highest cepstrum, among all whole lags for which `sr / lag` is from `fmin` to `fmax`, both included
#
# For example, at 8,000 Hz a search from 70 to 400 Hz looks at the lags 20 to 114.
#
# <details><summary>Hint 1</summary>
#
# Read the formula from the inside; `np.fft.fft` and `np.fft.ifft` are allowed here. A high pitch is a short lag.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The lowest lag is `int(np.ceil(sr / fmax))`, the highest `int(sr / fmin)`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# What `argmax` finds in a slice counts from the start of the slice, and a slice ends *before* its second number.
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

# %% explained="cepstrum_pitch"
# The formula is read from the inside, with the floor before the logarithm, because that of 0 is −∞. The search is the harder part. As the pitch is `sr / lag`, the highest pitch has the shortest lag, so `fmax` gives the lower end. Both ends are rounded *inwards*, since a lag outside would be a forbidden pitch. And one may not search from lag 0, because there sits the smooth hill of the tube, which is usually higher than the comb's peak.
#
# A slice ends before its second number, hence `high + 1`; and `argmax` counts from the start of the slice, so `low` must be added again. If that is forgotten and the search begins at lag 20, a voice with a period of 80 samples is found at 60, and 100 Hz becomes 133.

# %% [markdown]
# Every frame of a word has a pitch, then, and a row of pitches is a melody. Here it is, found by your function, on the spectrogram of the word *zero*; there is none where the word is soft or hisses.

# %%
times, pitches, loud = sung_word.follow(voice, sr, mine.cepstrum_pitch)
plots.show(*pitch_curve.draw(voice, sr, times, pitches))

# %%
audio.play_row({"the word": voice, "its melody": sung_word.sing(pitches, loud, sr)}, sr)

# %% [markdown]
# Now your own voice. Press the button and ask something short, and then run the next cell: the melody of a question often rises at its end. (Without a microphone, or if you would rather not, go on: the word *zero* is taken again.)

# %%
own = audio.record(title="ask a short question", seconds=3, sr=8000)
own

# %%
asked, asked_sr = own.read(otherwise=(voice, sr))
when, melody, strong = sung_word.follow(asked, asked_sr, mine.cepstrum_pitch)
plots.show(*pitch_curve.draw(asked, asked_sr, when, melody))
said_and_sung = {"what was said": asked, "its melody": sung_word.sing(melody, strong, asked_sr)}
audio.play_row(said_and_sung, asked_sr)

# %% [markdown]
# Whoever knows the pitch $f_0$ knows where to look for more, namely at $f_0, 2f_0, 3f_0, \dots$ Such **harmonic features** ask three things. How strong is each harmonic? Which share of the power lies on harmonics at all, and how much between them? And how much of it is on the *odd* ones, which makes a clarinet sound hollow? By hand: harmonics with the powers 4, 1, 1, and 2 between them, have $6/8$
# on harmonics, of which $5/6$ is odd. Here each harmonic gets what lies within a quarter of $f_0$ of it; the pitch of the vowel is your `cepstrum_pitch`'s.

# %%
plots.show(*harmonic_bars.draw(harmonic_bars.examples(voice), sr, mine.cepstrum_pitch))

# %% [markdown]
# The saw has all harmonics, the square only the odd ones, and the vowel has nearly everything on harmonics too, only that some of them are favoured: that will be the tube. And the noise? It has about a half, because the strips cover half of the axis; so a share of one half means that there is no pitch, whatever a pitch finder says.
#
# ### Linear prediction
#
# The other way begins with the tube. In a resonance each sample follows from those before it, so try to *predict* it from the last $p$:
#
# $$y[n] \approx a_1\, y[n-1] + a_2\, y[n-2] + \dots + a_p\, y[n-p].$$
#
# That is linear regression, unit 2, with the past as features. By hand, for one coefficient and the samples 4, 2, 1 (with zeros around them): the squared error $(4)^2 + (2 - 4a)^2 + (1 - 2a)^2 + (0 - a)^2$ is least where its slope is 0, so $42a - 20 = 0$ and $a = 10/21$. Here 21 is the sum of the squares, and 10 the sum of the products of neighbours. With the sums of
# products at any distance, the *autocorrelations* $r_k = \sum_n y[n]\, y[n-k]$, the same step for $p$ coefficients gives the **normal equations**
#
# $$\sum_{j=1}^{p} r_{|i-j|}\, a_j = r_i \qquad \text{for } i = 1, \dots, p.$$
#
# What the prediction misses, $e[n] = y[n] - \sum_k a_k\, y[n-k]$, is the *residual*: the buzz without the tube. The $a_k$ are the **LPC** features, *linear prediction coefficients*. (A relative is **PLP**, *perceptual linear prediction*:
# it first bends the spectrum as the ear does, as mel bands and logarithm do for the MFCC, and then predicts.)

# %% [markdown]
# ### Exercise 14 · `linear_prediction` · ●●● · 15 min
#
# Write `linear_prediction(y, order)` that returns `a, residual`:
#
# - `y`: shape (n,), with zeros before and after it; `order` is $p$
# - `a`: shape (order,), $a_1$ first; `residual`: shape (n,)
#
# For example, `y = np.array([4.0, 2.0, 1.0])` with `order = 1` has $a_1 = 0.476$, and the residual begins with 4 and $2 - 4 \cdot 0.476 = 0.095$.
#
# <details><summary>Hint 1</summary>
#
# Write the equations for p = 2 out on paper, and look at the matrix: which entries are the same?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `r[abs(i[:, None] - i)]` with `i = np.arange(order)` is the matrix, `np.linalg.solve(R, r[1:])` the solution.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For the residual subtract, for each k, `a[k - 1] * y[:-k]` from everything but the first k samples.
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

# %% explained="linear_prediction"
# The error is least where its slope with respect to each $a_i$ is 0. That slope is $-2\sum_n e[n]\,y[n-i]$, so we need $\sum_n e[n]\,y[n-i] = 0$. With $e[n] = y[n] - \sum_j a_j\,y[n-j]$ put in, this becomes
#
# $$\sum_n y[n]\,y[n-i] = \sum_j a_j \sum_n y[n-j]\,y[n-i].$$
#
# On the left stands $r_i$. The last sum is $r_{|i-j|}$: with zeros on both sides of $y$, nothing is lost when both factors move together, so only their distance counts. These are the normal equations.
#
# `abs(i[:, None] - i)` is the table of the distances, and `r` of a table is a table. It takes `order + 1` sums, as $r_0$ is in the matrix and $r_p$ on the right. For 4, 2, 1 with two coefficients: $21a_1 + 10a_2 = 10$ and $10a_1 + 21a_2 = 4$ give 0.499 and −0.047.
#
# The residual is a copy (`astype` makes one), while predictions come from `y` itself. The usual slip is to sum over fewer samples, only those with a whole past: then distance is not all that counts, and the numbers come out a little different.

# %% [markdown]
# What has it found? From the $a_k$ one can compute how strongly the tube lets each frequency through, and here it is, over the spectrum of the vowel. The tops of the hill are called **formants**, F1, F2, F3, and the first two of them make the vowel.

# %%
tube = mine.linear_prediction(vowel, 12)[0]
plots.show(*source_and_filter.draw_hill(vowel, sr, tube))

# %% [markdown]
# Source and filter apart can be put together anew. Keep the tube, replace the buzz by noise of the same energy, frame by frame, and the speaker whispers a word that was never whispered.

# %%
breath = talking_chord.speak(voice, sr, "noise", mine.linear_prediction)
audio.play_row({"spoken": voice, "whispered": breath}, sr)

# %% [markdown]
# ## 7.6 Which of them are linear?
#
# In 7.3 we asked of every stage whether it is a matrix. By now you have a good dozen of features, and the same question can be asked of each as a whole. A feature $f$ is **linear** if it passes two tests, for all sounds $x$, $y$ and all numbers $a$:
#
# - *homogeneous*: $f(a\,x) = a\,f(x)$. A sound twice as loud, or upside down, gives twice the feature, or minus the feature.
# - *additive*: $f(x + y) = f(x) + f(y)$. Of two sounds played together it gives the sum.
#
# It matters, because what is linear a network's first layer can do by itself, with the right weights. What is not needs bends, and maybe depth. By hand, for the largest sample of $x = (1, 3)$ and $y = (2, 0)$: $f(x + y) = 3$, but $f(x) + f(y) = 5$, so it is not additive. No test with numbers proves that a feature *is* linear; a single failure proves that it is not.

# %% [markdown]
# ### Exercise 15 · `linearity` · ●●○ · 10 min
#
# Write `linearity(feature, x, y, a)` that returns two truth values, `homogeneous, additive`: whether both sides agree for these very inputs.
#
# - `feature`: a function that takes an array and returns a number or an array, perhaps complex
# - `x`, `y`: arrays of the same shape; `a`: a number, of either sign
# - two sides agree if they differ nowhere by more than $10^{-6}$ of the largest size that occurs on either side; if both are all 0, they agree
#
# Why not a fixed limit? A feature may have values near $10^{-12}$, where everything is close to everything.
#
# For example, `np.sum` gives `True, True`, `np.median` usually `True, False`, and `np.max` with a negative `a` `False, False`.
#
# <details><summary>Hint 1</summary>
#
# Both tests ask whether two things agree. Write a small function `same(one, other)` inside yours.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.abs(one - other).max()` is the largest difference, and it works for single and for complex numbers, too.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The size is the larger of `np.abs(one).max()` and `np.abs(other).max()`; compare with `<=`, so that 0 and 0 agree.
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

# %% explained="linearity"
# Both tests ask whether two things agree, so that question becomes a function, `same`. It may not ask for equality, because sums taken in another order differ in their last digit. And what it allows has to grow with the values: with a fixed limit every feature would pass whose values are tiny. The size is one number for the whole array, since single entries may be 0 by chance; and only with `<=` do two zeros agree.
#
# Two slips make the test too easy. A sound added to itself tells nothing new, because $f(x + x) = f(2x)$ is the first test again. And with a positive $a$ the RMS passes; only a negative one, which turns the sound upside down, finds it out.

# %% predict="which_linear"
# Your function now judges the five stages of 7.3, then 14 features as functions of the samples. How many of the 14 are linear?
#
# - (a) None
#   right: Each of them has a bend somewhere; even the RMS fails, because an upside-down sound is as loud.
# - (b) About half
#   wrong: A few *stages* are linear, but every whole feature has at least one bend among its stages.
# - (c) RMS and zero crossings, since they need no spectrum
#   wrong: The RMS squares and takes a root; a crossing rate does not change at all when the sound is doubled.

# %%
try:
    plots.show(*linear_verdicts.draw(feature_table.verdicts(linearity)))
except NotImplementedError:
    print("Write linearity first, then run this cell again.")

# %% [markdown]
# The matrices pass and the bends fail. Computed from samples, not one feature is linear. Computed from a spectrogram, the mel bands are, being a matrix, and nothing else: the flux at least grows with the sound, but two changes at once
# do not add up. Whoever wants a machine to *learn* features like these must give it bends.
#
# ## 7.7 Features found in data
#
# All these formulas were somebody's idea, and good ones; it took decades to have them. Which of them are right for *your* task, for bird song, or for the hum of a bearing that is about to break? It is hard to know, and nobody wants to wait for decades. Could the data choose? That is **feature learning**, or representation learning: find, automatically, a transformation of the raw input that makes a
# task easy. Three old methods make a start. None of them looks at a label.
#
# ### Principal components
#
# Take frames as points. With two levels a frame, a low and a middle band of 600 frames of speech, one can see the cloud: it is long in one direction, because loud frames are loud in both.

# %%
X2, bands2 = few_numbers.two_bands(speech)
plots.show(*cloud_directions.draw(X2, *mine.principal_directions(X2, 2), names=bands2))

# %% [markdown]
# **PCA** finds the longest direction, then the longest of those perpendicular to it, and so on. With the mean $\bar{\mathbf x}$ and the first $k$ directions as the rows of $W$,
#
# $$f(\mathbf x) = W\mathbf x + \mathbf b \quad\text{with } \mathbf b = -W \bar{\mathbf x}, \qquad \mathbf x \approx \bar{\mathbf x} + W^{\mathsf T} f(\mathbf x).$$
#
# The first formula says where a point lies along each direction, the second puts it back, as on the right of the picture. How does one find the directions? The *singular value decomposition* of the centred data does it: `U, s, Vt = np.linalg.svd(X - mean, full_matrices=False)` has them as the rows of `Vt`, the longest first, and $s_k$ is the root of
# the sum of squares along direction $k$. By hand, the points (1, 1), (−1, −1), (2, 2), (−2, −2) have the mean 0, the direction (0.71, 0.71), and the squares along it $2 + 2 + 8 + 8 = 20$, so the variance is 5.

# %% [markdown]
# ### Exercise 16 · `principal_directions` · ●●○ · 10 min
#
# Write `principal_directions(X, k)` that returns `mean, W, variances`:
#
# - `X`: shape (N, D), examples as rows
# - `mean`: shape (D,); `W`: shape (k, D), orthonormal rows; `variances`: shape (k,), of each feature over the examples, divided by N, falling
#
# A direction may as well point the other way: signs are not compared. Do it without scikit-learn, SciPy and `dlaudio.decomposition`.
#
# For example, the four points above with `k = 1` give (0.71, 0.71) and 5.
#
# <details><summary>Hint 1</summary>
#
# The SVD does the work; what is left is to take the mean off first and to know what `s` means.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `Vt[:k]` takes the first k rows.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the example $s_1 = \sqrt{20}$, N is 4 and the variance 5.
# </details>


# %% exercise="principal_directions"
def principal_directions(X, k):
    ### BEGIN SOLUTION
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k], s[:k] ** 2 / len(X)
    ### END SOLUTION


# %% check="principal_directions"

# %% explained="principal_directions"
# The SVD finds the directions in which the rows are longest *from 0*. So the mean has to be taken off first, or else the first direction points more or less to the middle of the cloud.
#
# And the variances? Since the points now have the mean 0, so has each feature, and its variance is simply the mean of its squares. Their sum is $s_k^2$, so the variance is $s_k^2/N$: 20/4 = 5 in the example. Divided by $N - 1$ it would be 6.7, and `s` itself would be 4.5.
#
# `full_matrices=False` spares a `U` of N times N numbers, which we would throw away. The covariance matrix and `np.linalg.eigh` do as well, but `eigh` lists the smallest first.

# %% [markdown]
# With 129 levels a frame the cloud cannot be drawn any more, but it can be heard: a word from 1, 3 and 10 numbers a frame. The directions come from the spectra of other words; the phases, which were thrown away, are made up by an old trick (Griffin and Lim, 1984).

# %%
directions = few_numbers.learn_directions(speech, mine.principal_directions, 40)
audio.play_row(few_numbers.from_directions(six, directions, (1, 3, 10)), sr)

# %%
rows = {name: row for name, row in zip(("first", "second", "third"), directions[1], strict=False)}
plots.show(*lanes.draw(rows, seconds=sr / 2000, unit="kHz", title="directions"))

# %% [markdown]
# Look at the directions. The first is loudness, the second tilts the spectrum, the third bends it: they look like the rows of the *cosine transform*. What engineers wrote into the MFCC, the data say by themselves.
#
# ### Parts that only add
#
# PCA may add and subtract. Sounds in a mix only add. **Non-negative matrix factorisation**, a kind of *dictionary learning*, writes a magnitude spectrogram $X$ (F, T) as
#
# $$X \approx W H, \qquad W \ge 0,\ H \ge 0,$$
#
# with $K$ columns in $W$, the spectra of the parts, their *dictionary*, and $K$ rows in $H$, how loud each part is in each frame. For one frame it is $\mathbf x \approx W \mathbf h$. (Mind the letter: PCA's $W$ is multiplied with $\mathbf x$, NMF's with $\mathbf h$. And finding $\mathbf h$ for an $\mathbf x$ is no matrix: nothing may become negative, and that is a bend.)
#
# How to find them? The loss $\sum (X - WH)^2$ has the slope $2\,(W^{\mathsf T} W H - W^{\mathsf T} X)$ with respect to $H$. Its first part pulls down, its second pulls up. A step of descent could make an entry negative; so multiply instead, by *up over down* (Lee and Seung, 2000):
#
# $$H \leftarrow H \odot \frac{W^{\mathsf T} X}{W^{\mathsf T} W H},$$
#
# where $\odot$ and the fraction are element by element. Where both pulls are equal the factor is 1 and nothing moves; nothing ever becomes negative; and it can be proved that the loss never rises. The update of $W$ follows in the same way from the slope with respect to $W$, and is yours to find.

# %% [markdown]
# ### Exercise 17 · `nmf` · ●●● · 15 min
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
# <details><summary>Hint 1</summary>
#
# Transpose the whole problem: $X^{\mathsf T} \approx H^{\mathsf T} W^{\mathsf T}$. Now $W^{\mathsf T}$ stands where H stood.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope with respect to W is $2\,(W H H^{\mathsf T} - X H^{\mathsf T})$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `W * (X @ H.T) / (W @ H @ H.T + 1e-12)`; mind that `@` is the matrix product, while `*` and `/` work element by element.
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

# %% explained="nmf"
# Transpose the problem, and $X^{\mathsf T} \approx H^{\mathsf T} W^{\mathsf T}$ has the old form, with $W^{\mathsf T}$ in the place of $H$. The rule is then $W^{\mathsf T} \leftarrow W^{\mathsf T} \odot (H X^{\mathsf T}) / (H H^{\mathsf T} W^{\mathsf T})$, and transposed back it is the second line of the loop.
#
# Why may one multiply at all? Take a step of descent, but give each entry of $H$ a step size of its own, $H / (W^{\mathsf T} W H)$, and leave out the 2:
#
# $$H - \frac{H}{W^{\mathsf T} W H} \odot (W^{\mathsf T} W H - W^{\mathsf T} X) = H \odot \frac{W^{\mathsf T} X}{W^{\mathsf T} W H}.$$
#
# The subtraction cancels. So it *is* descent, with each step just so long that nothing can get below 0.
#
# The order matters: H is overwritten first, so W already sees the new one. With the old H the example would get W = 4 beside H = 4, so 16 instead of 4, and a loss of 144 instead of 0. The loss belongs at the end of the step, after both.

# %% [markdown]
# A drum loop: kick, snare and hi-hat, mixed into one track. Your `nmf` sees the spectrogram of the mix and nothing else.

# %%
loop, loop_sr = kit_loop.kit_loop()
loop_parts = kit_loop.take_apart(loop, loop_sr, mine.nmf, parts=4)
plots.show(*product_of_parts.draw(*loop_parts.pictures, **loop_parts.axes))

# %% [markdown]
# Each column of $W$ is a spectrum that comes back again and again, and its row of $H$ says when. To hear a part, keep of each bin the share that the part has in $WH$: here are the loop and all four parts, from the darkest to the brightest.

# %%
audio.play_row({"the loop": loop[: 2 * loop_sr], **loop_parts.sounds(2 * loop_sr)}, loop_sr)

# %% [markdown]
# Nobody told it what a snare is. Parts that always sound together cannot be told apart this way; parts that come and go by themselves can.
#
# ### A codebook
#
# The third method makes words of frames. **k-means** places $K$ *centres* among the frames: label each frame by its nearest centre, move each centre to the mean of its frames, repeat. By hand: frames 0, 2 and 10, centres 1 and 9. 0 and 2 go to the first centre, whose mean is 1; 10 goes to the second, which moves to 10.

# %%
plots.show(*centres_moving.draw(step=mine.bag_of_frames))

# %% [markdown]
# The centres are a codebook, and a recording of any length becomes a histogram: which share of its frames is nearest to each. That is a **bag of frames**: like a bag, it does not know the order of what is in it.

# %% [markdown]
# ### Exercise 18 · `bag_of_frames` · ●●○ · 12 min
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
# <details><summary>Hint 1</summary>
#
# You need the labels twice: inside of each step, and once more at the end.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `((frames[:, None] - centres) ** 2).sum(axis=2)` has shape (N, K).
# </details>
#
# <details><summary>Hint 3</summary>
#
# `frames[labels == k]` are the frames of centre k, and `np.bincount(labels, minlength=K)` counts. The mean of no frames is NaN: leave such a centre alone.
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

# %% explained="bag_of_frames"
# Two moves take turns, and neither makes the squared distances larger: the nearest centre is the best label, and the mean is the best place for a centre. Labels are needed once more for the *final* centres, hence a small function for them; counted with the labels from before the last move, the histogram belongs to old centres.
#
# `frames[:, None]` has the shape (N, 1, D), so the difference has (N, K, D), each frame against each centre; the sum over D leaves (N, K).
#
# The copy, with `dtype=float`, leaves the caller's centres alone and has room for decimals. A centre without frames is skipped, because the mean of nothing is NaN, and `argmin` takes NaN for the smallest: that centre would next get *all* frames. `minlength` counts a last centre that nobody is near.

# %% [markdown]
# Is that a matrix? Nearly. The squared distance is $|\mathbf x|^2 - 2\,\mathbf c \cdot \mathbf x + |\mathbf c|^2$, and the first part is the same for all centres. So the nearest centre is where $\mathbf c \cdot \mathbf x - |\mathbf c|^2/2$ is *largest*: a matrix with a bias, and then a bend, "the winner takes all". The histogram is the mean of that bend over time.

# %%
X, C = X2, X2[[3, 50, 200]]
by_matrix = (X @ C.T - (C**2).sum(axis=1) / 2).argmax(axis=1)
by_distance = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
print(f"the same centre for {np.mean(by_matrix == by_distance):.0%} of {len(X)} frames")

# %% [markdown]
# ## 7.8 The whole machine
#
# At the start a machine that compared samples said the wrong word, and you have spent a unit on giving it better numbers. Now everything in a row, as music and speech were classified until about 2010: features of each frame; perhaps an unsupervised step on the frames, such as PCA or k-means; a summary over time, because recordings differ in length (*temporal pooling*); and at the end a classifier, which is the only stage that is trained for the task.

# %% collapsed
by_hand = [
    ("Fourier,\npower", "made by hand"),
    ("mel,\nlog", "made by hand"),
    ("cosines", "made by hand"),
    ("k-means\n(perhaps)", "learnt"),
    ("mean and\ndeviation", "made by hand"),
    ("softmax\nregression", "learnt"),
]
samples = [("samples", "given")]
ax = chains({"": [*samples, *by_hand]})
plots.show(
    ax,
    "samples, Fourier and power, mel and log, cosines, perhaps k-means, mean and deviation, "
    "softmax regression; k-means and the regression are learnt, the other stages are made by hand.",
)

# %% [markdown]
# ### Exercise 19 · `digit_pipeline` · ●●● · 15 min
#
# Write `digit_pipeline(train, digits, new)` that returns `features, predictions`:
#
# - `train`, `new`: lists of recordings, each an array of 13 MFCC over time, of shape (13, T) with T as it comes; `digits`: the right digit of each recording in `train`, 0 to 9
# - sum up each recording in 26 numbers: the 13 means over time, then the 13 standard deviations
# - standardise each column with mean and standard deviation of the *training* recordings, the new ones as well: what you do not know yet you cannot measure
# - train a softmax regression on the training recordings, in any way you like (units 2 and 6)
# - `features`: shape (len(new), 26), the standardised summaries of the new recordings; `predictions`: the digit of each of them
#
# The new recordings are by people who are not in `train`: at least 42 % must be right. Guessing gives 10 %.
#
# For example, a recording with two frames whose first coefficient is 4 and then 8 has there the mean 6 and the standard deviation 2.
#
# <details><summary>Hint 1</summary>
#
# Three steps: summaries of both lists, one standardisation for both, and unit 2.
# </details>
#
# <details><summary>Hint 2</summary>
#
# With zeros to start from, 200 steps over all recordings with a rate of 0.5 are plenty.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The gradient of the scores is `(layers.softmax(X @ W + b) - np.eye(10)[digits]) / len(X)`. Or use `layers.Linear`, `losses.CrossEntropyLoss` and `train.fit` from
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

# %% explained="digit_pipeline"
# However long a recording is, mean and deviation over time, `axis=1`, are always 13 + 13 numbers, and so recordings become rows of one matrix.
#
# The hard step is not the training but what may be known when. Mean and spread belong to the model, just like the weights: they are measured on the training words, and then the new words are put on the same ruler. If the new ones were standardised by themselves, a single new word would be 0 / 0 everywhere; and if old and new are measured together, the test leaks into the training, though no label was touched. The share that is right hardly shows it, which is why it is so easily overlooked.
#
# The rest is unit 2. `np.eye(10)[digits]` makes the targets, and shares minus targets over N is the gradient of the scores. Because all columns now vary by about 1, a rate of 0.5 does no harm, and 200 steps over all words suffice; on the raw numbers the same 200 steps fall far behind. `layers.Linear` with Adam is another right way.

# %% predict="what_summary_loses"
# Four summaries of the same MFCC: means; means and deviations; means of the first, second and last third; a bag of frames with 64 centres. Which one is best on new speakers?
#
# - (a) The bag, because it has the most numbers
#   wrong: It describes *which* sounds occur in much detail, but it would be the same for the word backwards.
# - (b) Means and deviations
#   wrong: They beat the means alone, but of *what came first* they know nothing.
# - (c) The thirds
#   right: It is the only one of the four that knows an order, and words are sounds in an order.

# %%
for name, (size, old, new) in coefficients.summary_table(speech, 500, 200).items():
    print(f"{name:30} {size:3} numbers   old speakers {old:4.0%}   new speakers {new:4.0%}")

# %% [markdown]
# Two lessons. On voices it knows the machine seems nearly perfect; on new ones it is not, and only that counts. And the thirds beat the others with ease. A mean, a deviation, a bag of frames are the same for a word and for the word backwards.
#
# ### A deep net, tuned piece by piece
#
# Matrix, bend, matrix, bend, matrix; k-means adds a matrix and a bend; pooling; and a matrix: the pipeline *is* a deep network. But each stage was made good by itself. The mel bands do not know that digits are to be told apart, k-means does not know the labels, and only the last stage ever sees a mistake. Backpropagation could tell all of them. Training everything
# together, for the task, is called **end to end**.

# %% collapsed
rows = {
    "tuned piece by piece": [*samples, *by_hand],
    "end to end": [*samples, ("matrix,\nbend", "learnt"), ("matrix,\nbend", "learnt")]
    + [("matrix", "learnt"), ("matrix,\nbend", "learnt"), ("pooling", "made by hand")]
    + [("matrix", "learnt")],
}
plots.show(
    chains(rows),
    "Above, the pipeline with most stages made by hand; below, the same chain of matrices, bends "
    "and pooling with every matrix learnt.",
)

# %% [markdown]
# ### What if there are few labels?
#
# Why then did anybody ever do it piece by piece? Because feature design needs an expert, but feature learning needs data. Let us see how much. We count the share of new speakers' words that a softmax regression gets right, against the number of *labelled* words it learns from, five times with other words. Its input is one of four:
#
# - *26 numbers*: the means and deviations of the pipeline, designed by hand;
# - *thirds*: the means of three thirds, 39 numbers, designed by hand as well;
# - *picture*: the log-mel picture, 16 frames of 32 bands;
# - *40 directions*: principal directions of such pictures, learnt from 500 words *without* their labels.

# %% predict="few_labels"
# There are only 20 labelled words, two of each digit, but 500 without labels, from which the 40 directions were learnt. Do they beat the picture of 512 numbers that they were made from?
#
# - (a) Yes, clearly: 512 numbers cannot be learnt from 20 words
#   wrong: That is what one hopes. But the directions say what *varies* most, loudness and voice among it, and nobody has told PCA that it is the words that matter.
# - (b) No
#   right: Where labels are few they are worse than the picture, and with hundreds of labels about level: standardising makes the small directions, which are mostly noise, as large as the first.
# - (c) They are equal to the last percent, because PCA loses nothing
#   wrong: It keeps most of the variance, and what it does lose or turn round changes what 20 examples can teach.

# %%
counts = (20, 50, 150, 450)
curves = coefficients.label_curves(speech, counts, 500, 200)
plots.show(*label_counts.draw(curves, counts))

# %% [markdown]
# What helped is *knowledge*: that the order matters, which is in the thirds and in the picture, and not in the 26 numbers. That is what design can do. The hope that many sounds without labels teach a net what sounds are like, so that a few labels suffice and it overfits less, is called *unsupervised pre-training*; a linear method like PCA does not fulfil it here, and unit 13 asks again with
# deeper ones, which learn features of features of features, a *hierarchy*.
#
# The features that took decades to design are bends upon bends. Can a machine learn such features from the sounds themselves, if it is told its mistakes? It can: that is what the next two units are about.
#
# **The challenge.** On 200 words of new speakers a softmax regression with means of three thirds is right as often as the table above says. Beat it by 2 points, with any features of this unit and at most 100 numbers a word: `coefficients.challenge(speech, summary)` trains and judges, where `summary(M)` makes a vector of the MFCC `M`, shape (13, T). Deltas are cheap, and
# so is asking what in a coefficient belongs to the speaker and not to the word. Choose by the old speakers, not by the new ones (unit 6).

# %%
print(f"{coefficients.challenge(speech, coefficients.in_order):.0%} on new speakers")

# %% [markdown]
# ### The chord that speaks
#
# Last, something to play to a friend. You have named the chord of a guitar, and you have taken the tube off a voice. So put the one through the other: your `linear_prediction` finds, frame by frame, what the mouth does, and in the place of the buzz sounds the chord that your `name_chord` has named.
#
# Then turn the dials: `order=2` makes the tube a mumble, `order=40` lets the old voice in; other chords (`"C"`, `"F#m"`) go as well, and `talking_chord.speak` takes any sound of yours (`audio.record()`).

# %%
*_, chord = folded(strings["E minor 9"])
audio.play(talking_chord.count(speech, chord, mine.linear_prediction), sr, title=f"{chord} counts")

# %% [markdown]
# ## Quiz
#
# ### Exercise 20 · `features_quiz` · ●●○ · 12 min
#
# Put a letter in the place of each `"?"`.
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
# - (a) to learn from all recordings what sounds are like, and then overfit the labels less
# - (b) to need no labels at all
# - (c) none: recordings without labels do harm
# - (d) that learnt features need no data
#
# **far** · What happens to the distances between random points in very many dimensions?
#
# - (a) they shrink, because there is more room
# - (b) nothing
# - (c) all of them become nearly equal
# - (d) half of them become 0
#
# **louder** · Every sample is multiplied by 2. Which stay as they are? There may be several: `"a, b"`.
#
# - (a) the zero-crossing rate
# - (b) the RMS
# - (c) the spectral centroid
# - (d) the spectral flatness
#
# **frame** · How long is a frame of 512 samples at 16,000 Hz? Write a number and its unit, such as `"2.5 s"`; s, ms, Hz and kHz are known.
#
# <details><summary>Hint 1</summary>
#
# **far** is in 7.1 and **order** in 7.3; **linear** takes 7.3 and 7.6; **design**, **learnt**, **parts** and **bag** are in 7.7, **whole** and **few** in 7.8. For **louder**, look at the formulas in 7.2 and 7.4; **frame** is a division.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **louder**, put $2y$ into each formula: if the 2 can be cancelled, or if only signs are asked for, the feature stays. For **linear**, look for a stage that is nothing but a matrix, with no bend behind it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **order**: the bands add up *power*, the logarithm is the ear's ruler for what came out of them, and the cosines come last. For **frame**: how long is one sample, and how long are 512?
# </details>

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
    "far": "?",
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
    "far": "c",
    "louder": "a, c, d",
    "frame": "32 ms",
}
### END SOLUTION

# %% check="features_quiz"

# %% explained="features_quiz"
# **design** · They are neither slow nor random, and there are some for music, too; but nobody knows beforehand which formula a new task needs, and for speech it took decades to find out.
#
# **order** · The bands add up *power*, so the power comes before them; the logarithm is the ear's ruler for what they hold; and the cosines describe the curve of these levels, so they come last.
#
# **linear** · The Fourier transform of a frame is a matrix and nothing else, while the RMS squares and the other two have a logarithm inside.
#
# **parts** · PCA's directions are perpendicular, and one may take away what another has put in; in NMF nothing is below 0, so its parts can only add. Neither looks at labels.
#
# **bag** · A histogram counts which centres occur, not when, so a word and the same word backwards have the same bag. The spectra are kept by the centres, and any length will do.
#
# **learnt** · In feature *learning* the data choose the transformation; an expert who tries formulas is designing, and deleting features makes no new ones.
#
# **whole** · Engineers chose the bands and k-means saw no label, so each stage was made good by itself, and only the classifier at the end was ever told a mistake.
#
# **few** · The hope is that a thousand recordings show what sounds are like, so that the fifty labels have less left to teach and are overfitted less. Some labels are needed all the same, or else nothing has a name.
#
# **far** · A squared distance is a sum of very many differences, and such sums hardly vary from pair to pair.
#
# **louder** · The signs do not change, so the crossings stay; in the centroid the 2 cancels out of the shares; both means of the flatness grow by the same factor, so their ratio stays. Only the RMS doubles.
#
# **frame** · One sample lasts 1/16,000 s, so 512 of them last 0.032 s, which is 32 ms. The other way round, 31.25 is how many such frames fit into a second.

# %% [markdown]
# ## What to remember
#
# - A feature keeps what matters and throws the rest away; where dimensions are many, neighbours mean nothing, so few good numbers beat many raw ones.
# - MFCC: window and Fourier, power, mel bands, logarithm, cosines; matrix, bend, matrix, bend, matrix. A short window knows when, a long one knows which.
# - Twelve notes name a chord, eight numbers describe a timbre; cepstrum and linear prediction take a voice apart into source and filter.
# - Homogeneous and additive: matrices are, the features of sound are not. They need bends.
# - PCA finds directions, NMF parts, k-means a codebook, all without labels; the classical pipeline is a deep network whose stages were tuned one by one. Measure it on people it has never met.

# %%
plots.show(*mfcc_stages.draw(six, sr, mel_filters=mine.mel_filters, log_dct=mine.log_dct))

# %%
what_you_predicted("u07")
mine.show("u07")

# %% [markdown]
# Every weight in this picture was written by hand, for speech. Could a small window with *learnt* weights slide over a sound instead? That is the next unit.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D05–D11, D13); J. Nam, *Deep learning: intro* (J01–J05); B. Pardo, *Deep learning and audio* (P29); M. Grachten, *A very brief overview of deep learning* (G04). S. Davis and P. Mermelstein, "Comparison of parametric representations for
# monosyllabic word recognition", *IEEE Trans. ASSP* 28, 1980. M. Slaney, *Auditory Toolbox*, Interval Research, 1998. K. Jensen, *Timbre models of musical sounds*, 1999. B. Bogert, M. Healy and J. Tukey, "The quefrency alanysis of time series for echoes", 1963. J. Makhoul, "Linear prediction: a tutorial
# review", *Proc. IEEE* 63, 1975. H. Hermansky, "Perceptual linear predictive (PLP) analysis of speech", *J. Acoust. Soc. Am.* 87, 1990. D. Lee and H. Seung, "Algorithms for non-negative matrix factorization", *NIPS* 2000. S. Lloyd, "Least squares quantization in PCM", *IEEE Trans. Information Theory* 28, 1982. D. Griffin and J. Lim,
# "Signal estimation from modified short-time Fourier transform", *IEEE Trans. ASSP* 32, 1984. J. Brown, "Calculation of a constant Q spectral transform", *J. Acoust. Soc. Am.* 89, 1991. S. Furui, "Speaker-independent isolated word recognition using dynamic features of speech spectrum", *IEEE Trans. ASSP* 34, 1986. T. Fujishima, "Realtime chord recognition of musical sound", *ICMC* 1999. R. Bellman, *Adaptive control processes*, 1961. R. Shannon and others, "Speech recognition with primarily temporal cues", *Science* 270, 1995. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0); guitar and drone from the samples of Sonic Pi (CC0).
