"""A microphone in a notebook: the browser records, the notebook gets the samples.

The browser records with its own MediaRecorder (W3C), decodes what it has recorded at the sample
rate that is wanted, and writes it as WAV; a hidden text field of ipywidgets carries it into Python.
Where there are no widgets, the recording can be saved as a file and read.
"""

import base64
import html
import itertools

import numpy as np

from dlaudio.audio.files import read
from dlaudio.audio.validation import check_count, check_number

_numbers = itertools.count(1)

# `B` is the button, `f` the figure. Press once to start; it stops by itself or when pressed again.
_RECORD = """
const B=this,f=B.closest('figure'),say=t=>f.querySelector('[role=status]').textContent=t;
if(B.recorder){B.recorder.stop();return}
if(!navigator.mediaDevices||!window.MediaRecorder){say('This page has no microphone: browsers lend \
it only to pages from https or from this machine. Read a file instead, as said below.');return}
navigator.mediaDevices.getUserMedia({audio:true}).then(stream=>{
const parts=[],m=B.recorder=new MediaRecorder(stream);
m.ondataavailable=e=>parts.push(e.data);
m.onstop=async()=>{
B.recorder=null;B.textContent='Record again';stream.getTracks().forEach(t=>t.stop());
const c=new AudioContext({sampleRate:SR});
const d=await c.decodeAudioData(await new Blob(parts).arrayBuffer());c.close();
const n=d.length,k=d.numberOfChannels,v=new DataView(new ArrayBuffer(44+2*n));
const w=(p,s)=>[...s].forEach((x,i)=>v.setUint8(p+i,x.charCodeAt(0)));
w(0,'RIFF');v.setUint32(4,36+2*n,true);w(8,'WAVEfmt ');v.setUint32(16,16,true);
v.setUint16(20,1,true);v.setUint16(22,1,true);v.setUint32(24,SR,true);v.setUint32(28,2*SR,true);
v.setUint16(32,2,true);v.setUint16(34,16,true);w(36,'data');v.setUint32(40,2*n,true);
for(let i=0;i<n;i++){let x=0;for(let j=0;j<k;j++)x+=d.getChannelData(j)[i]/k;
v.setInt16(44+2*i,Math.max(-32768,Math.min(32767,Math.round(32768*x))),true)}
const r=new FileReader();r.onload=()=>{
const u='data:audio/wav;base64,'+r.result.split(',')[1],a=f.querySelector('audio');
a.src=u;a.hidden=false;
const l=f.querySelector('a');l.href=u;l.hidden=false;
const t=document.querySelector('.ID textarea');
if(t){t.value=u;t.dispatchEvent(new Event('input',{bubbles:true}));
t.dispatchEvent(new Event('change',{bubbles:true}))}
say((n/SR).toFixed(2)+' s recorded'+(t?'; run the next cell.':'; save it, and read the file.'))};
r.readAsDataURL(new Blob([v.buffer]))};
m.start();B.textContent='Stop';say('Recording: speak now.');
setTimeout(()=>{if(m.state==='recording')m.stop()},1000*SECONDS)
}).catch(e=>say('The microphone is not to be had ('+e.name+'): allow it in the address bar, or \
read a file instead, as said below.'))
"""


