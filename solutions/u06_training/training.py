# %% [markdown]
# # 6 · Training well
#
# At the end of this unit strangers say digits in a noisy room, and your net writes them down. You might think that nothing stands in the way of that any more: back-propagation says of every weight which way is down, so what is left to do? Three troubles are left. Knowing which way is down is not knowing how to get there in good time. Some nets never set off at all,
# and nothing tells you why. And those that arrive may have learnt their examples by heart. To mend these three is the craft of training, and nearly all the time that people spend with nets goes into it.
#
# **You will be able to** write the optimisers that everyone uses and say which failure each of them mends, examine a net that does not learn, start and
# normalise deep nets, hold a net back from memorising, and search for a recipe on a fixed budget.
#
# **You will hear** a descent that never arrives, a tone that has memorised its noise, one word in many disguises, and your own net taking dictation in a noisy room.
#
# Time: about 6 hours, in two sittings: 6.1 to 6.5 make a net learn, 6.6 to 6.11 make it useful for what is new. In a hurry? The backbone is 6.1, 6.3, 6.4, 6.6 and 6.8, and for what you leave out the course stands in. Before: [unit 5](../u05_backprop/backprop.ipynb).
# The mathematics you need is the gradient step of unit 2, mean and variance (the mean squared distance from the mean), and decibels (unit 0).
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import itertools
from functools import partial

import numpy as np

