// The site's few lines of script; pages without it are complete.

// The theme looks for this at a visitor's first page, and complains on the console without it.
document.documentElement.dataset.mode ||= "auto";

document.addEventListener("play", (event) => {
  // one sound at a time
  for (const sound of document.querySelectorAll("audio")) {
    if (sound !== event.target) sound.pause();
  }
}, true);
