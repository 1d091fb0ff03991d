// Quiz pages: every change is saved by itself, and lost lines are waited out. Without this file the form still works;
// the server decides everything, this page only asks.

const form = document.getElementById("attempt");
const finish = document.getElementById("finish");
const text = form?.dataset ?? {};

/* ---- the queue: answers that have no receipt yet, kept in this browser until they have one ---- */

// Each question has a place of its own: two pages of one attempt without a line do not take each other's answers away.
const KEY = `quiz-${text.attempt ?? finish?.dataset.forget}.`;
const queue = form ? kept() : {};
const mine = {}; // what this page put there
function kept() {
  const found = {};
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(KEY)) found[name.slice(KEY.length)] = JSON.parse(localStorage.getItem(name));
    }
  } catch { /* no storage: the page itself holds the answers */ }
  return found;
}
function keep(code) {
  try {
    if (queue[code]) localStorage.setItem(KEY + code, (mine[code] = JSON.stringify(queue[code])));
    else if (localStorage.getItem(KEY + code) === mine[code]) localStorage.removeItem(KEY + code);
  } catch { /* as above */ }
}
function forget() {
  for (const code of Object.keys(kept())) localStorage.removeItem(KEY + code);
}
const pending = () => Object.keys(queue).length > 0;
let failures = 0, timer = 0, over = false;

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
  byCode.get(code).dispatchEvent(new CustomEvent("quiz:written"));
}
const same = (a, b) => JSON.stringify([a.values, a.flagged]) === JSON.stringify([b.values, b.flagged]);

function say(code, words, isError) {
  const line = byCode.get(code).querySelector("[data-saved]");
  line.textContent = words;
  line.classList.toggle("field-error", Boolean(isError));
}
const state = form?.querySelector("[data-state]");
function status(words) { if (state && state.textContent !== words) state.textContent = words; }

function paint(code) {
  const { values, flagged } = read(code);
  const kind = flagged ? "flagged" : values.length ? "answered" : "blank";
  const dot = form.querySelector(`[data-dot="${steps.indexOf(byCode.get(code)) + 1}"]`);
  dot.classList.remove("is-flagged", "is-answered", "is-blank");
  dot.classList.add(`is-${kind}`);
  dot.querySelector("[data-dot-word]").textContent = `, ${text[kind]}`;
}

/* ---- saving ---- */

// An answer on its way keeps its number until it is known to be stored or refused; only then the next one is counted.
// So a page that is out of date can never pass a newer answer of another page.
function changed(code) {
  const now = read(code), entry = queue[code];
  if (entry?.sent) entry.next = same(entry, now) ? undefined : now;
  else queue[code] = { sequence: Number(byCode.get(code).dataset.sequence) + 1, ...now };
  field(code, "sequence").value = queue[code].sequence + (queue[code].next ? 1 : 0);
  say(code, text.saving);
  unjudge(code);
  paint(code);
  keep(code);
  send();
}

// One request at a time; it goes on until nothing waits or the line is lost. True: everything has its receipt.
let sending;
function send() {
  sending ??= sendAll().finally(() => { sending = undefined; });
  return sending;
}
async function sendAll() {
  clearTimeout(timer);
  while (pending() && !over) if (!(await sendOnce(Object.keys(queue)))) return false;
  return !pending();
}
async function flush() {
  typed();
  return (await send()) && send();
}

async function sendOnce(codes) {
  const body = new URLSearchParams([["csrf_token", field0("csrf_token").value]]);
  for (const code of codes) {
    const entry = queue[code];
    entry.sent = true;
    body.append(`${code}.sequence`, entry.sequence);
    for (const [name, value] of entry.values) body.append(`${code}.${name}`, value);
    if (entry.flagged) body.append(`${code}.flagged`, "1");
    keep(code);
  }
  status(text.saving);
  try {
    const response = await fetch(form.action, {
      method: "POST", body, headers: { Accept: "application/json" }, redirect: "error",
      keepalive: String(body).length < 60000, signal: AbortSignal.timeout?.(15000),
    });
    return await heard(response, codes);
  } catch {
    return lost(codes, failures ? text.offline : text.unsaved);
  }
}
const field0 = (name) => form.querySelector(`[name="${name}"]`);
const again = document.querySelector("[data-again]");
let isRenewed = false;

async function heard(response, codes) {
  if ([401, 403, 404].includes(response.status)) {
    again.hidden = false;
    return lost(codes, text.signedOut);
  }
  const answer = await response.json();
  if (answer.csrf_token) {
    for (const one of document.querySelectorAll('[name="csrf_token"]')) one.value = answer.csrf_token;
    if (isRenewed) return lost(codes, text.unsaved);
    isRenewed = true;
    return true; // and once more, with the new token
  }
  if (answer.closed) {
    over = true;
    forget();
    location.assign(answer.url);
    return false;
  }
  if (!answer.saved) return lost(codes, text.unsaved);
  const isBack = failures > 0;
  failures = 0;
  isRenewed = false;
  again.hidden = true;
  if (answer.clock) document.dispatchEvent(new CustomEvent("quiz:clock", { detail: answer.clock }));
  for (const one of answer.saved) settled(one.question, one.sequence, one.text);
  for (const one of answer.refused) refused(one);
  // A blank where nothing was stored has no receipt, and a form that was too large is not tried again.
  for (const code of codes) if (queue[code]?.sent) settled(code, queue[code].sequence - 1, answer.text ?? "");
  if (isBack && !pending() && !answer.refused.length) status(text.online);
  return true;
}

