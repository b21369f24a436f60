// The page without a network: loads what was asked for again, with what stands behind its "#".
document.querySelector("[data-again]")?.addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});
