// The time of an attempt, counted by the server's clock. It can be hidden; both warnings come all the same, each is
// read out once, and a reload changes neither.

const box = document.querySelector("[data-timer]");
if (box) setUp(box, box.dataset);

function setUp(box, words) {
  const KEY = `quiz-time-${words.attempt}`;
  const clock = box.querySelector("[data-clock]"), warning = box.querySelector("[data-warning]");
  const figure = clock.lastChild;
  const known = remembered();
  let ahead, end;

  function remembered() {
    try { return JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { return {}; }
  }
  function remember(name, value) {
    known[name] = value;
    try { sessionStorage.setItem(KEY, JSON.stringify(known)); } catch { /* then a reload asks again */ }
  }
  // Every answer that is saved brings the server's clock again, and a deadline that may have been moved.
  function set({ now, deadline }) {
    ahead = Date.parse(now) - Date.now();
    end = Date.parse(deadline);
  }

  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet";
  button.addEventListener("click", () => {
    remember("hidden", !known.hidden);
    paint();
  });
  function paint() {
    for (const part of box.querySelectorAll("[data-clock], .quiz-until")) part.hidden = Boolean(known.hidden);
    button.textContent = known.hidden ? words.show : words.hide;
  }

  function warn(level, left) {
    if (warning.dataset.level === level) return;
    warning.dataset.level = level;
    if (known[level]) warning.removeAttribute("role");
    else warning.setAttribute("role", "alert");
    warning.textContent = level && words[level].replace("{minutes}", Math.ceil(left / 60));
    if (level) remember(level, true);
  }
  function tick() {
    const left = Math.max(0, Math.ceil((end - Date.now() - ahead) / 1000)), limit = Number(words.limit);
    figure.textContent = ` ${words.left} ${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    warn(left === 0 ? "over" : left <= limit / 20 ? "last" : left <= limit / 5 ? "fifth" : "", left);
    if (left > 0) return;
    clearInterval(ticking);
    document.dispatchEvent(new CustomEvent("quiz:time-over"));
  }

  set(words);
  paint();
  box.insertBefore(button, warning);
  document.addEventListener("quiz:clock", (event) => set(event.detail));
  const ticking = setInterval(tick, 1000);
}