function settled(code, sequence, words) {
  const entry = queue[code];
  if (!entry) return;
  byCode.get(code).dataset.sequence = sequence;
  field(code, "sequence").value = sequence + 1;
  if (entry.next) {
    queue[code] = { sequence: sequence + 1, ...entry.next };
    keep(code);
    return;
  }
  delete queue[code];
  keep(code);
  if (typing.code !== code) say(code, words);
  if (words) status(words);
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

function lost(codes, words) {
  failures += 1;
  for (const code of codes) say(code, text.unsaved, true);
  status(words);
  timer = setTimeout(send, Math.min(30000, 1000 * 2 ** failures));
  return false;
}

/* ---- typing: saved after a pause, and every ten seconds without one ---- */

const PAUSE_MS = 1500, LONGEST_MS = 10000;
const typing = { code: "", timer: 0, since: 0 };
function types(code) {
  if (typing.code !== code) typed();
  if (!typing.code) typing.since = Date.now();
  typing.code = code;
  say(code, text.dirty);
  clearTimeout(typing.timer);
  typing.timer = setTimeout(typed, Math.min(PAUSE_MS, Math.max(0, typing.since + LONGEST_MS - Date.now())));
}
function typed() {
  const code = typing.code;
  clearTimeout(typing.timer);
  typing.code = "";
  if (code) changed(code);
}

// Practice: a judgement speaks of the answer that was there, not of the one that is being given.
function unjudge(code) {
  const step = byCode.get(code);
  if (!step.querySelector("[data-judgement]")) return;
  for (const one of step.querySelectorAll("[data-judgement], .reply, .verdict, .part-verdict")) one.remove();
  for (const one of step.querySelectorAll(".choice, .part, .gap")) one.classList.remove("is-right", "is-wrong", "is-partial", "is-missed");
  form.querySelector(`[name="checked"][value="${code}"]`)?.remove();
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
  const codeAt = (event) => event.target.closest("[data-step]")?.dataset.question;
  form.addEventListener("change", (event) => {
    const code = codeAt(event);
    if (!code) return;
    if (typing.code === code) typed();
    else changed(code);
  });
  form.addEventListener("input", (event) => {
    const code = codeAt(event);
    if (code && !isChoice(event.target) && event.target.tagName !== "SELECT") types(code);
  });
  // The page is left only when every answer has its receipt: without a line it would be lost from view.
  let isWaiting = false, mayLeave = false;
  form.addEventListener("submit", async (event) => {
    const stays = event.submitter?.value === "stay"; // Enter in a field: the answer saves itself
    if (!mayLeave) typed();
    if (mayLeave || (!stays && !pending())) return;
    event.preventDefault();
    if (stays || isWaiting) return;
    isWaiting = true;
    mayLeave = await flush();
    isWaiting = false;
    if (mayLeave) form.requestSubmit(event.submitter);
  });
  addEventListener("pageshow", () => { mayLeave = false; });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) typed();
    else if (failures) send(); // back from signing in, perhaps
  });
  again.addEventListener("click", (event) => { if (event.target.closest("button")) send(); });
  // What an earlier visit could not send: shown again, and sent with the number it had.
  for (const [code, entry] of Object.entries(queue)) {
    if (!byCode.has(code)) { delete queue[code]; continue; }
    mine[code] = JSON.stringify(entry);
    const last = entry.next ?? entry;
    write(code, last.values, last.flagged);
    field(code, "sequence").value = entry.sequence + (entry.next ? 1 : 0);
    paint(code);
  }
  send();
}

/* ---- the end ---- */

// The grace is for this: what is on its way arrives, then the attempt is handed in, as soon as there is a line.
document.addEventListener("quiz:time-over", async () => {
  for (let tries = 0; form && !(await flush()) && !over && tries < 5; tries++) {
    await new Promise((resume) => setTimeout(resume, 2000));
  }
  while (!navigator.onLine) await new Promise((resume) => addEventListener("online", resume, { once: true }));
  if (over) return;
  forget();
  // Nobody pressed a button: where the end was moved since, the server sends the page back.
  finish.append(Object.assign(document.createElement("input"), { type: "hidden", name: "because", value: "time" }));
  finish.submit();
});

if (form) setUp();
if (finish?.dataset.forget) {
  finish.addEventListener("submit", (event) => {
    const note = finish.querySelector("[data-offline]");
    note.hidden = navigator.onLine;
    if (navigator.onLine) forget();
    else event.preventDefault();
  });
}
