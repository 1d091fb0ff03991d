// The frame's small comforts. Everything works without this file; it only makes things nicer.

// A password can be shown: the button exists only where it can work.
for (const box of document.querySelectorAll("[data-password]")) {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  const row = document.createElement("div");
  button.type = "button";
  button.className = "btn";
  const say = (word) => {
    button.textContent = word;
    button.setAttribute("aria-label", `${word}: ${box.querySelector("label").textContent}`);
  };
  say(box.dataset.show);
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    say(shown ? box.dataset.hide : box.dataset.show);
  });
  row.className = "password";
  input.replaceWith(row);
  row.append(input, button);
  // A password manager and the next person expect a hidden field when the form leaves.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}

// NIP in its own groups, birth date, appointment, sex, number: 19850312 201001 1 001.
const NIP_GROUPS = [8, 6, 1, 3];
function grouped(digits) {
  let at = 0;
  return NIP_GROUPS.map((size) => digits.slice(at, (at += size))).filter(Boolean).join(" ");
}
for (const input of document.querySelectorAll("input[data-nip]")) {
  const tidy = () => {
    // Letters stay as typed: the server explains them better than a field that swallows keys.
    if (/[^\d\s.]/.test(input.value)) return;
    const before = input.value.slice(0, input.selectionStart).replace(/\D/g, "").length;
    const digits = input.value.replace(/\D/g, "");
    if (digits.length > 18) return;
    input.value = grouped(digits);
    let place = 0;
    for (let seen = 0; seen < before; place++) if (/\d/.test(input.value[place])) seen++;
    if (document.activeElement === input) input.setSelectionRange(place, place);
  };
  input.addEventListener("input", tidy);
  tidy();
}

// A menu closes by Escape and by a click beside it.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// A formula that is wider than the page is scrolled, with keys too.
const wide = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
for (const formula of document.querySelectorAll('math[display="block"]')) wide.observe(formula);

// Errors on top are read first.
document.querySelector("[data-focus]")?.focus();

// Arrow keys turn pages, unless they have work to do where the focus is.
const KEYS = { ArrowLeft: "previous", ArrowRight: "next" };
const HOLDS_ARROWS = "input, select, textarea, audio, video, [tabindex='0'], [contenteditable]";
document.addEventListener("keydown", (event) => {
  const way = KEYS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest(HOLDS_ARROWS) || document.documentElement.scrollWidth > innerWidth) return;
  document.querySelector(`[data-key="${way}"]`)?.click();
});