from dlaudio import init, layers, mine, optim, plots
from dlaudio.check import check
from dlaudio.networks import noisy_room, noisy_tone, sick_nets, unit_habits, word_trials
from dlaudio.networks.word_trials import net, train
from dlaudio.optim import Adam
from dlaudio.plots.drawings import (
    bar_table,
    batch_noise,
    batch_norm,
    dropout_masks,
    grid_and_dice,
    optimiser_paths,
    search_trials,
    seed_bands,
    signal_levels,
    unit_moves,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.train import EarlyStopping
from dlaudio.train import predict as use
from dlaudio.widgets import optimiser_race, penalty_shapes
from dlaudio.widgets.demo import demo

# %% recall="from_units_2_to_4"
# 1. Descent with one weight and curvature $\lambda$ multiplies the weight by $1 - \eta\lambda$ at each step. When does it explode?
#
# - (a) When $\eta\lambda > 1$.
#   wrong: Between 1 and 2 it jumps across the valley, but lands lower each time.
# - (b) When $\eta\lambda > 2$.
#   right: Then the factor is below $-1$, and each jump lands higher than it began.
# - (c) Never, if the gradient is exact.
#   wrong: The gradient is the slope where one stands; it does not know how soon the valley turns up again.
#
# 2. In a mini-batch there are 32 of 800 words. What is its gradient?
#
# - (a) An estimate of the gradient over all words.
#   right: Right on average, and noisy, because other words would have given another one.
# - (b) 25 times too small.
#   wrong: It is a mean over 32 words, not a part of a sum.
# - (c) The gradient over all words, only faster.
#   wrong: It leaves 768 words out.
#
# 3. What does a gradient check compare?
#
# - (a) The gradients of two nets.
#   wrong: There is only one net; its gradient is computed in two ways.
# - (b) The loss before a step with the loss after it.
#   wrong: That says whether a step helped, and a wrong gradient may help.
# - (c) A slope from back-propagation with the loss at two places close together.
#   right: $(f(w + h) - f(w - h)) / 2h$ knows nothing of the chain rule, so they agree only if the code is right.

# %% [markdown]
# ## 6.1 A descent that never arrives
#
# The first trouble can be heard without any net. A ball rolls down a long valley, 60 steps of plain gradient descent. Every step is a note: the lower the loss, the deeper the note. Out of 28 learning rates it has the best one.

# %%
optimiser_race.play("long", "SGD")

# %% [markdown]
# It falls quickly at first, and then it hardly moves, and none of the other 27 rates does better. What holds it back? You met the reason in unit 2. Across the valley the curvature is 50, along it 1. Take a rate of 0.03: each step multiplies the
# weight across by $1 - 0.03 \cdot 50 = -0.5$, so it jumps from side to side; and the weight along it by $1 - 0.03 \cdot 1 = 0.97$, so it creeps. One rate has to serve two directions that want quite different ones.
#
# (This plain step $w \leftarrow w - \eta\,g$, with gradient $g$ and learning rate $\eta$, is called **SGD**, *stochastic* gradient descent, because $g$ is mostly the mean over a mini-batch.)

# %% predict="larger_rate"
# It creeps, so we double the rate from 0.03 to 0.06. What happens?
#
# - (a) It arrives in half the steps.
#   wrong: Along the valley it would. But across it the factor becomes $1 - 0.06 \cdot 50 = -2$.
# - (b) It explodes.
#   right: Across the valley each step now doubles the distance. The steep direction sets the rate, and the flat one suffers.
# - (c) It jumps across more, but gets along faster all the same.
#   wrong: A factor of $-2$ across the valley doubles that weight at every step.

# %% [markdown]
# ### Momentum
#
# So a larger rate is no way out. But listen to what the ball has told us already. Looking at a single step, nobody can say whether it goes along the valley or across; looking back at ten steps, everybody can. Across the valley they go to and fro, to and fro, so that added up they would cancel. Along it they all point the same way, so that added up they would grow. Then why not add them up? Let the ball be heavy:
# its velocity $v$ remembers earlier gradients, and a share $\mu$ (*mu*, often 0.9) of it stays at every step:
#
# $$v \leftarrow \mu\,v + g, \qquad w \leftarrow w - \eta\,v, \qquad \text{at first } v = 0.$$
#
# By hand, with $\mu = 0.5$: gradients 1, 1, 1 give $v$ = 1, 1.5, 1.75, on the way to 2. Gradients 1, −1, 1 give 1, −0.5, 0.75: they stay small.

# %% predict="terminal_velocity"
# The gradient is 1 at every step, and $\mu = 0.9$. How large does $v$ become?
#
# - (a) 1.9
#   wrong: That is $v$ after two steps, and then it goes on growing.
# - (b) It grows without end.
#   wrong: The more there is, the more is lost: a tenth of $v$ at each step.
# - (c) 10
#   right: It stops growing where $v = 0.9\,v + 1$, so $v = 1/(1 - 0.9)$. In a straight valley momentum walks ten times as fast.

# %% [markdown]
# A heavy ball has one vice: it notices late that it should turn. *Nesterov's* variant looks one step ahead. It asks where the ball will be if the new velocity carries it on once more without a further push, and takes the gradient as if it were still the same there:
# so its step is $\eta$ times the velocity that one *more* update with the same $g$ would give.
#
# ### Exercise 1 · `momentum_step` · ●●○ · 12 min
#
# Write `momentum_step(w, g, v, lr, momentum, nesterov)` that takes one step and returns `w, v`, both new.
#
# - `w`, `g`, `v`: arrays of the same shape, any shape
# - `lr`, `momentum`: numbers, $\eta$ and $\mu$
# - `nesterov`: `True` or `False`; the returned `v` is the same in both cases
#
# For example, from `w = 1`, `g = 2`, `v = 6` with `lr = 0.1`, `momentum = 0.5`, the new `v` is 5 and the new `w` 0.5. With Nesterov `w` is 0.55: one more update would make 4.5 of 5.
#
# <details><summary>Hint 1</summary>
#
# Renew `v` first. What would a second update with the same `g` make of the new `v`?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The step is along `v`, or with Nesterov along `g + momentum * v` with the new `v`, which is not kept.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `v = momentum * v + g`, and then `w - lr * (g + momentum * v if nesterov else v)`.
# </details>


# %% exercise="momentum_step"
def momentum_step(w, g, v, lr, momentum, nesterov):
    ### BEGIN SOLUTION
    v = momentum * v + g
    return w - lr * (g + momentum * v if nesterov else v), v
    ### END SOLUTION


# %% check="momentum_step"

# %% explained="momentum_step"
# The velocity is renewed first, because the ball must feel the slope where it stands; then it moves. In the example $v = 0.5 \cdot 6 + 2 = 5$, and $w = 1 - 0.1 \cdot 5 = 0.5$.
#
# Nesterov's step looks at what a second update with the same $g$ would make of the new $v$, which is $g + \mu v = 2 + 0.5 \cdot 5 = 4.5$, and walks along that. The look ahead is not kept, so the returned $v$ is 5 in both cases.
#
# Here $v$ is a sum and not a mean. Whoever weighs the new gradient with $1 - \mu$ walks only a tenth as far when $\mu = 0.9$. And whoever puts `lr` into $v$ gets 3.2 for it in the example.

# %% [markdown]
# Does it arrive now? Here are plain descent and momentum from above, with a dot for every step; the cross is the goal. If your `momentum_step` has passed, it is what walks here.

# %%
plots.show(*optimiser_paths.draw("long", "SGD", "momentum", kit=mine.layers))

# %% [markdown]
# Very nearly. Momentum overshoots and swings, and still it is some thousand times lower after 60 steps. The swings are the price of its memory: it knows where it has been going, but it has no idea that the valley is steep in one direction and flat in the other.
#
# ### A rate for each weight
#
# Could one give it that idea? If each weight had a rate of its own, small where gradients are large and large where they are small, the valley would look round, and a ball in a round bowl rolls straight to the bottom. But who sets all these rates? Each weight can find its own, by remembering how
# large its gradients were. Take their squares, so that signs do not matter, and divide by the root, so that units cancel:
#
# $$w \leftarrow w - \eta\,\frac{g}{\sqrt{s} + \varepsilon}.$$
#
# - **Adagrad** adds up: $s$ is the sum of all $g^2$ so far.
# - **RMSprop** forgets: $s$ is a *fading mean*. A share $\alpha$ of the old $s$ stays, and the new square gets the rest, $1 - \alpha$.
#
# The small $\varepsilon$ (*epsilon*) prevents a division by zero; here it stands outside the root. All is done entry by entry. By hand: take two weights with gradients 100 and 0.01 and empty memories. Adagrad
# divides the one by 100 and the other by 0.01, so both move by $\eta$, and a difference of 10,000 is gone.

# %% predict="adagrad_tires"
# The gradient is 1 at each of 10,000 steps. With $\eta = 0.1$, plain descent walks 1,000 units. How far does Adagrad walk?
#
# - (a) as far, since every gradient is divided by 1
#   wrong: The first one is. The second is divided by $\sqrt 2$, and the last one by $\sqrt{10{,}000}$.
# - (b) about 20
#   right: Step $t$ is $0.1/\sqrt t$ long, and these add up to about $0.2 \sqrt{10{,}000}$. Adagrad never forgets, so it tires. RMSprop was made for that.
# - (c) about 1
#   wrong: The steps shrink, but only like $1/\sqrt t$.

# %% [markdown]
# ### Exercise 2 · `scaled_steps` · ●●○ · 12 min
#
# Write `scaled_steps(w, g, s_sum, s_mean, lr, alpha, eps)` that takes one step of each from the same `w` and returns two pairs:
# `(w_adagrad, s_sum), (w_rmsprop, s_mean)`, all new arrays of the shape of `w`.
#
# For example, `w = 1`, `g = 3`, `s_sum = 16`, `s_mean = 9`, `lr = 0.5`, `alpha = 0.9`, `eps = 0`: Adagrad's memory becomes 25 and its `w` 0.7, RMSprop's memory
# stays 9 and its `w` becomes 0.5.
#
# <details><summary>Hint 1</summary>
#
# Two memories, then twice the same formula. Is it the old or the new memory by which you divide? The example decides.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Renew the memory first: the sum by adding $g^2$, the mean as $\alpha$ times the old one plus $1 - \alpha$ times $g^2$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `s_sum = s_sum + g**2`, `s_mean = alpha * s_mean + (1 - alpha) * g**2`, and `w - lr * g / (np.sqrt(s) + eps)` for each `s`.
# </details>


# %% exercise="scaled_steps"
def scaled_steps(w, g, s_sum, s_mean, lr, alpha, eps):
    ### BEGIN SOLUTION
    s_sum = s_sum + g**2
    s_mean = alpha * s_mean + (1 - alpha) * g**2
    adagrad, rmsprop = (w - lr * g / (np.sqrt(s) + eps) for s in (s_sum, s_mean))
    return (adagrad, s_sum), (rmsprop, s_mean)
    ### END SOLUTION


# %% check="scaled_steps"

# %% explained="scaled_steps"
# Both renew their memory and then divide by its root; they differ in the memory alone, so one line serves for both. Why by the *new* memory? At the first step the old one is 0, and a division by $\varepsilon$ would throw the weight off at once. With the new one Adagrad's first step is $g/\sqrt{g^2}$, hence $\eta$ long, whatever the gradient. And the root makes the units cancel: $s$ counts squares of gradients.
#
# Both start from the same `w`, so the name is not overwritten between them. In the example $16 + 9 = 25$, and $1 - 0.5 \cdot 3/5 = 0.7$.
#
# The slip that the example cannot show is $\alpha$ on the wrong side: RMSprop's old memory and $g^2$ are both 9 there, so any mixture of them is 9.

# %%
plots.show(*optimiser_paths.draw("long", "Adagrad", "RMSprop", kit=mine.layers))

# %% [markdown]
# Adagrad makes the valley round and is there in a few steps, though its first step is as long as its rate in both directions, and so leaves the picture. RMSprop is nearly there, and then it *leaps away*: near the goal gradients are tiny, it forgets that they were ever large, and divides by almost nothing.
#
# One could be content with that: a round valley, and the goal within reach. So let us be unkind, and turn the valley a little. Nothing else changes.

# %% predict="turned_valley"
# The same valley, turned by 29 degrees. Who suffers most?
#
# - (a) momentum, as it has to turn too
#   wrong: Velocity is a vector, and rolls in any direction equally well.
# - (b) Adagrad and RMSprop
#   right: Now both weights have large gradients, across the valley, so both get the same small rate. A rate for each weight helps only where the valley lies along the axes.
# - (c) all of them alike
#   wrong: SGD and momentum do not know where the axes are.

# %%
plots.show(
    *optimiser_paths.draw("long and turned", "momentum", "Adagrad", "RMSprop", kit=mine.layers)
)

# %% [markdown]
# ### Adam
#
# Put the two failures side by side. Momentum rolls in any direction, but cannot tell steep from flat; RMSprop evens out steep and flat, but only along the axes, and near the goal it leaps. Each has what the other lacks, so the next idea is not hard to guess. *Adam* takes both: a fading mean $m$ of the gradients, which rolls, and one, $s$, of their squares, which scales:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\,g, \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\,g^2, \qquad w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat s} + \varepsilon}.$$
#
# What are the hats for? They mend a fault of the start. Let $\beta_1 = 0.9$ and the first gradient be 50. Then $m = 0.1 \cdot 50 = 5$, a tenth of what it ought to be, because the other nine tenths are the zero it began with.
# After two gradients of 50, $m = 9.5$. What are the shares of all gradients seen so far, added up? After one step $0.1 = 1 - 0.9$; after two $0.19 = 1 - 0.9^2$; after $t$ steps you can say it yourself. $\hat m$ is $m$ divided by that
# sum of shares, and $\hat s$ is $s$ divided by its own.

# %% predict="first_adam_step"
# Adam takes its very first step with a rate of 0.01. The gradient is 50 for one weight and 0.002 for another. How far do they move ($\varepsilon$ is tiny)?
#
# - (a) both by about 0.01
#   right: $\hat m = g$ and $\hat s = g^2$, so what is left is the sign of $g$. That is why one rate does for many nets.
# - (b) by 0.5 and by 0.00002
#   wrong: That is plain descent.
# - (c) both by about 0.03
#   wrong: So it would be for RMSprop, whose memory holds only a tenth of $g^2$ at the first step: $1/\sqrt{0.1} = 3.2$ times too far. Adam divides that out.

# %% [markdown]
# ### Exercise 3 · `adam_step` · ●●○ · 15 min
#
# Write `adam_step(w, g, m, s, t, lr, beta1, beta2, eps)` that takes step number `t` (the first is 1) and returns the new `w, m, s`. The memories are
# returned as they are, without the hats.
#
# For example, the first step from `w = 1` with `g = 50`, `m = s = 0`, `lr = 0.01`, `beta1 = 0.9`, `beta2 = 0.999`, `eps = 0`: `m` is 5, `s` is 2.5, and `w` 0.99.
#
# <details><summary>Hint 1</summary>
#
# Renew both memories. By what do you divide so that $m = 5$ gives 50 again, and at the second step 9.5 too?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The shares add up to $1 - \beta^t$, with $\beta_1$ for $m$ and $\beta_2$ for $s$. Put the corrected values under new names.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `mean, square = m / (1 - beta1**t), s / (1 - beta2**t)`, and the step is `lr * mean / (np.sqrt(square) + eps)`.
# </details>


# %% exercise="adam_step"
def adam_step(w, g, m, s, t, lr, beta1, beta2, eps):
    ### BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    mean, square = m / (1 - beta1**t), s / (1 - beta2**t)
    return w - lr * mean / (np.sqrt(square) + eps), m, s
    ### END SOLUTION


# %% check="adam_step"

# %% explained="adam_step"
# The hard step is the divisor of the hats. At every step the old $m$ keeps the share $\beta_1$, so the newest gradient counts with $1 - \beta_1$, the one before with $(1 - \beta_1)\beta_1$, and so on. The shares of $t$ gradients add up to $(1 - \beta_1)(1 + \beta_1 + \dots + \beta_1^{t-1})$. Multiplied out, all terms cancel but the first and the last, and $1 - \beta_1^t$ is left. So dividing by that makes a true mean, and the same holds for $s$.
#
# The corrected values get names of their own, because the memories go on without the hats: a corrected value that was kept would be corrected again in the next round. In the example $\hat m = 50$ and $\hat s = 2{,}500$, so the step is 0.01. With $s$ left at 2.5 it would be about thirty times as long.

# %% [markdown]
# Now all six race, one in each panel (BFGS is explained below). Move the step, and try the other valleys. After that you hear five of them, one after the other.

# %%
demo(optimiser_race.draw, title=optimiser_race.TITLE, controls=optimiser_race.CONTROLS)

# %%
optimiser_race.play("long and turned", "SGD", "momentum", "Adagrad", "RMSprop", "Adam")

# %% [markdown]
# Adam is never the first here. Momentum with the best of 28 rates beats it in all three valleys. Why then does nearly everyone begin with Adam? Because nobody gives you the best of 28 rates. Here are spoken digits, 48 numbers each: how loud 12 frequency bands are in
# each quarter of the word. Now suppose that somebody gets these numbers 10 or 100 times too small, and leaves the rates as they were.

# %%
print(word_trials.words())
movers = {"SGD": partial(optim.SGD, lr=0.3), "Adam": partial(mine.layers.Adam, lr=0.003)}
sizes = {"as they are": 1, "10 times too small": 0.1, "100 times too small": 0.01}
left = word_trials.losses_left(net, movers, sizes, epochs=15)
plots.show(*bar_table.draw(left, form="{:.2f}", what="loss after 15 epochs"))

# %% [markdown]
# With good numbers SGD is ahead. With small ones it hardly begins (a guess among ten costs $\ln 10 = 2.30$), while Adam suffers less. That is Adam's gift: it is seldom the best, but it is hard to get quite wrong, and with a new net that is worth more than winning a race.
#
# ### To read: the runner that wins
#
# The sixth runner beat them all, except in the long valley, which lies along Adagrad's axes, and it was not even out of breath. What does **BFGS** know that the others do not? It learns how the valley *bends*. Take one weight: if the gradient changes by $c$ over a step $d$, the curvature is $c/d$, and the bottom of a parabola lies $g\,d/c$ back. So step by the inverse curvature times $g$. With $D$ weights the inverse curvature is a matrix $H$ of shape
# (D, D), and after each step BFGS mends it so that it explains the last change, $H c = d$ (the *secant law*), and otherwise changes as little as possible. That is why it wins, and also why you will not use it: it needs $D^2$ numbers and exact gradients, without the noise of mini-batches. For a hundred weights that is right, for
# a million hopeless. (*L-BFGS* keeps only the last few steps and makes $H$ of them when it is needed; it is used where all data fit into one batch.) The letters are Broyden, Fletcher, Goldfarb and Shanno, 1970.
#
# **Adadelta** asks for no rate. It is RMSprop with $\eta$ replaced by the root of a fading mean of its own squared steps: it walks about as far as it has been walking. `optim.Adadelta` has it.
#
# ### Weight decay, and AdamW
#
# Often one wants weights to shrink a little at every step (6.6 says why). With plain descent it makes no difference whether one adds $\lambda w$ to the gradient, or takes the share $\eta\lambda$ off the weight: the two are the same line of algebra. With Adam it does.

# %% predict="decay_in_adam"
# $\lambda w$ is added to the gradient, and Adam divides by the size of the gradients. Two weights are equally large, but the first has a hundred times larger gradients. Which one is shrunk more?
#
# - (a) the first, as its gradients are larger
#   wrong: Adam divides by their size, and its $\lambda w$ is divided too.
# - (b) both alike, as $\lambda w$ is the same
#   wrong: It is the same when it is added. Then it is divided.
# - (c) the second
#   right: Its $\lambda w$ is divided by less. So the weights that matter most are held back least. *AdamW* takes the share off the weight itself, beside Adam's step: all alike.

# %% [markdown]
# In two lines, **AdamW** is $w \leftarrow (1 - \eta\lambda)\,w$, and then Adam's step without any $\lambda$. It is what most large nets are trained with today.
#
# ## 6.2 A rate that changes, and the size of a batch
#
# The ball had an advantage over a net: its gradient was exact. A gradient from 32 words is noisy, as if somebody kept nudging the ball. So with a fixed rate the net is soon near a minimum and then dances around it, the wider, the larger the rate. A small rate would settle, but it takes for ever to get there. Do we have to choose? No, because nothing says that the rate must stay what it is: begin large and end small. That is a **schedule**.
#
# And at the very start? The weights are random, gradients are wild, and Adam's $s$ has seen almost nothing. A first leap at the full rate can throw a deep net so far off that it never comes back. So *warm up*: let the rate grow over the first steps, as a singer does not begin with the highest note.

# %%
rates = np.array([mine.learning_rate(step, 100, 0.03, 10) for step in range(100)])
text = {"xlabel": "step", "ylabel": "learning rate"}
plots.show(
    plots.curve(rates, **text), "The rate grows over 10 steps, then falls along half a wave."
)

# %% [markdown]
# ### Exercise 4 · `learning_rate` · ●●○ · 10 min
#
# Write `learning_rate(step, n_steps, lr, warmup)` that returns the rate of step number `step`, a number. The first step is 0, the last `n_steps - 1`.
#
# - in the first `warmup` steps the rate grows along a line, by the same amount each time; the last of them has `lr` itself
# - then it falls along half a wave of a cosine, which starts from `lr` at step number `warmup` and would be 0 at step number `n_steps`
# - `warmup` may be 0: then there is only the fall
#
# For example, `lr = 0.8`, `warmup = 4` and `n_steps = 12` give 0.2, 0.4, 0.6, 0.8 for the first four steps, and again 0.8 for step 4; half of the fall is over at step 8, with 0.4.
#
# <details><summary>Hint 1</summary>
#
# Two cases. In the second: which share of the fall is over at `step`? It is 0 at `warmup` and 1 at `n_steps`.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The cosine goes from 1 to −1 while its angle goes from 0 to π. Move it up by one and halve it, and it goes from 1 to 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `lr * (step + 1) / warmup`, else with `share = (step - warmup) / (n_steps - warmup)` it is `lr * (1 + np.cos(np.pi * share)) / 2`.
# </details>


# %% exercise="learning_rate"
def learning_rate(step, n_steps, lr, warmup):
    ### BEGIN SOLUTION
    if step < warmup:
        return lr * (step + 1) / warmup
    share = (step - warmup) / (n_steps - warmup)
    return lr * (1 + np.cos(np.pi * share)) / 2
    ### END SOLUTION


# %% check="learning_rate"

# %% explained="learning_rate"
# Step 0 is a step already, so the warm-up counts `step + 1`; with `step` alone the first one would be wasted on a rate of 0.
#
# In the fall, `share` says how much of it is over: 0 at `warmup`, 1 at `n_steps`. The cosine of $\pi$ times that goes from 1 to −1, and lifted by one and halved it goes from 1 to 0. If `warmup` is 0, the first case never holds, so nobody divides by 0.
#
# A fall that is counted from step 0 makes the rate jump down where the warm-up ends: to 0.6 in the example, where 0.8 should stand. Another way to write it is `lr` times the square of the cosine of half the angle.

# %% [markdown]
# Does it help? Here is a net with six hidden layers and Adam, at a rate of 0.03, from three starts: the line is their mean, the band goes from best to worst.

# %%
fall, warm = optim.cosine_decay(0.03), word_trials.warmed_up(mine.learning_rate, 0.03)
runs = {"fixed": None, "half a cosine": fall, "warm-up, then half a cosine": warm}
six, adam = partial(word_trials.deep, depth=6), partial(mine.layers.Adam, lr=0.03)
losses = {k: word_trials.curves(six, adam, epochs=15, schedule=s, what=k) for k, s in runs.items()}
plots.show(*seed_bands.draw(losses))

# %% [markdown]
# With the fixed rate the loss stops falling and dances; whoever slows down gets several times lower. The warm-up hardly matters at this rate. Its use is seen where the rate is bolder. Take three times the rate, and the very first epoch:

# %%
bold, growing = partial(mine.layers.Adam, lr=0.1), optim.linear_decay(0.0, 0.1)
for name, schedule in (("at once", None), ("grown from 0", growing)):
    first = word_trials.curves(six, bold, epochs=1, schedule=schedule, what=name)
    print(f"rate {name}: mean loss of the first epoch {first.mean():.1f}; a guess costs 2.3")

# %% [markdown]
# Without the warm-up the first epoch costs far more than guessing: the net was thrown off before it had learnt anything.
#
# ### How many words a step?
#
# If the net dances because its gradients are noisy, could one not make the noise smaller? A mini-batch of $B$ words gives an estimate of the gradient. How far is it from the truth?

# %% predict="four_times_the_batch"
# We take four times as many words in a mini-batch. What becomes of the noise in its gradient?
#
# - (a) It is a quarter.
#   wrong: Errors of single words partly cancel, but not so well: a mean of $B$ numbers scatters by $1/\sqrt B$.
# - (b) It is a half.
#   right: $1/\sqrt 4$. So four times the work buys half the noise, and that is why batches stay small.
# - (c) It stays, as the words are as noisy as before.
#   wrong: Each is; their mean is not.

# %%
sizes = (1, 4, 16, 64, 256)
plots.show(*batch_noise.draw(sizes, word_trials.gradient_noise(sizes)))

# %% [markdown]
# With one word the noise is several times as large as the gradient itself; each factor of four halves it. So large batches take few good steps, and small ones many rough steps. Which is better? With the same number of *epochs* the rough ones win by far:

# %%
sgd, runs = partial(optim.SGD, lr=0.1), {}
for b in (4, 32, 400):
    runs[f"{b} words"] = word_trials.curves(net, sgd, epochs=8, batch_size=b, what=f"{b} words")
plots.show(*seed_bands.draw(runs))

# %% [markdown]
# Why not always one word, then? Because counting epochs is not counting seconds: 32 words together cost a computer hardly more than one, since a product of matrices is fast. So take the largest batch that is still cheap; and as its gradient is less noisy, it bears a larger rate.
#
# ## 6.3 Where to start
#
# By now we can walk well. But the best walker is of no use if the first step fails, and the second trouble, a net that does not set off, often begins right there: with the weights one starts from. Does their size matter so much? Send noise through ten layers of ReLU units and measure how loud it is after each. Only the size of the first weights differs.

# %% predict="half_of_he"
# With the right size the level stays the same over ten layers. We halve all weights. What is left after ten layers?
#
# - (a) a half
#   wrong: That is left after the first layer. The next one halves it again.
# - (b) a twentieth
#   wrong: Layers multiply, they do not add.
# - (c) a thousandth
#   right: $1/2^{10} = 1/1024$. And the gradient fares the same on its way back.

# %%
plots.show(*signal_levels.draw(mine.initial_weights))

# %% [markdown]
# So there are *two* ways to lose a gradient. In unit 5 all weights had the right size, and it was the sigmoid's slope, at most ¼, that wore the gradient down. Here the units are ReLU, whose slope where they are on is 1, and it is the size of the weights.
#
# Which size is right? A unit adds up $D$ inputs, each times a random weight. Independent terms add their powers (mean squares), so the sum has $D \cdot \mathrm{Var}(w)$ times the power of one input. ReLU throws away half of that.
#
# - For **ReLU** (He and others, 2015), choose $\mathrm{Var}(w)$ so that the power stays the same. You can solve that in your head.
# - For **tanh** (Glorot and Bengio, 2010; "Xavier", after Glorot), nothing is thrown away, because near 0 tanh has the slope 1. On the way there $D$ inputs are added up, so one wants $1/D$; on the way back the $M$ outputs are, so one wants $1/M$. They take
#   one over the *mean* of $D$ and $M$. (For the sigmoid this does not hold: its slope at 0 is ¼, and its outputs are all positive.)
#
# The mean of the weights is 0, and so is every bias.
#
# ### Exercise 5 · `initial_weights` · ●●○ · 10 min
#
# Write `initial_weights(D, M, kind, rng)` that returns random weights, shape (D, M), for a layer with D inputs and M outputs.
#
# - `kind`: `"relu"` or `"tanh"`
# - `rng`: the generator to draw from; every call gives new weights
#
# For example, `initial_weights(200, 50, "relu", rng).std()` is near 0.1, and for `"tanh"` near 0.089.
#
# <details><summary>Hint 1</summary>
#
# For ReLU half of $D \cdot \mathrm{Var}(w)$ should be 1. For tanh: one over $(D + M)/2$.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rng.normal(size=(D, M))` has variance 1. Multiplying by a number multiplies the variance by its square.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The variance is `2 / D` or `2 / (D + M)`; multiply the normal numbers by its root.
# </details>


# %% exercise="initial_weights"
def initial_weights(D, M, kind, rng):
    ### BEGIN SOLUTION
    variance = 2 / D if kind == "relu" else 2 / (D + M)
    return rng.normal(size=(D, M)) * np.sqrt(variance)
    ### END SOLUTION


# %% check="initial_weights"

# %% explained="initial_weights"
# A sum of $D$ independent terms has $D \cdot \mathrm{Var}(w)$ times the power of one input. ReLU cuts off the negative half of a sum that is as often negative as positive, and with it half of the power. So $D \cdot \mathrm{Var}(w)/2 = 1$ keeps the level, which gives $2/D$. For tanh the variance is one over the mean of D and M, that is $2/(D + M)$.
#
# Multiplying numbers by $c$ multiplies their variance by $c^2$, therefore the root. For ReLU and $D = 200$ the variance is 0.01 and the spread 0.1; whoever forgets the root gets a spread of 0.01. An even distribution does as well, between limits that are $\sqrt 3$ times the spread.
#
# Draw from the `rng` that is given: a generator made inside would give every layer of a shape the same weights.

# %% [markdown]
# ### Bad minima?
#
# Two starts of the right size still lie in different places, and the loss of a net has many minima. For a long time people feared that most of them are poor, and that a net falls into the nearest one and stays there. Is it so? Here are nets with 4 hidden units and with 64, from four starts each.

# %% predict="narrow_nets"
# After 60 epochs the losses of the nets with 4 units are still high, about 0.3 to 0.5, and a hundred times those of the wide ones. Why?
#
# - (a) Each is caught in a poor minimum.
#   wrong: It looks like it, and it was long believed. Go on training and see.
# - (b) Four units cannot tell 200 words apart.
#   wrong: They nearly can, as you will see.
# - (c) They have not arrived yet.
#   right: With few units every step does less. Five times the epochs, and the loss of most of them is many times lower.

# %%
small, how = partial(optim.Adam, lr=0.01), {"n": 200, "seeds": 4, "batch_size": 50}
narrow = word_trials.curves(partial(net, hidden=4), small, epochs=300, what="narrow", **how)
wide = word_trials.curves(partial(net, hidden=64), small, epochs=60, what="wide", **how)
plots.show(*seed_bands.draw({"4 hidden units": narrow, "64 hidden units": wide}, log=True))

# %% [markdown]
# They were slow, not caught: the narrow nets are still falling after 300 epochs. The wide ones all end low, and soon. As a rule a net with room to spare gets far down from nearly every start. Real traps exist all the same, as for XOR with two hidden units in unit 5. Where starts differ, compare recipes over several of
# them; one run tells little.
#
# ### Which unit learns fastest?
#
# One choice is left before the start, the bend itself. Unit 5 measured what becomes of a gradient that goes back through sigmoids. Does it show in how fast a net learns? Here are nets with three hidden layers, at one rate:

# %%
units = (layers.Sigmoid, layers.Tanh, layers.ReLU, layers.LeakyReLU)
deep = {unit.__name__: partial(word_trials.deep, unit=unit) for unit in units}
runs = {k: word_trials.curves(make, sgd, epochs=15, what=k) for k, make in deep.items()}
plots.show(*seed_bands.draw(runs))

# %% [markdown]
# The sigmoid's slope is at most ¼, and three of them in a row leave little of the gradient. A ReLU passes it on whole where it is on; where it is off it passes nothing, while the leaky one passes a tenth. (The two curves nearly hide each other.) Nets for speech and pictures have used ReLU and its
# relatives, leaky ReLU, PReLU and maxout, since about 2011.

# %% [markdown]
# ## 6.4 It does not learn: what now?
#
# So far everything learnt, sooner or later. In practice one writes a net, starts it, and nothing happens; and there is no error message, because a net with a fault is still a net. But the faults are nearly always the same few, so do not stare at the code: *examine the patient*, as a doctor does who has seen a hundred of them. Here is a healthy one.

# %%
plots.show(*sick_nets.draw("healthy", mine.checkup))

# %% [markdown]
# The four pictures give five readings; the first two are both in the picture on the left.
#
# 1. **The first loss.** A net that knows nothing should guess. Among $C$ classes a guess costs $\ln C$: for ten digits 2.30 (the dotted line). A little above is normal at a random start; 10 or 20 means that the net is *sure* of nonsense, because its last weights are too large.
# 2. **The curves.** Flat means that nothing moves. A leap upwards, or `nan`, means that the rate is too high. A smooth crawl means that it is too low.
# 3. **Twenty words.** Take so few that any net can memorise them. If it cannot do even that, the fault is in the net or in the steps; if it can, look at the data.
# 4. **How often is each unit on?** A ReLU that is off for *every* word is **dead**: its slope is 0, so no step will ever wake it.
# 5. **Step over weight.** How long is one step, measured by the length of the weights? From 1/1000 to a few hundredths is healthy (the green band); a millionth is standing still, and half the length would be throwing dice.
#
# The second reading deserves a picture of its own, because the rate spoils more trainings than anything else. Here is the net of one hidden layer with four rates of plain descent, three starts each:

# %%
runs = {
    rate: word_trials.curves(net, partial(optim.SGD, lr=lr), epochs=15, what=rate)
    for rate, lr in {f"rate {lr:g}": lr for lr in (0.001, 0.03, 1, 2)}.items()
}
plots.show(*seed_bands.draw(runs, log=True))

# %% [markdown]
# A rate of 0.001 crawls: after 15 epochs the net is about where a guess would be. With 0.03 it learns, and with 1 it learns far better still. And with 2 the loss leaps up in the very first epoch and never comes back (the curve is cut off at 1,000). The best rate often lies close below the one that breaks the net, so one may raise it by factors of 3 until that happens, and then go back by one or two.

# %% predict="memorises_twenty"
# A net memorises 20 words without trouble. On all words its training loss falls too, slowly. But on new words it is right one time in ten. What is the likeliest fault?
#
# - (a) The learning rate is too low.
#   wrong: Then it would not have memorised 20 words either.
# - (b) The labels do not belong to the words.
#   right: For instance, one of the two lists was shuffled and the other was not. Anything can be memorised, but there is nothing to be learnt for new words.
# - (c) Half of the units are dead.
#   wrong: The other half learns as usual, and would be right far more often than a guess.

# %% [markdown]
# ### Exercise 6 · `checkup` · ●●○ · 12 min
#
# Write the instrument. `checkup(logits, y, H, W, step)` returns three numbers, `excess, dead, ratio`:
#
# - `excess`: by how much the mean cross entropy is above what a guess costs
# - `dead`: the share of the units that are dead
# - `ratio`: the length of `step` over the length of `W`; the length of an array is the root of the sum of its squares
# - `logits`: shape (N, C), the outputs before softmax, possibly as large as 1,000; `y`: shape (N,), classes from 0; `H`: shape (N, units), what a hidden ReLU layer gives; `W`, `step`: shape (D, M), its weights and what one update adds to them
#
# For example, `logits = [[0, 0]]`, `y = [1]`, `H = [[0, 2, 0]]`, `W = [[3, 4]]`, `step = [[0, 0.05]]` (all arrays) give 0, 2/3 and 0.01.
#
# <details><summary>Hint 1</summary>
#
# The cross entropy from logits is in `softmax_top` of unit 5, without its gradient. What is $C$ here, and which axis of `H` are the words?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Subtract the largest logit of each row first. A unit is dead if its whole *column* is 0: `(H == 0).all(axis=0)`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `z = logits - logits.max(axis=1, keepdims=True)`, the losses are `np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]`; then their mean minus `np.log(logits.shape[1])`, and `np.linalg.norm(step) / np.linalg.norm(W)`.
# </details>


# %% exercise="checkup"
def checkup(logits, y, H, W, step):
    ### BEGIN SOLUTION
    z = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]
    excess = losses.mean() - np.log(logits.shape[1])
    dead = np.mean((H == 0).all(axis=0))
    return excess, dead, np.linalg.norm(step) / np.linalg.norm(W)
    ### END SOLUTION


