"use strict";
// Everything here only makes easier what the pages do without it. All text goes in as text.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Days in the form that the reader is used to, moments in his own time zone too.
const days = new Intl.DateTimeFormat(navigator.languages, {
  weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});
const moments = new Intl.DateTimeFormat(navigator.languages, { dateStyle: "medium", timeStyle: "short" });
for (const time of all("time[datetime]")) {
  const isMoment = time.dateTime.includes("T");
  const at = new Date(isMoment ? time.dateTime : `${time.dateTime}T00:00:00Z`);
  if (!Number.isNaN(at.getTime())) time.textContent = (isMoment ? moments : days).format(at);
}

// A report: its text and the record beside it light each other up.
const parts = new Map();
const lit = all(".report [data-of]");
for (const part of lit) {
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
for (const part of lit) {
  part.addEventListener("pointerenter", () => light(idsOf(part)));
  part.addEventListener("pointerleave", () => light([]));
  part.addEventListener("focusin", () => light(idsOf(part)));
  part.addEventListener("focusout", () => light([]));
}
const side = $(".record-side");
for (const piece of all(".piece[data-event]")) {
  piece.addEventListener("click", (event) => {
    const item = document.getElementById(piece.dataset.event);
    event.preventDefault();
    history.replaceState(null, "", `#${item.id}`);
    item.focus({ preventScroll: true });
    // Only the record moves; the text stays where one reads.
    if (side.scrollHeight > side.clientHeight) side.scrollTop += item.getBoundingClientRect().top - side.getBoundingClientRect().top - 60;
    else item.scrollIntoView({ block: "nearest" });
  });
}

// A picture: its marks list what they stand for; it can be made larger.
const drawing = $("#drawing");
if (drawing) {
  const svg = $("svg", drawing);
  const picks = all(".pick", svg);
  const rows = all("#listed-rows > li");
  const heading = $("#listed-what").textContent;
  const list = (places, words) => {
    for (const row of rows) row.hidden = places !== null && !places.has(row.dataset.place);
    $("#listed-what").textContent = words ?? heading;
    $("#list-all").hidden = places === null;
  };
  const choose = (pick) => {
    for (const other of picks) other.classList.toggle("chosen", other === pick);
    list(pick && new Set(pick.dataset.of.split(" ")), pick && titleOf(pick));
  };
  const titleOf = (pick) => $(":scope > title", pick)?.textContent ?? "";
  const point = (pick) => { $("#pointed").textContent = titleOf(pick); };
  for (const pick of picks) {
    pick.addEventListener("pointerenter", () => point(pick));
    pick.addEventListener("click", () => choose(pick));
  }
  $("#list-all").addEventListener("click", () => choose(null));
  let at = -1;
  drawing.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by && picks.length) {
      at = Math.min(Math.max(at + by, 0), picks.length - 1);
      for (const other of picks) other.classList.toggle("here", other === picks[at]);
      picks[at].scrollIntoView({ block: "nearest", inline: "nearest" });
      point(picks[at]);
    } else if (event.key === "Enter" && at >= 0) choose(picks[at]);
    else if (event.key === "Escape") choose(null);
    else return;
    event.preventDefault();
  });
  const { width, height } = svg.viewBox.baseVal;
  let scale = 1;
  const zoom = (to) => {
    scale = Math.max(0.2, Math.min(6, to));
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
  };
  // Where it would be too small to read, one scrolls.
  const fit = () => zoom(Math.max(0.7, Math.min(1.6, (drawing.clientWidth - 2) / width)));
  for (const button of all("[data-zoom]")) {
    const by = Number(button.dataset.zoom);
    button.addEventListener("click", () => (by ? zoom(scale * by) : fit()));
  }
  $(".zoom").hidden = false;
  addEventListener("resize", fit);
  fit();
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
