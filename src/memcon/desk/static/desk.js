"use strict";
// Everything here only makes easier what the pages do without it. All text goes in as text.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Days in the form that the reader is used to.
const days = new Intl.DateTimeFormat(navigator.languages, {
  weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});
for (const time of all("time[datetime]")) {
  const day = new Date(`${time.dateTime}T00:00:00Z`);
  if (!Number.isNaN(day.getTime())) time.textContent = days.format(day);
}

// A report: its text and the record beside it light each other up.
const parts = new Map();
for (const part of all("[data-of]")) {
  for (const id of part.dataset.of.split(" ")) {
    if (!parts.has(id)) parts.set(id, []);
    parts.get(id).push(part);
  }
}
function light(ids) {
  for (const part of all(".lit")) part.classList.remove("lit");
  for (const id of ids) for (const part of parts.get(id) ?? []) part.classList.add("lit");
}
// An item of the record lights its own words, not those of all that it names.
const idsOf = (part) => (part.id ? [part.id] : part.dataset.of.split(" "));
for (const part of all("[data-of]")) {
  part.addEventListener("pointerenter", () => light(idsOf(part)));
  part.addEventListener("pointerleave", () => light([]));
  part.addEventListener("focusin", () => light(idsOf(part)));
  part.addEventListener("focusout", () => light([]));
}
const side = $(".record-side");
for (const piece of all("a.piece")) {
  piece.addEventListener("click", (event) => {
    const item = document.getElementById(piece.hash.slice(1));
    if (!item) return;
    event.preventDefault();
    history.replaceState(null, "", piece.hash);
    item.focus({ preventScroll: true });
    // Only the record moves; the text stays where one reads.
    if (side.scrollHeight > side.clientHeight) side.scrollTop += item.getBoundingClientRect().top - side.getBoundingClientRect().top - 60;
    else item.scrollIntoView({ block: "nearest" });
  });
}

// Keys. None of them while one writes.
const writing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
const stops = all(".case").length ? all(".case") : all(".row-link");
function step(by) {
  if (!stops.length) return;
  const here = stops.findIndex((stop) => stop === document.activeElement || stop.contains(document.activeElement));
  const next = stops[Math.min(Math.max(here + by, 0), stops.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
// Right or wrong: a reason is offered, Enter takes the decision.
function judge(kind) {
  const focused = document.activeElement.closest(".case") ?? $(".case");
  const button = focused && $(`button[value="${kind}"]`, focused);
  if (!button) return;
  const reason = $("input[name=reason]", focused);
  for (const other of all(".next-up")) other.classList.remove("next-up");
  button.classList.add("next-up");
  reason.value = button.dataset.reason;
  reason.focus();
  reason.select();
}
for (const reason of all(".case input")) {
  reason.addEventListener("keydown", (event) => {
    const button = $(".next-up", reason.closest(".case"));
    if (event.key === "Escape") {
      button?.classList.remove("next-up");
      reason.closest(".case").focus();
    } else if (event.key === "Enter") {
      // Without a choice made, Enter decides nothing.
      event.preventDefault();
      if (button) reason.form.requestSubmit(button);
    }
  });
}
const KEYS = {
  "/": () => $("#q").focus(),
  "?": () => $("#keys").showModal(),
  j: () => step(1),
  k: () => step(-1),
  r: () => judge("confirm"),
  w: () => judge("wrong"),
  u: () => $("#done input[name=reason]")?.focus(),
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "Enter" && event.target.matches(".case")) $("h2 a", event.target).click();
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
for (const line of all(".keys-line, #show-keys")) line.hidden = false;
$("#show-keys").addEventListener("click", () => $("#keys").showModal());

// Nothing is sent twice.
for (const form of all("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of all("form[data-sent]")) delete form.dataset.sent;
});
