// Quiz pages: every change is saved by itself, lost lines are waited out, the time counts down. Without this file the
// form still works; the server decides everything, this page only asks.

const form = document.getElementById("attempt");
const finish = document.getElementById("finish");
const warn = document.querySelector("[data-warning]");

/* ---- the queue: answers that have no receipt yet, kept in this browser until they have one ---- */

const KEY = `quiz-${form?.dataset.attempt}`;
function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}
function keep() {
  try {
    if (Object.keys(queue).length) localStorage.setItem(KEY, JSON.stringify(queue));
    else localStorage.removeItem(KEY);
  } catch { /* no storage: the page itself holds the answers */ }
}
const queue = form ? kept() : {};
let sending = false, failures = 0, timer = 0, over = false;

/* ---- one question on the page ---- */

const steps = form ? [...form.querySelectorAll("[data-step]")] : [];
const byCode = new Map(steps.map((step) => [step.dataset.question, step]));
const field = (code, name) => form.elements[`${code}.${name}`];
// A question has one field "answer", or one "answer-<key>" for each part of it.
const inputs = (code) => [...form.querySelectorAll(`[name="${code}.answer"],[name^="${code}.answer-"]`)];
const nameIn = (code, input) => input.name.slice(code.length + 1);
const pairsOf = (value) => (value && typeof value === "object" && !Array.isArray(value)
  ? Object.entries(value).map(([key, one]) => [`answer-${key}`, one]) : [].concat(value ?? []).map((one) => ["answer", one]));
const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

function read(code) {
  return {
    values: inputs(code).filter((i) => i.value !== "" && (!isChoice(i) || i.checked)).map((i) => [nameIn(code, i), i.value]),
    flagged: field(code, "flagged").checked,
  };
}
function write(code, values, flagged) {
  for (const input of inputs(code)) {
    const own = values.filter(([name]) => name === nameIn(code, input)).map(([, value]) => value);
    if (isChoice(input)) input.checked = own.includes(input.value);
    else input.value = own[0] ?? "";
  }
  field(code, "flagged").checked = flagged;
}
const same = (a, b) => JSON.stringify([a.values, a.flagged]) === JSON.stringify([b.values, b.flagged]);

function say(code, text, isError) {
  const line = byCode.get(code).querySelector("[data-saved]");
  line.textContent = text;
  line.classList.toggle("field-error", Boolean(isError));
}
const state = form?.querySelector("[data-state]");
function status(text) { if (state && state.textContent !== text) state.textContent = text; }

function paint(code) {
  const { values, flagged } = read(code);
  const kind = flagged ? "flagged" : values.length ? "answered" : "blank";
  const dot = form.querySelector(`[data-dot="${steps.indexOf(byCode.get(code)) + 1}"]`);
  dot.classList.remove("is-flagged", "is-answered", "is-blank");
  dot.classList.add(`is-${kind}`);
  dot.querySelector("[data-dot-word]").textContent = `, ${form.dataset[kind]}`;
}

/* ---- saving ---- */

// An answer on its way keeps its number until it is known to be stored or refused; only then the next one is counted.
// So a page that is out of date can never pass a newer answer of another page.
function changed(code) {
  const now = read(code), entry = queue[code];
  if (entry?.sent) entry.next = same(entry, now) ? undefined : now;
  else queue[code] = { sequence: Number(byCode.get(code).dataset.sequence) + 1, ...now };
  field(code, "sequence").value = queue[code].sequence + (queue[code].next ? 1 : 0);
  say(code, form.dataset.saving);
  paint(code);
  keep();
  send();
}

async function send() {
  const codes = Object.keys(queue);
  if (sending || over || !codes.length) return;
  sending = true;
  clearTimeout(timer);
  const body = new URLSearchParams([["csrf_token", field0("csrf_token").value]]);
  for (const code of codes) {
    const entry = queue[code];
    entry.sent = true;
    body.append(`${code}.sequence`, entry.sequence);
    for (const [name, value] of entry.values) body.append(`${code}.${name}`, value);
    if (entry.flagged) body.append(`${code}.flagged`, "1");
  }
  keep();
  status(form.dataset.saving);
  try {
    const response = await fetch(form.action, {
      method: "POST", body, headers: { Accept: "application/json" }, redirect: "error",
      signal: AbortSignal.timeout?.(15000),
    });
    await heard(response, codes);
  } catch {
    lost(codes, failures ? form.dataset.offline : form.dataset.unsaved);
  }
  sending = false;
  if (!failures && Object.keys(queue).length) send();
}
const field0 = (name) => form.querySelector(`[name="${name}"]`);

async function heard(response, codes) {
  if (response.status === 401) return lost(codes, form.dataset.signedOut);
  const answer = await response.json();
  if (answer.csrf_token) {
    for (const one of document.querySelectorAll('[name="csrf_token"]')) one.value = answer.csrf_token;
    return lost(codes, form.dataset.unsaved);
  }
  if (answer.closed) {
    over = true;
    localStorage.removeItem(KEY);
    return location.assign(answer.url);
  }
  if (!answer.saved) return lost(codes, form.dataset.unsaved);
  const isBack = failures > 0;
  failures = 0;
  for (const one of answer.saved) settled(one.question, one.sequence, one.text);
  for (const one of answer.refused) refused(one);
  // A blank where nothing was stored has no receipt, and a form that was too large is not tried again.
  for (const code of codes) if (queue[code]?.sent) settled(code, queue[code].sequence - 1, answer.text ?? "");
  if (isBack && !Object.keys(queue).length && !answer.refused.length) status(form.dataset.online);
  keep();
}

