// Light and dark: as the system has it, or as chosen here.

const key = "satchel.scheme";

export function startAppearance() {
  show(localStorage.getItem(key) ?? "auto");
  for (const choice of document.querySelectorAll("#schemes [data-scheme]")) {
    choice.addEventListener("click", () => {
      localStorage.setItem(key, choice.dataset.scheme);
      show(choice.dataset.scheme);
    });
  }
}

function show(scheme) {
  document.documentElement.dataset.scheme = scheme;
  for (const choice of document.querySelectorAll("#schemes [data-scheme]")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.scheme === scheme));
  }
}