# %% check="checkup"

# %% explained="checkup"
# The loss is made as in `softmax_top` of unit 5: the largest logit of each row is subtracted, so that nothing overflows, and the logarithm of the sum minus the right logit is what the row costs. The two index arrays in `z[np.arange(len(y)), y]` pick one number from each row. Guessing among C classes costs $\ln C$, and C is the number of *columns*.
#
# A unit is a column of `H`, and it is dead if it is 0 in every row; so `all(axis=0)` comes first, and the mean of these truth values is a share. Counting single zeros gives 2/3 in the example as well, because it has one word only; a healthy ReLU would then look half dead.
#
# Step and weights are compared by their lengths, so both get the root of a sum of squares: $0.05/5 = 0.01$.

# %% [markdown]
# ### Exercise 7 · `three_sick_nets` · ●●○ · 15 min
#
# **What is wrong here?** Ada, Ben and Cleo have the same layers as the healthy net, and each has one fault. Look at all three with your `checkup`, and compare with the healthy one.

# %%
plots.show(*sick_nets.draw("ada", mine.checkup))

# %%
plots.show(*sick_nets.draw("ben", mine.checkup))

# %%
plots.show(*sick_nets.draw("cleo", mine.checkup))

# %% [markdown]
# Not sure? Try a cure, and see whether the patient gets well. There are four: `"rate x 1000"`, `"rate / 1000"`, `"biases to 0"`, `"labels in order"`.

