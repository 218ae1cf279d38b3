// What was saved is there when a notebook is opened again, although its kernel is slow to start.
//
// The manager of ipywidgets 8.1 asks the kernel for live widgets and then reads the saved ones. When
// the kernel connects late, it asks a second time, and says that all is restored before the saved
// ones have been read: outputs drawn in between keep "Error displaying widget: model not found".
// This extension, written without a build, reads the saved ones again and draws those outputs.

const LOST = ["Error displaying widget", "Loading widget"];
const WIDGET = "application/vnd.jupyter.widget-view+json";
const EVERY = 1000; // ms
const PATIENCE = 180; // times: a busy server starts a kernel within three minutes

function lost(panel) {
  const found = [];
  for (const cell of panel.content.widgets) {
    const area = cell.outputArea;
    (area?.widgets ?? []).forEach((row, i) => {
      for (const part of row.widgets ?? []) {
        const text = part.mimeType === WIDGET ? part.node.textContent : "";
        if (LOST.some((words) => text.startsWith(words))) found.push([part, area.model.get(i)]);
      }
    });
  }
  return found;
}

async function draw(panel, found) {
  const manager = await found[0][0]._manager.promise;
  await manager.restoreWidgets(panel.context.model, { loadKernel: false, loadNotebook: true });
  for (const [part, model] of found) {
    const id = model.data[WIDGET]?.model_id;
    if (!part.isDisposed && part.node.textContent && manager.has_model(id)) {
      if (LOST.some((words) => part.node.textContent.startsWith(words))) part.renderModel(model);
    }
  }
}

function watch(panel) {
  let left = PATIENCE;
  let busy = false;
  const timer = setInterval(async () => {
    if (panel.isDisposed || left-- === 0) return clearInterval(timer);
    const ready = panel.sessionContext.session?.kernel?.connectionStatus === "connected";
    const found = ready && !busy ? lost(panel) : [];
    if (found.length === 0) return;
    busy = true;
    try {
      await draw(panel, found);
    } catch (error) {
      console.debug("dlaudio-reopen:", error); // another time, if it is too early
    }
    busy = false;
  }, EVERY);
}

const shared = {};

async function plugin() {
  const versions = Object.values(shared.scope["@jupyterlab/notebook"]);
  const { INotebookTracker } = (await versions[0].get())();
  return {
    id: "dlaudio-reopen:plugin",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      tracker.forEach(watch);
      tracker.widgetAdded.connect((_, panel) => watch(panel));
    },
  };
}

window._JUPYTERLAB = window._JUPYTERLAB || {};
window._JUPYTERLAB["dlaudio-reopen"] = {
  init: (scope) => {
    shared.scope = scope;
  },
  get: async () => {
    const made = await plugin();
    return () => ({ __esModule: true, default: made });
  },
};
