"""Radio buttons and fields for a quiz: they make the dictionary that belongs into the answer cell.

What is graded is the text of that cell, and a kernel cannot change it. So the form is a piece of
HTML that works by itself, as the players do (`dlaudio.audio.strip`): it writes the dictionary below
its buttons, and puts it into the cell above where the page has one within reach (JupyterLab and
JupyterLite). Elsewhere (Colab keeps outputs in a frame of their own) it is copied, to be pasted.
Where a page removes what elements do, a sentence is left: letters can always be typed.
"""

import html

from .assessment.quiz import LETTERS

_OPEN = html.escape(
    "if(this.dataset.form){this.insertAdjacentHTML('beforeend',this.dataset.form);"
    "this.removeAttribute('data-form')}"
)
# `q` is the form, `d` the dictionary.
_CHANGE = html.escape(
    "const q=this,d=[];q.querySelectorAll('[data-asks]').forEach(f=>{"
    "const i=f.querySelector('input:checked')||f.querySelector('input[type=text]');"
    "const v=(i&&i.value.trim())||'?';"
    "d.push('    '+JSON.stringify(f.dataset.asks)+': '+JSON.stringify(v)+',\\n')});"
    "q.querySelector('code').textContent=q.dataset.name+' = {\\n'+d.join('')+'}';"
    "q.querySelector('[role=status]').textContent=''"
)
_WRITE = html.escape(
    "const q=this.closest('[data-name]'),t=q.querySelector('code').textContent,"
    "s=q.querySelector('[role=status]');let c=this.closest('.jp-Cell');"
    "while(c&&(c=c.previousElementSibling)){const e=c.querySelector('.cm-content');"
    "if(e&&e.textContent.includes(q.dataset.name+' = ')){"
    "e.focus();getSelection().selectAllChildren(e);const p=new DataTransfer();"
    "p.setData('text/plain',t);e.dispatchEvent(new ClipboardEvent('paste',"
    "{clipboardData:p,bubbles:true,cancelable:true}));"
    "s.textContent='It is in the answer cell. Run that cell, then this one.';return}}"
    "s.textContent='Paste these lines into the answer cell, and run it.';"
    "navigator.clipboard?.writeText(t).catch(()=>{})"
)


def quiz_form(name: str, answer: dict, choices: tuple[str, ...]) -> str:
    """The form as HTML, with what has been answered so far.

    Parameters
    ----------
    name : str
        Name of the exercise, under which the notebook has the dictionary.
    answer : dict
        The notebook's: its keys are the questions, in this order.
    choices : tuple of str
        Questions that are answered with a letter; the others have a field for a number.
    """
    rows = "".join(_row(name, str(key), value, key in choices) for key, value in answer.items())
    form = (
        f'<div data-name="{html.escape(name)}" data-lm-suppress-shortcuts="true" '
        f'onchange="{_CHANGE}">{rows}'
        f'<button type="button" style="min-height: 28px" onclick="{_WRITE}">Put it into the answer '
        'cell</button> <span role="status"></span><pre><code></code></pre></div>'
    )
    return (
        f'<details data-form="{html.escape(form)}" ontoggle="{_OPEN}">'
        "<summary>Answer with buttons</summary><small>The letters can also be typed into the "
        "answer cell.</small></details>"
    )


def _row(name: str, key: str, value, chosen: bool) -> str:
    """One question: a group of radio buttons, or a field."""
    said = html.escape("" if value == "?" else str(value))
    asks = html.escape(key)
    if not chosen:
        return (
            f'<div data-asks="{asks}"><label><b>{asks}</b> <input type="text" value="{said}" '
            'inputmode="decimal" size="10" autocomplete="off"></label></div>'
        )
    buttons = "".join(
        f'<label style="margin-right: 1em"><input type="radio" name="{html.escape(name)}-{asks}" '
        f'value="{letter}" {"checked" * (said.lower() == letter)}> ({letter})</label>'
        for letter in LETTERS
    )
    style = "border: 0; padding: 0.2em 0; margin: 0"
    return (
        f'<fieldset data-asks="{asks}" style="{style}"><legend style="float: left; width: 9em">'
        f"<b>{asks}</b></legend>{buttons}</fieldset>"
    )