# %%
plots.show(*sick_nets.treat("ada", "rate / 1000"))

# %% [markdown]
# Put a letter in the place of each `"?"`. For example, `"ben": "a"` says that Ben has the first of the four faults in his list.
#
# **ada** · What ails Ada?
#
# - (a) the units of a hidden layer are dead
# - (b) the learning rate is far too high
# - (c) the labels do not belong to the words
# - (d) the learning rate is far too low
#
# **ben** · What ails Ben?
#
# - (a) the units of a hidden layer are dead
# - (b) the learning rate is far too high
# - (c) the labels do not belong to the words
# - (d) the learning rate is far too low
#
# **cleo** · What ails Cleo?
#
# - (a) the units of a hidden layer are dead
# - (b) the learning rate is far too high
# - (c) the labels do not belong to the words
# - (d) the learning rate is far too low
#
# <details><summary>Hint 1</summary>
#
# Begin with the twenty words: who cannot memorise even these?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two of them stand still, for different reasons. For whom is a step exactly 0, and for whom only tiny?
# </details>
#
# <details><summary>Hint 3</summary>
#
# The four cures belong to the four faults, one each. For each patient only one of them makes new words heard.
# </details>

# %% exercise="three_sick_nets"
three_sick_nets = {"ada": "?", "ben": "?", "cleo": "?"}
### BEGIN SOLUTION
three_sick_nets = {"ada": "a", "ben": "d", "cleo": "c"}
### END SOLUTION

# %% check="three_sick_nets"

# %% explained="three_sick_nets"
# **ada** · Dead units: in her second hidden layer all of them are off for every word, so no gradient gets past it, and the step of both layers is exactly 0. Her first loss is that of a guess, because nothing comes through forwards either and so all ten scores are alike. A smaller rate cannot wake them; the cure is `"biases to 0"`.
#
# **ben** · A rate that is far too low: his units are alive and his gradient is right, but a step is only some millionths of the weights, so even twenty words are not learnt in the time. `"rate x 1000"` brings it back into the green band.
#
# **cleo** · Labels that do not belong to the words: everything in the net is healthy, she memorises twenty words without trouble, and still she is right no more often than a guess on new speakers. The fault is in the data, so `"labels in order"` is what helps.

# %% [markdown]
# ## 6.5 Batch normalisation
#
# One remedy is still missing from the doctor's bag. The right first weights of 6.3 are right only at *first*: as soon as weights move, the signal between the layers gets louder or softer again, and nobody watches over it. Who could? *Batch normalisation* sets the level at every layer, like a recording engineer who keeps a hand on the fader: for each feature (each column of $x$) it takes the mean and the deviation over the batch and brings
# them to 0 and 1. And because a layer may have good reasons to be loud, it then learns a scale $\gamma$ (*gamma*) and a shift $\beta$ (*beta*) for each feature.

# %%
plots.show(*batch_norm.draw())

# %% [markdown]
# In letters, with mean $\bar x$ and variance $\sigma^2$ of the column, and an $\varepsilon$ against a division by zero:
#
# $$\hat x = \frac{x - \bar x}{\sqrt{\sigma^2 + \varepsilon}}, \qquad y = \gamma\,\hat x + \beta.$$
#
# **In use** there may be only one sound, and one number has no variance. So in training also keep running averages of the means and of the variances, and take these later. At each batch the running average gets the share `momentum` of the new value, and keeps the rest.
# (This *momentum* has nothing to do with the heavy ball.) As in PyTorch, $\sigma^2$ is the variance over $N$, while the running average gets the one over $N - 1$.
#
# Here is a deep net of sigmoids, which hardly learns, without and with it.

# %%
bent = partial(word_trials.deep, unit=layers.Sigmoid, depth=4, init=init.xavier_normal)
nets = {"without": bent, "with batch norm": partial(bent, norm=True)}
runs = {k: word_trials.curves(make, sgd, epochs=15, what=k) for k, make in nets.items()}
plots.show(*seed_bands.draw(runs))

# %% [markdown]
# That it helps is beyond doubt; *why* is still argued about. The level between layers was the first explanation; another is that the landscape of the loss becomes smoother (Santurkar and others, 2018). And it is no free gift: with ReLU layers and good first weights this net learns a little more slowly
# with it.
#
# ### Exercise 8 · `batchnorm_forward` · ●●○ · 12 min
#
# Write `batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training)` that returns `y` and the running averages `mean, var`.
#
# - `x`: shape (N, D); `gamma`, `beta`: shape (D,); `mean`, `var`: shape (D,), the running averages so far
# - `training`: if `True`, normalise by the batch and return new running averages; if `False`, normalise by the running averages and return them as they are
#
# For example, `x = [[1], [3]]` has mean 2 and variance 1 (over N) or 2 (over N − 1). With `gamma = 1`, `beta = 0`, `eps = 0`, `y` is `[[-1], [1]]`. Running averages 0 and 1
# with `momentum = 0.1` become 0.2 and 1.1.
#
# <details><summary>Hint 1</summary>
#
# Which mean and variance normalise, and which are returned? In training these are different ones.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `x.var(axis=0)` divides by N, `x.var(axis=0, ddof=1)` by N − 1.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In training: `mean = (1 - momentum) * mean + momentum * x.mean(axis=0)`, the same for `var` with `ddof=1`; `y` is `gamma * (x - m) / np.sqrt(v + eps) + beta` with the batch's `m` and `v`, in use with the running ones.
# </details>


# %% exercise="batchnorm_forward"
def batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training):
    ### BEGIN SOLUTION
    if training:
        use_mean, use_var = x.mean(axis=0), x.var(axis=0)
        mean = (1 - momentum) * mean + momentum * use_mean
        var = (1 - momentum) * var + momentum * x.var(axis=0, ddof=1)
    else:
        use_mean, use_var = mean, var
    return gamma * (x - use_mean) / np.sqrt(use_var + eps) + beta, mean, var
    ### END SOLUTION


# %% check="batchnorm_forward"

# %% explained="batchnorm_forward"
# Two pairs of numbers have to be kept apart. What *normalises* is the batch's own mean and variance in training, and the running averages in use. What is *remembered* are the running averages, and these change in training only.
#
# The batch normalises with the variance over N, because then its columns come out with variance 1, but for $\varepsilon$. The memory gets the one over N − 1: the numbers of a batch lie closer to their own mean than to that of all sounds, so the first kind would be too small on average.
#
# `momentum` is the share of the news. In the example the running mean becomes $0.9 \cdot 0 + 0.1 \cdot 2 = 0.2$; with the shares exchanged it is 1.8. A single row has the variance 0 and would come out as $\beta$, whatever it was; that is why use needs the memory.

# %% [markdown]
# ### Backwards through the batch
#
# The gradient of one row now depends on all others, because they share mean and variance. Before the formula, think of what it must do.

# %% predict="a_common_push"
# Going backwards, the slopes $d\hat x$ of a column are $[1, 1, 1, 1]$: the loss would fall if all four rows went down alike. What is $dx$?
#
# - (a) all 0
#   right: Push all rows alike, and the mean moves with them: $\hat x$ does not change at all. Such a push is in vain, and $dx$ says so.
# - (b) $[1, 1, 1, 1]$ divided by the deviation
#   wrong: That takes the mean for a constant. It follows every common push.
# - (c) It depends on $x$.
#   wrong: Not this one: whatever $x$ is, a common push is subtracted again.

# %% [markdown]
# So $dx$ is $d\hat x$ with what is in vain taken out: first the common push, which is its mean; then what only stretches the column, which is its part along $\hat x$ itself, since the deviation would undo it:
#
# $$dx = \frac{1}{\sqrt{\sigma^2 + \varepsilon}} \Bigl( d\hat x - \overline{d\hat x} - \hat x \cdot \overline{d\hat x\,\hat x} \Bigr), \qquad d\hat x = \gamma\,dy.$$
#
# Bars are means over the batch, for each column. By hand: the column `[-1, 1]` is its own $\hat x$. With $d\hat x = [3, 1]$ the mean is 2, and $\overline{d\hat x\,\hat x} = (-3 + 1)/2 = -1$. So $dx = [3 - 2 - 1,\ 1 - 2 + 1] = [0, 0]$: a column of two numbers always comes out
# as −1 and 1, so no push changes it.
#
# ### Exercise 9 · `batchnorm_backward` · ●●● · 15 min
#
# Write `batchnorm_backward(dout, x, gamma, eps)` that returns `dx, dgamma, dbeta` for the forward in training. For $\gamma$ and $\beta$ think of step 3 in unit 5: each row has its part in them.
#
# - `dout`, `x`: shape (N, D); `gamma`: shape (D,)
#
# For example, if N = 1, `xhat` is 0, so `dx` and `dgamma` are 0 and `dbeta` is `dout[0]`. Each of the three is scored by itself.
#
# <details><summary>Hint 1</summary>
#
# $y_i = \gamma\,\hat x_i + \beta$ in every row $i$. What is the slope of the loss in $\beta$, if it is $dy_i$ in $y_i$? And in $\gamma$?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Compute `xhat` again from `x`, with `sigma = np.sqrt(x.var(axis=0) + eps)`. Then $dx$ as it stands, with `.mean(axis=0)` for the bars.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dgamma = (dout * xhat).sum(axis=0)`, `dbeta = dout.sum(axis=0)`, and with `dxhat = dout * gamma`: `dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / sigma`.
# </details>


