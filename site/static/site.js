// The site's few lines of script; pages without it are complete.
document.addEventListener("play", (event) => {
  // one sound at a time
  for (const sound of document.querySelectorAll("audio")) {
    if (sound !== event.target) sound.pause();
  }
}, true);
