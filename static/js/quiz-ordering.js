// "Urutkan": beside the number of each item two buttons that move it. The list always stands in the order that its
// numbers say; the numbers are the answer, here as without a script.

for (const list of document.querySelectorAll("[data-order]")) {
  if (!list.querySelector("select:disabled")) setUp(list);
}

function setUp(list) {
  const words = list.dataset;
  const told = list.parentElement.querySelector("[data-order-told]");
  const items = () => [...list.children];
  const select = (item) => item.querySelector("select");
  const name = (item) => item.querySelector("[data-order-text]").textContent.trim();
  let isOurs = false;
  const isGiven = () => items().every((item) => select(item).value);

  const use = button(words.use, () => number());
  list.after(use);
  for (const item of items()) {
    const up = button(words.up, () => move(item, -1)), down = button(words.down, () => move(item, 1));
    for (const one of [up, down]) one.setAttribute("aria-label", `${one.textContent}: ${name(item)}`);
    item.querySelector("label").className = "vh";
    select(item).parentElement.append(up, down);
  }
  // A number chosen by hand puts its item there; the blank takes the whole answer back.
  list.addEventListener("change", (event) => {
    if (isOurs) return;
    const item = event.target.closest("li"), wanted = event.target.value;
    if (wanted) place(item, Number(wanted) - 1);
    else for (const one of items()) select(one).value = "";
    if (wanted) number(item);
    show();
    event.target.focus();
  });
  // What came from the server or an earlier visit stands in the fields: the list follows.
  list.closest("[data-step]")?.addEventListener("quiz:written", () => { sort(); show(); });
  sort();
  show();

  function button(text, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = text;
    made.addEventListener("click", () => { if (made.ariaDisabled !== "true") press(); });
    return made;
  }
  // The neighbour moves, not the item: so the focus stays where it is.
  function move(item, step) {
    if (step < 0) item.after(item.previousElementSibling);
    else item.before(item.nextElementSibling);
    number(item);
  }
  function place(item, at) {
    const others = items().filter((one) => one !== item);
    others.splice(at, 0, item);
    list.append(...others);
  }
  function number(moved) {
    items().forEach((item, at) => { select(item).value = String(at + 1); });
    if (moved) {
      const at = items().indexOf(moved) + 1;
      told.textContent = words.moved.replace("{item}", name(moved)).replace("{place}", at).replace("{total}", items().length);
    }
    show();
    isOurs = true;
    select(list.firstElementChild).dispatchEvent(new Event("change", { bubbles: true }));
    isOurs = false;
  }
  function sort() {
    const place = (item) => Number(select(item).value) || Infinity;
    const sorted = items().sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
    if (sorted.some((item, at) => item !== list.children[at])) list.append(...sorted);
  }
  function show() {
    const all = items();
    use.hidden = isGiven();
    all.forEach((item, at) => {
      const [up, down] = item.querySelectorAll("button");
      up.ariaDisabled = String(at === 0);
      down.ariaDisabled = String(at === all.length - 1);
    });
  }
}