# %% exercise="batchnorm_backward"
def batchnorm_backward(dout, x, gamma, eps):
    ### BEGIN SOLUTION
    sigma = np.sqrt(x.var(axis=0) + eps)
    xhat = (x - x.mean(axis=0)) / sigma
    dxhat = dout * gamma
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / sigma
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)
    ### END SOLUTION


# %% check="batchnorm_backward"

# %% explained="batchnorm_backward"
# For $\gamma$ and $\beta$ ask where they act: in every row. So the rows are added up, with the factor $\hat x$ for $\gamma$ and 1 for $\beta$.
#
# The formula for $dx$ can be derived in three lines. If only $x_j$ grows, the mean grows by $1/N$ of that. The variance is the mean of $(x_i - \bar x)^2$, so it grows by $2(x_j - \bar x)/N$ (that the mean moves changes nothing here, since all deviations together are 0), and its root $\sigma$ grows by $(x_j - \bar x)/(N\sigma) = \hat x_j/N$. Hence $\hat x_i = (x_i - \bar x)/\sigma$ changes by
#
# $$\tfrac1\sigma\bigl([i = j] - \tfrac1N - \hat x_i \hat x_j/N\bigr),$$
#
# with 1 for $[i = j]$ where $i$ is $j$ and else 0. Multiply by $d\hat x_i$, add up over $i$, and the three terms of the formula stand there; the $1/N$ has turned the two sums into means.
#
# The slip is to take the mean for a constant; then a common push does not give 0.

# %% [markdown]
# **This is the end of the first sitting.** Your net learns. In the second one we ask: does it learn the right thing?
#
# ## 6.6 Memorising
#
# Somebody measures one period of a soft tone at 40 moments, with noise. A machine with 60 weights, a cosine and a sine for each of 30 harmonics, looks for the wave. It finds one that goes through all 40 points exactly. The true tone first, then the machine's:

# %%
tone = noisy_tone.NoisyTone()
found = {"true": noisy_tone.TRUE, "memorised": tone.memorised()}
noisy_tone.play(found)

# %% [markdown]
# The second one buzzes: it has turned the noise into overtones. On the 40 points its error is zero; between them it is wild. This is **overfitting**, the third trouble, and you have just heard it. Nothing in the loss could have warned us.
#
# ### Penalties
#
# If the loss says nothing, then the loss must say more. What is it that we dislike about the second tone? It takes large weights to make a wave so wild between the points. So let large weights cost something: to the loss, add a penalty times a *strength* $\lambda$ (*lambda*):
#
# $$\text{L1:}\quad \lambda \sum_i |w_i|, \qquad\qquad \text{L2:}\quad \lambda \sum_i w_i^2.$$
#
# In this course L2 has no ½ in it. (What optimisers call *weight decay* adds $\lambda w$ to the gradient, which is that of L2 with a ½.)

# %% predict="small_weights"
# A weight is at 0.001. Which penalty pushes it towards 0 more strongly, with the same $\lambda$?
#
# - (a) L1
#   right: The slope of $|w|$ is 1, however small the weight. The slope of $w^2$ is $2w$, here 0.002.
# - (b) L2
#   wrong: Near 0 its slope nearly vanishes: it hardly cares about small weights.
# - (c) both alike
#   wrong: Only at $|w| = ½$ are they alike, because there $2w$ is 1.

# %% [markdown]
# ### Exercise 10 · `penalties` · ●○○ · 8 min
#
# Write `penalties(w, strength)` that returns two pairs, `(l1, dl1), (l2, dl2)`: each penalty, a number, and its gradient, of the shape of `w`. At $w = 0$, where $|w|$ has a kink, the gradient of L1 counts as 0.
#
# For example, `w = np.array([[3.0, 0.0, -1.0]])` and `strength = 0.5`: L1 is 2 with the gradient `[[0.5, 0, -0.5]]`, L2 is 5 with `[[3, 0, -1]]`.
#
# <details><summary>Hint 1</summary>
#
# Differentiate $\lambda |w|$ and $\lambda w^2$ for a single weight, once above 0 and once below.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope of $|w|$ is 1 above 0 and −1 below. `np.sign` gives −1, 0 or 1.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The gradients are `strength * np.sign(w)` and `2 * strength * w`.
# </details>


# %% exercise="penalties"
def penalties(w, strength):
    ### BEGIN SOLUTION
    l1 = strength * np.abs(w).sum(), strength * np.sign(w)
    l2 = strength * (w**2).sum(), 2 * strength * w
    return l1, l2
    ### END SOLUTION


# %% check="penalties"

# %% explained="penalties"
# Each weight stands in its own term, so the gradient is taken entry by entry. $|w|$ rises by 1 for each unit above 0 and falls by 1 below; `np.sign` gives just that, and 0 in the kink. The slope of $\lambda w^2$ is $2\lambda w$, and no half takes the 2 away: in the example $2 \cdot 0.5 \cdot 3 = 3$, while a penalty with ½ would have 1.5.
#
# L1 pushes small weights as hard as large ones, and so all the way to 0. L2 pushes less, the smaller a weight is, and never quite gets it there.

# %% [markdown]
# What comes of that difference near zero? A penalty works like a budget for the weights. For L2 all weights within the budget form a disc, for L1 a diamond. The curves are lines of equal loss. Turn the place of the lowest loss, and watch where they first touch the budget.

# %%
demo(penalty_shapes.draw, title=penalty_shapes.TITLE, controls=penalty_shapes.CONTROLS)

# %% [markdown]
# The diamond has corners, and corners lie on the axes: **L1 makes weights exactly zero (*sparse*), L2 only makes them small.**
#
# But a gradient step cannot do that. With $\eta\lambda = 0.2$ a weight of 0.1 is pushed to −0.1, then back to 0.1, and never lands on 0. The *proximal* step does: take the gradient step of the loss alone; then move every weight by $\eta\lambda$ towards zero; and a weight that would cross zero stops there.
#
# ### Exercise 11 · `proximal_step` · ●●○ · 10 min
#
# Write `proximal_step(w, g, lr, strength)` that returns the new weights; `g` is the gradient of the loss without the penalty.
#
# For example, with `lr = 0.1`, `strength = 2`, `g = 0`: the weights `[1.0, -0.5, 0.1]` become `[0.8, -0.3, 0]`.
#
# <details><summary>Hint 1</summary>
#
# Two moves, one after the other. Whose sign decides the second one, the old weight's or that of the weight after the gradient step?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Write the weight as sign times size. The size shrinks, but not below 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `w = w - lr * g`, and then `np.sign(w) * np.maximum(np.abs(w) - lr * strength, 0)`.
# </details>


# %% exercise="proximal_step"
def proximal_step(w, g, lr, strength):
    ### BEGIN SOLUTION
    w = w - lr * g
    return np.sign(w) * np.maximum(np.abs(w) - lr * strength, 0)
    ### END SOLUTION


# %% check="proximal_step"

# %% explained="proximal_step"
# The second move asks for the number $u$ that is near the weight and has a small penalty: the lowest $\tfrac12(u - w)^2 + \eta\lambda|u|$. For $u > 0$ its slope is $u - w + \eta\lambda$, which is zero at $u = w - \eta\lambda$, if that is still above 0. Below 0 it is the same the other way round. If $|w|$ is smaller than $\eta\lambda$, neither side has such a place, and the bottom is the kink at 0. So the size shrinks by $\eta\lambda$ but never below 0, and the sign stays.
#
# It is the sign *after* the gradient step, because the second move starts there. And a step is `lr` long: with the bare strength, 2, all three weights of the example would become 0. The same in other words is `w` minus `w` clipped to $\pm\eta\lambda$.

# %% [markdown]
# Your penalties now learn the noisy tone, 1,500 steps each. Listen for the buzz.

# %%
found["L2"] = tone.with_l2(mine.penalties)
found["L1"] = tone.with_l1(mine.proximal_step)
plots.show(*noisy_tone.draw(tone, found))
noisy_tone.play(found)

# %% [markdown]
# With L2 all 60 weights are still there, only smaller, and the buzz is softer. With L1 a handful of weights are left, and one hears the true tone. The tone *is* sparse, so a penalty that likes zeros suits it; that is what a penalty is, a belief about what answers look like.
#
# One may believe something else: not that most *weights* are zero, but that only a few *units* should speak at a time. Then the same L1 goes on what the hidden units give. Here is the net of 64 units, taught with more and more of it:

# %%
for strength in (0, 0.01, 0.03, 0.1):
    on, heard = unit_habits.quiet(strength)
    print(f"strength {strength}: {on:.0%} of the units are on for a word, {heard:.0%} right")

# %% [markdown]
# Without a penalty about half of the units answer to each word, which is what ReLU does by itself. At the end it is three to five in twenty, and new speakers are understood nearly as well. Such answers are called *sparse*, too; they are easier to read, because each unit now means something when it speaks.
#
# ### How much can a net memorise?
#
# Sixty weights could learn 40 points by heart. And a net, which has thousands? Throw ten-sided dice for the labels of 300 words, so that there is nothing to understand.

# %% predict="dice_labels"
# A net with 256 hidden units trains on 300 words whose labels are dice. How many of these labels does it get right in the end, and how many of new dice?
#
# - (a) a tenth, and a tenth
#   wrong: A tenth of *new* dice is right: nobody can do better. But these 300 it has seen.
# - (b) nearly all, and more than a tenth
#   wrong: Nearly all, yes. But nothing about old dice helps with new ones.
# - (c) nearly all, and a tenth
#   right: It memorises whatever it is shown. So a low training loss, by itself, proves nothing.

# %%
data, rng = word_trials.words(), np.random.default_rng(0)
dice, model = rng.integers(0, 10, 300), net(rng, 256)
memorised = train(model, data.X[:300], dice, 120, rng)[-1]["accuracy"]
new = word_trials.right(model, data.X_new, rng.integers(0, 10, len(data.X_new)))
print(f"dice memorised: {memorised:.0%}; new dice guessed: {new:.0%}")

# %% [markdown]
# So what counts is measured on data that the net has not seen. Real labels are not dice, but some of them are wrong, because people make mistakes. Let dice decide a share of them, and train two nets, one freely, the other held back by dropout (6.7) and few epochs:

# %%
for share in (0.0, 0.2, 0.4):
    print(word_trials.wrong_labels(share))

# %% [markdown]
# Where all labels are right, holding back does not help, and can cost a little. Where many are wrong, the net that is held back cannot memorise each of them, the right ones outvote them, and it hears new speakers better. So nets can bear some wrong labels. What they can hardly bear is too few examples:

# %%
counts = [25, 50, 100, 200, 400, 800]
curve = word_trials.learning_curve(counts)
plots.show(*seed_bands.draw(curve, x=counts, xlabel="words", ylabel="share right"))

# %% [markdown]
# This is called a *learning curve*. For new speakers it rises with every doubling, and the gap to the known words closes. It has not levelled off yet, so more words would help still more.
#
# ## 6.7 Dropout
#
# Penalties tie the weights down. There is another way to keep a net from memorising, and at first it sounds like sabotage: make its units unreliable. Imagine an orchestra in which at every rehearsal each player is absent with probability $p$. Nobody can lean on a neighbour, so all learn to carry the piece. *Dropout* (Hinton and others, 2012) does this with hidden units: in training each entry of their output $x$ is set to zero
# with probability $p$, anew in every forward. (Some books call $p$ the probability to *keep*.)