function settled(code, sequence, text) {
  const entry = queue[code];
  if (!entry) return;
  byCode.get(code).dataset.sequence = sequence;
  field(code, "sequence").value = sequence + 1;
  if (entry.next) {
    queue[code] = { sequence: sequence + 1, ...entry.next };
    return;
  }
  delete queue[code];
  say(code, text);
  if (text) status(text);
}

function refused(one) {
  const entry = queue[one.question];
  if (!entry) return;
  if (one.reason === "stale") {
    settled(one.question, one.sequence, one.text);
    if (!queue[one.question]) write(one.question, pairsOf(one.value), one.flagged);
  } else {
    settled(one.question, entry.sequence - 1, one.text);
  }
  say(one.question, one.text, true);
  status(one.text);
  paint(one.question);
}

function lost(codes, text) {
  failures += 1;
  for (const code of codes) say(code, form.dataset.unsaved, true);
  status(text);
  timer = setTimeout(send, Math.min(30000, 1000 * 2 ** failures));
}

/* ---- one question at a time on phones ---- */

function show(index, focus) {
  steps.forEach((step, at) => step.classList.toggle("is-current", at === index));
  form.querySelectorAll("[data-dot]").forEach((dot, at) => {
    if (at === index) dot.setAttribute("aria-current", "step");
    else dot.removeAttribute("aria-current");
  });
  const [back, on] = form.querySelectorAll("[data-go]");
  back.disabled = index === 0;
  on.disabled = index === steps.length - 1;
  if (focus) {
    const box = steps[index].querySelector("fieldset");
    box.tabIndex = -1;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }
}

function setUp() {
  form.dataset.one = "";
  form.querySelectorAll("[data-plain]").forEach((part) => { part.hidden = true; });
  form.querySelector("[data-pager]").hidden = false;
  const current = () => steps.findIndex((step) => step.classList.contains("is-current"));
  const asked = document.getElementById(location.hash.slice(1)) ?? form.querySelector(".q .field-error");
  show(Math.max(0, steps.findIndex((step) => step.contains(asked))));
  form.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]"), dot = event.target.closest("[data-dot]");
    if (go) show(current() + Number(go.dataset.go), true);
    if (dot) { event.preventDefault(); show(Number(dot.dataset.dot) - 1, true); }
  });
  form.addEventListener("focusin", (event) => {
    const at = steps.indexOf(event.target.closest("[data-step]"));
    if (at >= 0 && at !== current()) show(at);
  });
  const onChange = (event) => {
    const step = event.target.closest("[data-step]");
    if (step) changed(step.dataset.question);
  };
  form.addEventListener("change", onChange);
  let typing = 0;
  form.addEventListener("input", (event) => {
    if (isChoice(event.target)) return;
    clearTimeout(typing);
    typing = setTimeout(onChange, 1500, event);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "stay") {
      event.preventDefault(); // Enter in a field: the answer saves itself
      return;
    }
    // The form carries everything; what is kept here must say the same, so that a resend finds it stored.
    for (const [code, entry] of Object.entries(queue)) {
      queue[code] = { ...read(code), sequence: Number(field(code, "sequence").value), sent: Boolean(entry.sent) };
    }
    keep();
  });
  addEventListener("online", () => { clearTimeout(timer); send(); });
  // What an earlier visit could not send: shown again, and sent with the number it had.
  for (const [code, entry] of Object.entries(queue)) {
    if (!byCode.has(code)) { delete queue[code]; continue; }
    const last = entry.next ?? entry;
    write(code, last.values, last.flagged);
    field(code, "sequence").value = entry.sequence + (entry.next ? 1 : 0);
    paint(code);
  }
  send();
}

/* ---- time, by the server's clock ---- */

function countDown(box) {
  const clock = box.querySelector("[data-clock]");
  const text = clock.lastChild;
  const ahead = Date.parse(box.dataset.now) - Date.now();
  const end = Date.parse(box.dataset.deadline);
  const limit = Number(box.dataset.limit);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet";
  button.textContent = box.dataset.hide;
  button.addEventListener("click", () => {
    clock.hidden = !clock.hidden;
    button.textContent = clock.hidden ? box.dataset.show : box.dataset.hide;
  });
  box.insertBefore(button, warn);
  const tick = setInterval(() => {
    const left = Math.max(0, Math.round((end - Date.now() - ahead) / 1000));
    text.textContent = ` ${box.dataset.left} ${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    const word = left === 0 ? box.dataset.over : left <= limit / 20 ? box.dataset.last : left <= limit / 5 ? box.dataset.fifth : "";
    if (warn.textContent !== word) warn.textContent = word;
    if (left === 0) { clearInterval(tick); timeOver(); }
  }, 1000);
}

// The grace is for this: what is on its way arrives, then the attempt is handed in.
async function timeOver() {
  if (form) {
    for (let tries = 0; Object.keys(queue).length && tries < 5; tries++) {
      await send();
      await new Promise((resume) => setTimeout(resume, 1000));
    }
    localStorage.removeItem(KEY);
  }
  finish.submit();
}

if (form) setUp();
const timeBox = document.querySelector("[data-timer]");
if (timeBox) countDown(timeBox);
if (finish?.dataset.forget) {
  finish.addEventListener("submit", () => localStorage.removeItem(`quiz-${finish.dataset.forget}`));
}
