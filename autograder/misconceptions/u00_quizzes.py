"""The wrong choices in the quizzes of unit 0: each has its own sentence."""

from autograder.answers import misconception
from autograder.references import u00_start_here as right
from dlaudio.exercises.u00_start_here import flowchart, frameworks, start_quiz, task_kinds

# ---- task_kinds --------------------------------------------------------------------------------


def _kind(question, letter, sentence):
    return misconception(task_kinds, sentence)({**right.task_kinds, question: letter})


genre_b = _kind("genre", "b", "makes genre a number; genres are names, and none lies between two")
genre_c = _kind("genre", "c", "asks for a genre at every moment; here the song gets one answer")
genre_d = _kind("genre", "d", "lets a song have several genres; the question allows exactly one")
mood_a = _kind(
    "mood", "a", "sorts moods into classes; on a scale, 7 is close to 8: that is a number"
)
mood_c = _kind("mood", "c", "follows the mood over time; here the song gets one number")
mood_d = _kind("mood", "d", "tags moods, yes or no; a place on a scale is a number")
chords_a = _kind("chords", "a", "gives the song one chord; each beat has its own")
chords_b = _kind("chords", "b", "makes chords numbers; chords are names, and none lies between two")
chords_d = _kind("chords", "d", "says which chords occur, but not when; each beat needs a label")
tags_a = _kind("tags", "a", "picks one word only; several may fit the same clip")
tags_b = _kind("tags", "b", "gives the clip one number; each word is a yes or a no")
tags_c = _kind("tags", "c", "asks when a word fits; tags belong to the whole clip")
speaker_b = _kind("speaker", "b", "makes people a number; person 3 is not half of person 6")
speaker_c = _kind("speaker", "c", "names a speaker at every moment; here one person speaks")
speaker_d = _kind("speaker", "d", "lets several people fit; here exactly one is speaking")
speech_a = _kind("speech", "a", "gives the recording one label; it holds many words, one by one")
speech_b = _kind("speech", "b", "makes speech a number; words are names, and there are many")
speech_d = _kind("speech", "d", "says which words occur, but not in which order")

# ---- flowchart ---------------------------------------------------------------------------------


def _order(order, sentence):
    return misconception(flowchart, sentence)(list(order))


features_first = _order(
    "debac", "measures features before it cuts frames: then the whole word is one frame"
)
model_first = _order(
    "dbaec", "weighs features before they are measured: the model works on features"
)
decision_first = _order(
    "dbeca", "decides before there are scores: the decision picks the best of them"
)
frames_first = _order("bdeac", "cuts frames before there is a sound to cut")
backwards = _order("caebd", "runs backwards: it starts with the sound and ends with the decision")
model_on_sound = _order(
    "dabec", "weighs features before they are measured, and before there are frames"
)

# ---- frameworks --------------------------------------------------------------------------------


def _way(question, letter, sentence):
    return misconception(frameworks, sentence)({**right.frameworks, question: letter})


codes_a = _way("codes", "a", "sees rules in the autoencoder; nobody wrote one, it was learnt")
codes_b = _way("codes", "b", "takes the 32 numbers for made by hand; the autoencoder learnt them")
codes_d = _way(
    "codes", "d", "says the codes are deep learning; here two parts are learnt apart, not jointly"
)
siren_b = _way("siren", "b", "looks for learning in the siren; its rule and limits are all written")
siren_c = _way("siren", "c", "finds a learnt representation in the siren; nothing in it is learnt")
siren_d = _way("siren", "d", "finds a deep net in the siren; it is a rule in one sentence")
waveform_a = _way("waveform", "a", "sees rules in the net; all its weights were learnt")
waveform_b = _way("waveform", "b", "looks for features made by hand; the net starts from samples")
waveform_c = _way(
    "waveform", "c", "splits the net in two; all its layers were learnt together, for one task"
)
mfcc_a = _way("mfcc", "a", "sees only MFCC's formula; what follows it was learnt from examples")
mfcc_c = _way("mfcc", "c", "takes MFCC for learnt; experts designed them, by a formula")
mfcc_d = _way("mfcc", "d", "says MFCC are learnt from raw data; experts designed them")

# ---- start_quiz --------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(start_quiz, sentence)({**right.start_quiz, question: letter})


layers_a = _choice("layers", "a", "imagines one clever formula; the parts are simple, and many")
layers_c = _choice("layers", "c", "takes a net for a memory; it keeps weights, not the examples")
layers_d = _choice("layers", "d", "takes a net for written rules; nobody writes what it learns")
labels_a = _choice("labels", "a", "thinks labels are always needed; some nets learn without any")
labels_b = _choice("labels", "b", "thinks labels are never used; most nets of this course do")
labels_d = _choice("labels", "d", "lets an engineer set the weights; learning sets them")
objective_a = _choice("objective", "a", "lets J change the weights; that is what modify does")
objective_b = _choice("objective", "b", "lets J make the predictions; that is what the model does")
objective_c = _choice("objective", "c", "lets J pick the data; you do, before the loop begins")
several_b = _choice(
    "several", "b", "allows a single tag; voice, guitar and drums all sound in this clip"
)
several_c = _choice(
    "several", "c", "shares one unit among the tags; each tag is a yes or a no of its own"
)
several_d = _choice("several", "d", "counts the tags; the answer must say which ones fit")
design_a = _choice(
    "design", "a", "changes what goes in or out; here only the price of a mistake changes"
)
design_b = _choice("design", "b", "changes the architecture; the layers can stay as they are")
design_d = _choice("design", "d", "changes the updates; they only follow what the cost says is bad")