# %% predict="scale_the_kept"
# With $p = 0.8$ only a fifth of the units play. In use all of them do. What must be done in training so that the next layer gets the same sum on average?
#
# - (a) multiply what is kept by 0.8
#   wrong: Then the sum would be still smaller.
# - (b) divide what is kept by 0.2
#   right: A fifth of the terms, each five times as large. This is *inverted* dropout, and in use there is nothing left to do.
# - (c) nothing: the next layer gets used to it
#   wrong: It would get used to a fifth of the sum, and then in use get all of it.

# %%
plots.show(*dropout_masks.draw())

# %% [markdown]
# Here $p$ is a half, so what is kept counts twice. One mask makes the sum too small, the other too large, and their mean is what the sum is in use.
#
# ### Exercise 12 · `InvertedDropout` · ●●○ · 12 min
#
# Write a class `InvertedDropout` with three methods:
#
# - `__init__(self, p, rng)`: the probability to drop, 0 ≤ p < 1, and the generator for the masks
# - `forward(self, x, training)`: if `training`, drop entries of `x`, each by itself, and scale the others; else return `x` as it is
# - `backward(self, dout)`: the gradient with respect to `x` of the last `forward`, whichever that was
#
# For example, with p = 0.5 about half of the entries of `forward(np.ones((4, 5)), True)` are 0, and the others 2.
#
# <details><summary>Hint 1</summary>
#
# A dropped entry has no effect on the loss; a kept one is multiplied by a number. What does `backward` need to remember?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rng.random(x.shape)` is below `p` with probability `p`. Keep the mask; after a `forward` in use, `backward` passes `dout` on whole.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `self.mask = (self.rng.random(x.shape) >= self.p) / (1 - self.p) if training else 1.0`; forward and backward both multiply by it.
# </details>


# %% exercise="InvertedDropout"
class InvertedDropout:
    def __init__(self, p, rng):
        ### BEGIN SOLUTION
        self.p, self.rng = p, rng
        ### END SOLUTION

    def forward(self, x, training):
        ### BEGIN SOLUTION
        self.mask = (self.rng.random(x.shape) >= self.p) / (1 - self.p) if training else 1.0
        return x * self.mask
        ### END SOLUTION

    def backward(self, dout):
        ### BEGIN SOLUTION
        return dout * self.mask
        ### END SOLUTION


# %% check="InvertedDropout"

# %% explained="InvertedDropout"
# Everything lies in the mask: it holds 0 where an entry is dropped and $1/(1-p)$ where it is kept. `rng.random` is at least `p` with probability $1 - p$, so a mask is 1 on average, and the next layer gets the same sum as in use. In use the mask is simply the number 1, so both methods can do without a case.
#
# `backward` multiplies by the *same* mask, because the output was `x` times it, and that is its slope. A new draw there would send the gradient to units that had no part in the loss. And the draw has the shape of `x`: otherwise all words of a batch lose the same units.
#
# A factor $1/p$ in place of $1/(1-p)$ cannot be seen at $p = 0.5$, so try another one.

# %% [markdown]
# ### An average of many nets
#
# Every mask makes another net, and $H$ hidden units have $2^H$ masks: dropout trains them all at once, with shared weights. In use we want their average. For a *linear* output it can be had for nothing. Let $h$ be the hidden units and $v$ the weights of one output. With a mask of zeros
# (dropped) and ones (kept), the net gives $\sum_j m_j h_j v_j$.
#
# ### Exercise 13 · `mask_average` · ●●○ · 12 min
#
# Write `mask_average(h, v, p)` that returns `outputs, probabilities, average`:
#
# - `outputs`: shape ($2^H$,), the output of the net under each mask, in the order 00…0, 00…1, …, 11…1 (1 = kept); nothing is scaled
# - `probabilities`: shape ($2^H$,), how probable each mask is when each unit is dropped with probability `p`
# - `average`: the outputs, weighted with the probabilities
# - `h`, `v`: shape (H,)
#
# For example, `h = [1, 2]`, `v = [10, 10]`, `p = 0.5`: the outputs are 0, 20, 10, 30, each with probability 0.25, and the average is 15. Compare it with
# $(1 - p)\,h \cdot v$.
#
# <details><summary>Hint 1</summary>
#
# Units are dropped independently of each other, so probabilities multiply: one factor for each unit.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.array(list(itertools.product([0, 1], repeat=H)))` holds all masks. Each kept unit brings a factor $1 - p$, each dropped one a factor $p$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `outputs = (masks * h) @ v`, `probabilities = np.prod(np.where(masks == 1, 1 - p, p), axis=1)`, and the product of both with `@`.
# </details>


# %% exercise="mask_average"
def mask_average(h, v, p):
    ### BEGIN SOLUTION
    masks = np.array(list(itertools.product([0, 1], repeat=len(h))))
    outputs = (masks * h) @ v
    probabilities = np.prod(np.where(masks == 1, 1 - p, p), axis=1)
    return outputs, probabilities, probabilities @ outputs
    ### END SOLUTION


# %% check="mask_average"

# %% explained="mask_average"
# `itertools.product` counts up in zeros and ones, so the masks come in the order asked for. `masks * h` silences units in every row, and `@ v` adds up what is left. Units are dropped independently, so the probability of a mask is a product with a factor for each unit: `np.where` puts $1 - p$ where it is kept and $p$ where it is not, and `np.prod` multiplies along the row.
#
# Why is the average $(1-p)\,h \cdot v$? The output is a sum, and the mean of a sum is the sum of the means; the mean of one $m_j$ is $1 - p$. That needs a linear output: through a bend a mean does not go.
#
# With $p = 0.5$ all masks are equally likely, so the example cannot tell $p$ from $1 - p$.

# %% [markdown]
# What does dropout do to a net, and what does momentum? Here are four recipes on 300 words, three starts each. The loss is that on *new speakers*.

# %%
runs, how = {}, {"epochs": 60, "n": 300, "key": "val_loss"}
for p, mu in itertools.product((0.0, 0.5), (0.0, 0.9)):
    recipe, move = f"dropout {p:g}, momentum {mu:g}", partial(mine.layers.SGD, lr=0.03, momentum=mu)
    runs[recipe] = word_trials.curves(partial(net, p=p), move, what=recipe, **how)
plots.show(*seed_bands.draw(runs, ylabel="loss on new speakers"))

# %% [markdown]
# Momentum gets down in a fraction of the epochs, with or without dropout. The lowest point of all belongs to both together. But watch the end: on real voices the loss of the fast nets rises again, with dropout too. Dropout does not replace the question when to stop (6.8).
#
# All these units were ReLU, and the two are often recommended together. With good reason? Here is the lowest loss on new speakers that each kind of unit reaches:

# %%
for unit in (layers.ReLU, layers.Sigmoid):
    print(unit_habits.dropped(unit))

# %% [markdown]
# Dropout helps the ReLU net and harms the sigmoid one. A ReLU is silent for half of all words anyhow, so the layer behind it is used to zeros; a sigmoid never says 0, and a dropped one says something it would never say. That is a plausible reason and not a proof, but the numbers are what they are.
#
# And inside? Each little picture is a hidden unit: how training with momentum has moved its 48 weights.

# %%
plots.show(*unit_moves.draw())

# %% [markdown]
# With dropout the units move further. Some of that is because nobody can lean on a neighbour, so each learns more by itself; some is simply because the training loss is kept up, so that there are larger gradients for longer. The picture cannot tell these two apart.
#
# ## 6.8 Look, but do not touch
#
# When is the moment to stop? The training loss cannot say, because it falls in any case. So ask words that were not taught: put some aside, the **validation set**, and after each epoch measure the loss on it. The training set gets both passes, forward and backward; the validation set gets the forward pass alone, and never changes a weight. (What has helped to choose the recipe is not new any more; so a third
# set, the *test* set, is kept for the end.)
#
# ### Exercise 14 · `two_passes` · ●●○ · 15 min
#
# A logistic unit, $z = Xw + b$, is trained with cross entropy and L2. Write `two_passes(w, b, X, y, X_val, y_val, strength)` that returns
# `dw, db, loss, val_loss`:
#
# - `loss`: the mean over the N training rows of the cross entropy, plus `strength` times the sum of `w**2`; the bias is not penalised
# - `dw`, `db`: its gradients, shape (D,) and a number
# - `val_loss`: the mean cross entropy over the validation rows, without any penalty
# - `X`, `X_val`: shapes (N, D), (N', D); `y`, `y_val`: labels 0 or 1
#
# For example, with `w = 0` and `b = 0` both losses are ln 2 = 0.693, whatever the data, and `db` is 0.5 minus the share of ones in `y`.
#
# <details><summary>Hint 1</summary>
#
# *Probability minus truth*, as in unit 2. Through which of the four results does the penalty go, and through which does the validation set?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The cross entropy of one row is `np.logaddexp(0, z) - y * z`, and its slope over z is `sigmoid(z) - y`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dz = (1 / (1 + np.exp(-z)) - y) / len(y)`, `dw = X.T @ dz + 2 * strength * w`, `db = dz.sum()`.
# </details>


# %% exercise="two_passes"
def two_passes(w, b, X, y, X_val, y_val, strength):
    ### BEGIN SOLUTION
    z, z_val = X @ w + b, X_val @ w + b
    loss = np.mean(np.logaddexp(0, z) - y * z) + strength * (w**2).sum()
    dz = (1 / (1 + np.exp(-z)) - y) / len(y)
    val_loss = np.mean(np.logaddexp(0, z_val) - y_val * z_val)
    return X.T @ dz + 2 * strength * w, dz.sum(), loss, val_loss
    ### END SOLUTION


# %% check="two_passes"

# %% explained="two_passes"
# Where does the formula in the hint come from? For $y = 1$ the cost is $-\ln \sigma(z) = \ln(1 + e^{-z})$, which is $\ln(1 + e^{z}) - z$; for $y = 0$ it is $\ln(1 + e^{z})$. Both are $\ln(1 + e^z) - yz$, and `np.logaddexp(0, z)` is that logarithm, made so that no large $z$ overflows. Its slope is $\sigma(z) - y$: probability minus truth.
#
# Now each term goes where it belongs. The penalty is in `loss` and, as $2\lambda w$, in `dw`; it is not in `db`, because the bias is free, nor in `val_loss`, which should say how well the unit fits new speakers. The validation set is in `val_loss` and nowhere else.
#
# At $w = 0$ the penalty is 0, so the example does not show whether it is in the right place.

# %% [markdown]
# Now produce overfitting on purpose: 100 words, a large net whose Adam takes large steps, 120 epochs. The validation words are spoken by others.

# %%
how = {"epochs": 120, "n": 100, "seeds": 3}
large, quick = partial(net, hidden=128), partial(mine.layers.Adam, lr=0.01)
runs = word_trials.both_curves(large, quick, **how)
plots.show(*seed_bands.draw(runs, log=True, lowest="validation"))

# %% [markdown]
# The training loss goes on towards 0 (the axis is logarithmic, so that one sees both), the validation loss does not: it falls until the star, and then stays or rises. Three sets of weights matter: $W_0$ at the start, $W_1$ at the end of the run, and $W^*$ where the validation loss was lowest. We want $W^*$.
#
# **Early stopping.** Keep the weights of the best epoch so far. If for `patience` epochs in a row none was better, stop, and bring the best back. Weights that have not walked far are small, so stopping early is a regulariser, like L2.
#
# Another rule looks at the weights themselves: training has **converged** when they hardly move any more. That says nothing about new speakers.
#
# ### Exercise 15 · `stopping_epochs` · ●●● · 15 min
#
# A training went on too long. Write `stopping_epochs(val_losses, weights, patience, tolerance)` that says where it should have stopped, and returns `best, last, restored, settled`:
#
# - `best`: the epoch with the lowest validation loss up to `last`, counted from 1; among equals the first
# - `last`: the epoch after which early stopping ends: the first that comes `patience` epochs after the best so far; if none does, the last of all
# - `restored`: the weights after epoch `best`, shape (D,)
# - `settled`: of all epochs, also those after `last`, the first whose weights are at most `tolerance` away (the length of the move) from those of the epoch before; 0 if there is none
# - `val_losses`: shape (T,); `weights`: shape (T, D), after each epoch
#
# For example, losses 5, 3, 4, 6, 1 with patience 2: the best is epoch 2, the last 4; nobody will ever see the 1. If the weights after these epochs were `[[0.0], [2.0], [3.0], [3.1],
# [3.0]]`, with `tolerance = 0.5`, then `restored` is `[2.0]` and `settled` is 4.
#
# <details><summary>Hint 1</summary>
#
# Be the training: go through the epochs, know nothing of what comes, and remember the best so far.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `enumerate(val_losses, start=1)` counts from 1. `np.diff(weights, axis=0)` are the moves; the first one belongs to epoch 2.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop: `last = epoch`; a loss *below* that of `best` makes a new best; `break` if `epoch - best >= patience`. The lengths are `np.linalg.norm(moves, axis=1)`.
# </details>


