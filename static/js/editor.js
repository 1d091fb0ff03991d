// The editor of content files: checks while somebody writes, leads to the line, warns before work is lost.
// Without it the buttons do the same.

const form = document.querySelector("[data-editor]");
if (form) setUp(form, form.dataset);

function setUp(form, words) {
  const PAUSE_MS = 1200, LATER_MS = 4000;
  const box = form.elements.text, state = form.querySelector("[data-state]");
  const list = document.querySelector("[data-problems]");
  const saved = box.value;
  let timer, asked = 0, sending = false;

  const say = (text) => { state.textContent = text; };
  const isChanged = () => box.value !== saved;

  function later(wait = PAUSE_MS) {
    clearTimeout(timer);
    timer = setTimeout(check, wait);
  }
  async function check() {
    const mine = ++asked;
    say(words.checking);
    try {
      const answer = await fetch(words.check, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      });
      if (mine !== asked) return;
      if (!answer.ok) return say(isChanged() ? words.unsaved : "");
      const told = await answer.json();
      if (told.busy) return later(LATER_MS);
      show(told.problems);
    } catch {
      say(isChanged() ? words.unsaved : "");
    }
  }
  function show(problems) {
    list.replaceChildren(...(problems.length ? problems.map(row) : [part("li", words.fine)]));
    const count = words.found.replace("{count}", problems.length);
    say(`${isChanged() ? `${words.unsaved} ` : ""}${problems.length ? count : words.fine}`);
  }
  function part(tag, text, more = {}) {
    return Object.assign(document.createElement(tag), { textContent: text }, more);
  }
  function row(one) {
    const head = part("p", "", { className: "row" });
    head.append(part("span", one.error ? words.wrong : words.look, { className: `badge is-${one.error ? "overdue" : "due_soon"}` }));
    if (one.line) {
      const link = part("a", words.line.replace("{line}", one.line), { href: "#teks" });
      link.dataset.line = one.line;
      head.append(link);
    } else head.append(part("code", one.path));
    head.append(part("a", words.rule.replace("{rule}", one.rule), { className: "small", href: one.url }));
    const item = part("li", "", { className: "problem stack tight" }), message = part("p", "");
    message.append(part("b", one.message));
    item.append(head, message);
    if (one.hint) item.append(part("p", `${words.mend} ${one.hint}`));
    return item;
  }
  function lead(number) {
    const lines = box.value.split("\n"), start = lines.slice(0, number - 1).join("\n").length + (number > 1);
    box.focus();
    box.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
    const height = parseFloat(getComputedStyle(box).lineHeight);
    box.scrollTop = Math.max(0, (number - 4) * height);
  }

  box.addEventListener("input", () => { say(isChanged() ? words.unsaved : ""); later(); });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    lead(Number(link.dataset.line));
  });
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("beforeunload", (event) => { if (isChanged() && !sending) event.preventDefault(); });
}