class Recorder:
    """A button that records; made by `record`, to stand on the last line of a notebook cell.

    Attributes
    ----------
    title : str
        What is to be recorded.
    seconds : float
        Longest recording.
    sr : int
        Sample rate of the recording, Hz.
    """

    def __init__(self, *, title: str, seconds: float, sr: int):
        self.title, self.seconds, self.sr = title, seconds, sr
        self._mark = f"dlaudio-recording-{next(_numbers)}"
        self._field = None

    def read(self, *, otherwise=None) -> tuple[np.ndarray, int]:
        """The last recording: samples of shape (n,), float32 in [-1, 1], and the sample rate, Hz.

        Parameters
        ----------
        otherwise : pair (y, sr), optional
            What to give where nothing has been recorded, so that a notebook runs through.

        Raises
        ------
        ValueError
            If nothing has been recorded and there is no `otherwise`.
        """
        recorded = self._field.value if self._field is not None else ""
        if recorded:
            return read(base64.b64decode(recorded.partition(",")[2]))
        if otherwise is None:
            raise ValueError(
                f"nothing has been recorded yet for {self.title!r}: press Record above, speak, and "
                'run this cell again; without a microphone, use audio.read("my_voice.wav")'
            )
        return otherwise

    def __repr__(self) -> str:
        return (
            f"{self.title}: a recorder of up to {self.seconds:g} s, which needs a browser with a "
            'microphone; without one, use audio.read("my_voice.wav").'
        )

    def _repr_html_(self) -> str:
        code = _RECORD.replace("SECONDS", f"{self.seconds:g}").replace("SR", str(self.sr))
        action = html.escape(code.replace("ID", self._mark).replace("\n", ""))
        title = html.escape(self.title)
        return (
            '<figure data-lm-suppress-shortcuts="true" style="margin: 0.5em 0; max-width: 44em">'
            f"<figcaption><strong>{title}</strong> · up to {self.seconds:g} s</figcaption>"
            f'<button type="button" style="min-height: 2.2em" onclick="{action}">Record</button> '
            '<span role="status" aria-live="polite"></span>'
            f'<audio controls hidden aria-label="{title}" style="width: 100%; height: 2.4em">'
            '</audio> <a hidden download="my_voice.wav">save as my_voice.wav</a>'
            "<details><summary>Without a microphone</summary>If the button does "
            "nothing, run this cell. Or record with your telephone or any "
            "program, put the file beside this notebook, and write "
            "<code>y, sr = audio.read(&quot;my_voice.wav&quot;)</code>. WAV, FLAC, Ogg and MP3 "
            "are read; the recording stays on this machine.</details></figure>"
        )

    def _repr_mimebundle_(self, **kwargs) -> dict:
        """With ipywidgets, the field that carries the sound into Python besides the button."""
        bundle = {"text/plain": repr(self), "text/html": self._repr_html_()}
        try:
            import ipywidgets
        except ImportError:
            return bundle
        self._field = ipywidgets.Textarea(layout={"display": "none"})
        self._field.add_class(self._mark)
        from dlaudio.widgets.bundle import ASLEEP, LIVE, view

        box = ipywidgets.VBox([ipywidgets.HTML(ASLEEP + self._repr_html_()), self._field])
        box.add_class(LIVE)
        return view(box, **kwargs) | bundle


def record(*, title: str = "your voice", seconds: float = 3.0, sr: int = 16000) -> Recorder:
    """A recorder to stand on the last line of a notebook cell; `.read()` gives what was recorded.

    Parameters
    ----------
    title : str
        What is to be recorded.
    seconds : float, above 0, at most 60
        Longest recording; it can be stopped before.
    sr : int, from 8000 to 48000
        Sample rate, Hz; the browser converts to it.

    Returns
    -------
    Recorder

    Raises
    ------
    ValueError
        If an argument is not as above.

    See Also
    --------
    read : a sound from a file. librosa has no recorder.

    Examples
    --------
    >>> voice = record(seconds=2)  # the last line of a cell; press, speak
    >>> y, sr = voice.read(otherwise=(np.zeros(16000, np.float32), 16000))  # the next cell
    >>> y.shape, sr
    ((16000,), 16000)
    """
    if not isinstance(title, str) or not title.strip():
        raise ValueError(f"title must say what is to be recorded, got {title!r}")
    seconds = check_number(seconds, name="seconds", low=0.1, high=60)
    sr = check_count(sr, name="sr", at_least=8000)
    if sr > 48000:
        raise ValueError(f"sr of a recording must be at most 48000 Hz, got {sr}")
    return Recorder(title=title.strip(), seconds=seconds, sr=sr)