# %% exercise="stopping_epochs"
def stopping_epochs(val_losses, weights, patience, tolerance):
    ### BEGIN SOLUTION
    best = last = 1
    for epoch, loss in enumerate(val_losses, start=1):
        last = epoch
        if loss < val_losses[best - 1]:
            best = epoch
        if epoch - best >= patience:
            break
    moves = np.linalg.norm(np.diff(weights, axis=0), axis=1)
    at_rest = np.flatnonzero(moves <= tolerance)
    return best, last, weights[best - 1], at_rest[0] + 2 if len(at_rest) else 0
    ### END SOLUTION


# %% check="stopping_epochs"

# %% explained="stopping_epochs"
# During the training nobody knows more than what has come so far, so the loop goes epoch by epoch, and `best` may only be chosen among those. `argmin` over the whole curve would find the 1 of the example, in an epoch that a training with patience 2 never reaches.
#
# `last = epoch` stands first in each round; if the patience never ends, it is then the last of all. A loss has to be *below* the best to replace it, so among equals the first stays. And patience is counted from the best and not in losses that rise: 4 and 6 are two epochs without a new best, and so would 4 and 3.5 be. Epochs count from 1 and arrays from 0, hence `best - 1`.
#
# For `settled` there is one move fewer than there are epochs, and move number 0 leads to epoch 2, therefore `+ 2`. The norm goes along `axis=1`, because a move is a row. There may be no small move at all, and then `at_rest[0]` would fail; so its length is asked for first.

# %% [markdown]
# `dlaudio.train.fit` does it with `EarlyStopping(patience)`. Here some of the known words are put aside, and the net stops by itself:

# %%
rng, watch = np.random.default_rng(0), EarlyStopping(patience=8)
model, aside = net(rng, 128), (data.X[100:200], data.y[100:200])
options = {"validation": aside, "early_stopping": watch}
history = train(model, data.X[:100], data.y[:100], 200, rng, **options)
print(f"stopped after epoch {len(history)}, weights of epoch {watch.best_epoch} restored")

# %% [markdown]
# ## 6.9 One word, many disguises
#
# Penalties, dropout and early stopping hold a net back. More data would help more, as the learning curve said, but recording people takes time and money. Now a word said louder, later, or in a noisy room is still the same word. So *data augmentation* makes new examples by changes that keep the label. Listen:

# %%
noisy_room.play_disguises()

# %%
plots.show(*noisy_room.draw_masks())

# %% [markdown]
# How loud is noise "at 10 dB"? The **signal-to-noise ratio** compares the powers, that is the sums of squares, of the sound $y$ and the noise $e$:
#
# $$\mathrm{SNR} = 10 \log_{10} \frac{\sum_n y_n^2}{\sum_n e_n^2}\ \text{dB}.$$
#
# At 0 dB the noise is as loud as the sound; at 20 dB it has a hundredth of its power, a tenth of its height. A *gain* of $G$ dB multiplies the power by $10^{G/10}$, and so every sample by the root of that.
#
# ### Exercise 16 · `gain_and_noise` · ●●○ · 12 min
#
# Write `gain_and_noise(y, noise, db, snr_db)` that returns two sounds, `louder, noisy`:
#
# - `louder`: `y` with a gain of `db`
# - `noisy`: `y` plus `noise`, scaled so that the SNR is exactly `snr_db`
# - `y`, `noise`: shape (n,); the noise comes at any level
#
# For example, `y = [3, 4]` has the power 25. With `noise = [1, 0]` and an SNR of 0 dB, the noise must be made 5 times as large: `noisy = [8, 4]`.
#
# <details><summary>Hint 1</summary>
#
# Solve the formula for the power that the noise must have. What power does it have now?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Samples are scaled by the *root* of (wanted power / present power).
# </details>
#
# <details><summary>Hint 3</summary>
#
# The wanted power is `(y**2).sum() / 10 ** (snr_db / 10)`; the gain is `10 ** (db / 20)`.
# </details>


# %% exercise="gain_and_noise"
def gain_and_noise(y, noise, db, snr_db):
    ### BEGIN SOLUTION
    wanted = (y**2).sum() / 10 ** (snr_db / 10)
    return y * 10 ** (db / 20), y + noise * np.sqrt(wanted / (noise**2).sum())
    ### END SOLUTION


# %% check="gain_and_noise"

# %% explained="gain_and_noise"
# Solve the formula for the power of the noise: $\sum e^2 = \sum y^2 / 10^{\mathrm{SNR}/10}$. That is what it should have. A factor $c$ on the samples multiplies the power by $c^2$, so $c$ is the root of wanted over present power. In the example these are 25 and 1, so $c = 5$; without the root the noise would be 25 times as large, and `noisy` `[28, 4]`.
#
# The gain goes the same way: the power grows by $10^{G/10}$, and the root of that is $10^{G/20}$. So 20 dB are a factor of 10 in the samples. Both changes start from `y`, because the noise is measured against the sound as it was and not against the louder one.

# %% [markdown]
# Your function mixes. How much noise can you take before the word is gone?

# %%
noisy_room.play_mixtures(mine.gain_and_noise, snr_db=(20, 10, 0, -10))

# %% [markdown]
# ### Exercise 17 · `shift_and_mask` · ●●○ · 10 min
#
# Write `shift_and_mask(y, S, shift, start, width, fill)` that returns three arrays, `moved, time_masked, frequency_masked`:
#
# - `moved`: `y` later by `shift` samples (earlier if it is negative), as long as before; zeros come in, what leaves is lost
# - `time_masked`: `S` with the `width` frames from `start` on replaced by `fill`
# - `frequency_masked`: `S` with the `width` bands from `start` on replaced by `fill`
# - `y`: shape (n,); `S`: shape (bands, frames)
#
# For example, `y = [1, 2, 3]` with `shift = 1` becomes `[0, 1, 2]`, with `shift = -1` `[2, 3, 0]`. With `S = [[1, 2, 3], [4, 5, 6]]`, `start = 1`, `width = 1` and `fill = 0` the two masked
# arrays are `[[1, 0, 3], [4, 0, 6]]` and `[[1, 2, 3], [0, 0, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# Start from zeros, and copy what stays to where it belongs. Three kinds of `shift` are possible.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Take care with `shift = 0`: `y[:-0]` is empty. Use `S.copy()` for each mask.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `moved[shift:] = y[: len(y) - shift]` if `shift >= 0`, else `moved[:shift] = y[-shift:]`; the masks are `[:, start : start + width]` and `[start : start + width]`.
# </details>


# %% exercise="shift_and_mask"
def shift_and_mask(y, S, shift, start, width, fill):
    ### BEGIN SOLUTION
    moved = np.zeros_like(y)
    if shift >= 0:
        moved[shift:] = y[: len(y) - shift]
    else:
        moved[:shift] = y[-shift:]
    no_frames, no_bands = S.copy(), S.copy()
    no_frames[:, start : start + width] = fill
    no_bands[start : start + width] = fill
    return moved, no_frames, no_bands
    ### END SOLUTION


# %% check="shift_and_mask"

# %% explained="shift_and_mask"
# Begin with silence, and copy what stays to where it belongs. Moved later by 1, `y` loses its last sample, and what is left begins at place 1; moved earlier by 1, it loses its first. `shift = 0` belongs to the first case, because `y[: len(y)]` is all of it, while `y[:-0]` is empty.
#
# `np.roll` is tempting, but what leaves at one end comes in at the other, and a word would begin with its own end. Whoever uses it has to clear that part afterwards.
#
# Each mask gets a copy of its own, because writing into a slice changes the array itself, and the second result would carry the first mask as well. Frames are columns, so their slice stands behind the comma. And `fill` need not be 0: in decibels, 0 may be loud.

# %% predict="noisy_practice"
# A net learns from clean words. In a quiet room it understands most new speakers. What does it understand in a noisy room, at 10 dB?
#
# - (a) nearly as much, since we still do
#   wrong: We have practised in noise all our lives. This net has never heard any.
# - (b) half as much or so
#   right: And two noisy copies of each word, as practice, win back most of what is lost.
# - (c) nothing at all
#   wrong: Loud bands still stand out of the noise.

# %%
line = "from the worst to the best of three nets"
plots.show(*bar_table.draw(noisy_room.rooms(), most=100, form="{:.0f}", line=line))

# %% [markdown]
# In the noisy room the copies help much; in the quiet one they change next to nothing. So augment with what the new recordings will really bring.
#
# ## 6.10 A huge design space
#
# Three troubles, many remedies, and every remedy brings a knob. Look back at all that was chosen, and at the five questions of unit 0:
#
# 1. What are **X and Y**? How are sounds and answers coded (one of ten digits: one-hot)?
# 2. Which **architecture**: how many layers (from 3 to 100), how wide, which units, what is connected with what?
# 3. Which **cost**: cross entropy for classes, squared error for quantities?
# 4. Which **updates**: SGD, momentum, Adam; learning rate and schedule, batch size?
# 5. Which **regularisation**: L1, L2, dropout, early stopping, augmentation?
#
# The choices multiply, and nobody can try them all. So search, on a budget.

# %% predict="grid_or_dice"
# Two settings, 25 trainings. Only one of the two settings matters, but nobody knows which. Is it better to try a 5 × 5 grid, or 25 random pairs?
#
# - (a) the grid, because it leaves no gap
#   wrong: It tries only five values of the setting that matters, each of them five times.
# - (b) it makes no difference
#   wrong: Count how many different values of the setting that matters are tried.
# - (c) 25 random pairs
#   right: They try 25 values of *each* setting (Bergstra and Bengio, 2012).

# %% [markdown]
# Drop the points onto the axis below, and the grid has tried five values, each five times over:

# %%
plots.show(*grid_and_dice.draw())

# %% [markdown]
# And draw learning rates *log-uniformly*: as likely between 0.001 and 0.01 as between 0.01 and 0.1. Drawn evenly from 0.001 to 1, ninety per cent of them would lie above 0.1.
#
# ### Exercise 18 · `random_search` · ●●○ · 10 min
#
# Write `random_search(score, low, high, n, rng)` that tries `n` values between `low` and `high`, drawn log-uniformly from `rng`, and returns `best, best_score`.
#
# - `score`: a function that takes a value and returns a number, the higher the better. Each call stands for a whole training: call it exactly `n` times
# - `low`, `high`: above 0
#
# For example, of 1,000 values between 0.01 and 100 about 500 lie below 1.
#
# <details><summary>Hint 1</summary>
#
# What has to be drawn evenly, so that each factor of ten gets its share?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.exp` of a uniform number between `np.log(low)` and `np.log(high)`. Keep the scores, so that none is asked for twice.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `values = np.exp(rng.uniform(np.log(low), np.log(high), n))`, `scores = [score(value) for value in values]`, and `np.argmax(scores)`.
# </details>


# %% exercise="random_search"
def random_search(score, low, high, n, rng):
    ### BEGIN SOLUTION
    values = np.exp(rng.uniform(np.log(low), np.log(high), n))
    scores = [score(value) for value in values]
    best = np.argmax(scores)
    return values[best], scores[best]
    ### END SOLUTION


# %% check="random_search"

