// @ts-check
/** Small help in forms: the focus on the summary of errors, passwords that can be shown, no second click on a form under way. */
export function start() {
  const summary = document.querySelector("[data-focus]");
  if (summary instanceof HTMLElement) summary.focus();
  for (const input of document.querySelectorAll("input[data-reveal]")) reveal(/** @type {HTMLInputElement} */ (input));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.method !== "post" || form.matches("[data-swap]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  // Back from the cache of the browser: the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
}

/** @param {HTMLInputElement} input */
function reveal(input) {
  const { show, hide, showPassword, hidePassword } = document.body.dataset;
  if (!show || !hide || !showPassword || !hidePassword) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = show;
  button.setAttribute("aria-label", showPassword);
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = shown ? hide : show;
    button.setAttribute("aria-label", shown ? hidePassword : showPassword);
  });
  const box = document.createElement("div");
  box.className = "reveal";
  input.replaceWith(box);
  box.append(input, button);
}
