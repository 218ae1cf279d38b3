"""An IPython shell without a notebook: cells go in, text comes out."""

import io
from contextlib import redirect_stderr, redirect_stdout

MAX_TEXT = 20_000  # characters of one output of a cell
MAX_OUTPUTS = 100
NOT_RUN = "(not run here: no mark depends on this cell)\n"  # in the place of what it would show
CUT = "\n... (the rest of this output was cut)"


class Capped(io.StringIO):
    """Text that stops growing at MAX_TEXT and says so."""

    full = False

    def write(self, text: str) -> int:
        left = MAX_TEXT - self.tell()
        if not self.full:
            super().write(text[:left])
            if len(text) > left:
                self.full = True
                super().write(CUT)
        return len(text)


def make_shell():
    """An IPython shell whose outputs are text in a list: there is nobody to look at pictures."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Hook(DisplayHook):
        def __call__(self, result=None):
            if result is not None:
                text = self.shell.display_formatter.format(result)[0].get("text/plain", "")
                self.shell.add_output("execute_result", text)

    class Publisher(DisplayPublisher):
        def publish(self, data, metadata=None, **options):
            self.shell.add_output("display_data", str(data.get("text/plain", "")))

    class Shell(InteractiveShell):
        displayhook_class = Hook
        display_pub_class = Publisher
        outputs: list = []

        def add_output(self, kind: str, text: str, **more: str) -> None:
            if len(self.outputs) < MAX_OUTPUTS:
                text = text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + CUT
                self.outputs.append({"output_type": kind, "text": text, **more})

        def _showtraceback(self, etype, evalue, stb):
            text = self.InteractiveTB.stb2text(stb)[-MAX_TEXT:]
            name = str(getattr(etype, "__name__", "Error"))[:200]
            try:
                message = str(evalue)[:2000]
            except Exception:
                message = "(an error whose message cannot be had)"
            self.add_output("error", text, ename=name, evalue=message)

        def ask_exit(self):
            """`exit` and `quit`: a notebook goes on."""

        def enable_gui(self, gui=None):
            pass

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config)
    shell.display_formatter.active_types = ["text/plain"]
    return shell


def run_cell(shell, source: str) -> list[dict]:
    """Run one cell and return its outputs, in nbformat's words but with text alone."""
    shell.outputs = []
    out, err = Capped(), Capped()
    with redirect_stdout(out), redirect_stderr(err):
        shell.run_cell(source, store_history=False)
    streams = [("stdout", out.getvalue()), ("stderr", err.getvalue())]
    return [
        *({"output_type": "stream", "name": n, "text": text} for n, text in streams if text),
        *shell.outputs,
    ]