# %% explained="random_search"
# What should be spread evenly is the *exponent*, so that each factor of ten gets the same number of trials. So draw evenly between the two logarithms, and undo the logarithm. From 0.01 to 100 there are four factors of ten, two of them below 1, so half of the values lie there; drawn evenly, it would be one in a hundred.
#
# `np.exp` belongs to `np.log`. Another base does as well, but then on both sides. The scores are kept in a list, because each call is a whole training: asking once more for the score of the best is one over the budget, and gives another number if the training has luck in it. `argmax` finds the place of the best, and the same place in `values` is its setting.

# %% [markdown]
# A search over three settings at once, with a budget of 12 short trainings. The speakers of the training set are divided: some to learn from, the others to choose by. The new speakers are not touched.

# %%
trials = word_trials.search(12)
for score, lr, hidden, p in trials[:4]:
    print(f"{score:.0%} right with lr {lr:.4f}, {hidden} hidden units, dropout {p:.2f}")
plots.show(*search_trials.draw(trials))

# %% [markdown]
# Several recipes are nearly as good as the best, and a few are useless: that is the shape of most searches. And look at the three panels. Over the learning rate the points make a hill, because with a rate below 0.001 twelve epochs are far too few. Nets of 16 units, on the other hand, are among the best and among the worst, depending on the rate that they drew. So one setting matters much and the others little, which is just the case in which dice beat the grid. (The best of twelve also had luck, so do not believe its last per cent.)
#
# ### Exercise 19 · `digit_recipe` · ●●● · 20 min
#
# Your turn: your own recipe, with anything from this unit. Write `digit_recipe(X, y, speakers, X_new, rng)` that trains a net on spoken digits and returns the
# digits, shape (N',), that it hears in `X_new`.
#
# - `X`: shape (N, 48), band levels, standardised; `y`: the digits 0 to 9; `speakers`: shape (N,), a number for each speaker
# - `X_new`: shape (N', 48), words by *other* speakers; nobody gives you their labels
# - `rng`: for whatever is random
#
# At least 65 % must be right, and your recipe has 10 seconds (it needs one or two). `net(rng, hidden, p)` makes a net with one hidden layer and dropout, `train(model, X, y, epochs, rng, optimizer)` trains it with mini-batches of 32, and
# `use(model, X_new)` gives its ten scores for each row. For example, `train(net(rng), X, y, 20, rng)` is a training with Adam.
#
# <details><summary>Hint 1</summary>
#
# Three steps: make a net, train it, choose the digit with the highest score for each new row. Use `speakers` to put some voices aside, if you want to compare recipes.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A fixed number of epochs between 10 and 40 will do. Turn `X` to float32 first.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `model = net(rng, hidden=128, p=0.5)`, `train(model, X.astype(np.float32), y, 25, rng)`, and the `argmax(axis=1)` of `use(model, X_new.astype(np.float32))`.
# </details>


# %% exercise="digit_recipe"
def digit_recipe(X, y, speakers, X_new, rng):
    ### BEGIN SOLUTION
    X, X_new = X.astype(np.float32), X_new.astype(np.float32)
    model = net(rng, hidden=128, p=0.5)
    adam = Adam(model.parameters(), lr=0.003, weight_decay=1e-3)
    train(model, X, y, 25, rng, adam)
    return use(model, X_new).argmax(axis=1)
    ### END SOLUTION


# %% check="digit_recipe"

# %% explained="digit_recipe"
# Each choice has its reason in this unit. Adam with a rate of 0.003 learns without a search for the rate. Even 2,000 words are few for a net of more than 7,000 weights, so it is held back three times: half of the hidden units are dropped, a little weight decay pulls at the weights, and after 25 epochs it stops. `argmax(axis=1)` turns ten scores a row into a digit. And float32 is what the net's own weights are.
#
# Much else reaches the goal. On made-up voices even a single linear layer with softmax and L2 does. To compare recipes, put whole *speakers* aside. If single words are put aside at random, a voice is in both parts, and you measure how well the net knows it. And the rows to be labelled are those of `X_new`; those of `X` have their labels already.

# %% [markdown]
# (`check` asks about made-up voices, which are easier than those the grader may have.)
#
# ## 6.11 Dictation in a noisy room
#
# This is the room that was promised at the start. People whom your net has never met say digits, there is noise at 10 dB, and it writes down what it hears. First a net that has practised in silence:

# %%
noisy_room.play(mine.digit_recipe, snr_db=10)

# %% [markdown]
# And the same recipe, after practice with two noisy copies of each word:

# %%
noisy_room.play(mine.digit_recipe, snr_db=10, practice=(5, 25))

# %% [markdown]
# **Challenge.** At 0 dB the noise is as loud as the words. The dials are `practice`, the two noise levels between which the copies are made, and everything in your `digit_recipe`. Get 88 of the 100 words right at `snr_db=0`, or 66 if yours are the real voices. (With `practice=(5, 25)` and 64 hidden units it is 77, and 58 with the real ones; both goals can be reached.) Then play it to a friend, and count how many of the words *they* understand.
#
# %%
print(word_trials.price())
noisy_room.play(mine.digit_recipe, snr_db=0, practice=(5, 25))

# %% [markdown]
# So that is what nets are like. Learning takes thousands of times as long as answering, even for a net as small as this, and it needs much data, as the learning curve said. It is hard to say *why* they answer as they do, and unit 9 will look inside one. And little is proved: Novikoff's bound of unit 1 holds for one unit, unit 3 says what a net *can* represent, but no theorem told you that this one
# would understand strangers. You had to ask them. On the other side, once trained they are quick, they take input of any kind, and they bear noise if they have practised.

# %% [markdown]
# ## Quiz
#
# ### Exercise 20 · `training_quiz` · ●○○ · 8 min
#
# Put a letter in the place of each `"?"`.
#
# **design** · Which of the five design questions does dropout answer?
#
# - (a) architecture
# - (b) cost
# - (c) regularisation
# - (d) updates
#
# **task** · One of ten digits is to be recognised. What should the last layer and the cost be?
#
# - (a) ten outputs, softmax and cross entropy
# - (b) one linear output, the digit itself, and squared error
# - (c) ten sigmoids, each with its own yes or no
# - (d) ten step units and the number of mistakes
#
# **starts** · What did the starts of narrow and wide nets show?
#
# - (a) the start never matters
# - (b) after 60 epochs the losses of narrow nets were still high, and most came far down later; those of wide ones soon did
# - (c) most starts are stuck in a poor minimum, whatever the width
# - (d) wide nets depend on the start more than narrow ones
#
# **memory** · A net has learnt 300 labels that were thrown with dice. What does it show?
#
# - (a) it has found a pattern in them
# - (b) nothing: it cannot really have learnt them
# - (c) the optimiser has failed
# - (d) a low training loss alone says nothing about new data
#
# **noise** · Some labels of a training set are wrong. What helped on new speakers?
#
# - (a) nothing: wrong labels ruin a net
# - (b) holding the net back, so that it cannot memorise each of them
# - (c) nothing is needed: wrong labels do not matter
# - (d) a larger net and more epochs
#
# **data** · What did the learning curve show?
#
# - (a) beyond 25 words more do not help
# - (b) more words make the training accuracy rise from low to high
# - (c) more words make new speakers better understood, and close the gap to the training set
# - (d) more words widen the gap between training and new speakers
#
# **overfit** · Which curves show overfitting?
#
# - (a) the training loss falls while the validation loss rises
# - (b) both fall
# - (c) both stay high
# - (d) the training loss is jagged
#
# **relu** · Why do deep nets learn faster with ReLU than with sigmoids?
#
# - (a) its slope is larger everywhere
# - (b) it keeps all outputs between 0 and 1
# - (c) it needs no careful start
# - (d) where it is on it passes the gradient on whole; a sigmoid leaves at most a quarter
#
# <details><summary>Hint 1</summary>
#
# **design** and **task** are in 6.10; **starts** and **relu** at the end of 6.3; **memory**, **noise** and **data** at the end of 6.6; **overfit** in 6.6 and 6.8.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **noise**, read what is said below the table of wrong labels: who was better where many labels were wrong, and who where none were? For **starts**, remember what became of the narrow nets when they had five times the epochs.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **relu**: compare what is left of the gradient after three units of each kind. For **overfit**: which number gets better, while the one that counts gets worse?
# </details>

# %% exercise="training_quiz"
training_quiz = {
    "design": "?",
    "task": "?",
    "starts": "?",
    "memory": "?",
    "noise": "?",
    "data": "?",
    "overfit": "?",
    "relu": "?",
}
### BEGIN SOLUTION
right = {"design": "c", "task": "a", "starts": "b", "memory": "d"}
training_quiz = right | {"noise": "b", "data": "c", "overfit": "a", "relu": "d"}
### END SOLUTION

# %% check="training_quiz"

# %% explained="training_quiz"
# **design** · Regularisation: dropout leaves layers, cost and steps as they are, and only makes it harder to memorise.
#
# **task** · Ten outputs, softmax and cross entropy, because exactly one of ten is right. A single number would have it that *three* sounds more like *four* than like *eight*.
#
# **starts** · The narrow nets were slow and not caught: with five times the epochs the losses of most came far down, while the wide ones had arrived long before.
#
# **memory** · A low training loss says nothing about new data, because dice have no pattern to be found and were learnt all the same.
#
# **noise** · Holding the net back: it cannot memorise each wrong label by itself, so the right ones outvote them.
#
# **data** · New speakers were better understood with every doubling, and the lead of the words that were taught shrank.
#
# **overfit** · The training loss falls while the validation loss rises: what is learnt by then is true of these words only.
#
# **relu** · Where it is on its slope is 1, so a gradient passes whole through any number of layers. A sigmoid leaves at most a quarter, three of them 1/64.

# %% [markdown]
# ## What to remember

# %%
plots.show(*sick_nets.draw("healthy", mine.checkup))

# %% [markdown]
# - Momentum adds gradients up, Adagrad and RMSprop give every weight its own rate, Adam does both and corrects its start. Begin with Adam or AdamW, warm up, and let the rate fall.
# - If it does not learn, measure: the first loss against $\ln C$, twenty words, dead units, step over weight.
# - Weights start at random with variance $2/D$ for ReLU. Batch normalisation keeps the level on the way.
# - A net can memorise anything. Penalties, dropout, early stopping and augmentation hold it back; L1 makes exact zeros.
# - The validation set only looks, and new speakers are the judge. Search at random, on a logarithmic scale, on a budget, with several starts.

# %%
what_you_predicted("u06")
mine.show("u06")

# %% [markdown]
# Your net hears 48 numbers of each word, which somebody chose for it. What are good numbers for a sound, and who says so? That is unit 7.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P25, P27); Z. Duan, *Deep learning for audio* (D33, D34, D45, D68–D71); J. Nam, *Deep learning:
# introduction* (J10, J11, J34–J36); M. Grachten, *A brief overview* (G11, G13, G20); H. Mohammadi, *Hands-on introduction* (M13, M21, M23–M30). D. Kingma, J. Ba, "Adam", ICLR 2015.
# J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods", JMLR 12, 2011. T. Tieleman, G. Hinton, "RMSprop", 2012. M. Zeiler, "ADADELTA", arXiv 1212.5701, 2012. J. Nocedal,
# S. Wright, *Numerical Optimization*, 2006. K. He and others, "Delving deep into rectifiers", ICCV 2015. X. Glorot, Y. Bengio, AISTATS 2010. S. Ioffe, C. Szegedy, "Batch
# normalization", ICML 2015. N. Srivastava and others, "Dropout", JMLR 15, 2014. L. Prechelt, "Early stopping – but when?", 1998. D. Park and others, "SpecAugment", Interspeech 2019.
# J. Bergstra, Y. Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012. C. Zhang and others, "Understanding deep learning requires rethinking generalization", ICLR 2017.
# I. Loshchilov, F. Hutter, "Decoupled
# weight decay regularization", ICLR 2019, and "SGDR", ICLR 2017. S. Santurkar and others, "How does batch normalization help optimization?", NeurIPS 2018. Recordings: Free
# Spoken Digit Dataset (CC BY-SA 4.0).
