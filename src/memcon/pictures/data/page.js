"use strict";
// Filters, zoom, and the details of marks. All text goes in as text, never as markup.
const { happenings, standings, modalities } = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const svg = document.querySelector("#frame > svg");
const picks = [...svg.querySelectorAll(".pick")].map((node) => ({
  node,
  places: node.dataset.of.split(" ").map(Number),
  counts: [...node.querySelectorAll(".count")],
}));
const AT_ONCE = 25;

function make(tag, content, attributes = {}) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...[content ?? []].flat());
  return node;
}

function glyph(standing, modality) {
  const made = document.createElementNS(svg.namespaceURI, "svg");
  made.setAttribute("class", "glyph");
  made.setAttribute("viewBox", "-2 -2 4 4");
  made.setAttribute("aria-hidden", "true");
  const strokes = modalities[modality].struck ? ["M-1.5 1.5L1.5-1.5"] : [];
  for (const [i, d] of [standings[standing].path, ...strokes].entries()) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("class", `${i ? "strike" : `mark ${modality}`} ${standing}`);
    path.setAttribute("d", d);
    path.setAttribute("stroke-width", ".3");
    if (!i && modalities[modality].mark_dash) path.setAttribute("stroke-dasharray", ".4 .3");
    made.append(path);
  }
  return made;
}

// Filters

for (const [name] of Object.entries(standings)) {
  if (!happenings.some((one) => one.standing === name)) continue;
  const box = make("input", null, { type: "checkbox", value: name, checked: "" });
  $("standings").append(make("label", [box, glyph(name, "actual"), name]));
}
function options(select, pairs) {
  const unique = new Map(pairs.sort(([, a], [, b]) => (a < b ? -1 : 1)));
  for (const [value, words] of unique) select.append(make("option", words, { value }));
}
options($("type"), happenings.map((one) => [one.event, one.type]));
options($("modality"), happenings.map((one) => [one.modality, modalities[one.modality].words]));

function matching() {
  const chosen = new Set([...document.querySelectorAll("#standings :checked")].map((box) => box.value));
  const who = $("who").value.trim().toLowerCase();
  return happenings.map(
    (one) =>
      chosen.has(one.standing) &&
      (!$("type").value || one.event === $("type").value) &&
      (!$("modality").value || one.modality === $("modality").value) &&
      (!who || one.names.some((name) => name.toLowerCase().includes(who))),
  );
}

let shown = happenings.map(() => true);
let chosen = null;

function filter() {
  shown = matching();
  for (const { node, places, counts } of picks) {
    const left = places.filter((place) => shown[place]).length;
    node.classList.toggle("off", !left);
    for (const text of counts) text.textContent = left > 1 ? left.toLocaleString("en") : "";
  }
  const left = shown.filter(Boolean).length;
  $("status").textContent = `${left.toLocaleString("en")} of ${happenings.length.toLocaleString("en")} happenings`;
  details();
}
$("filters").addEventListener("input", filter);
$("filters").addEventListener("reset", () => setTimeout(() => { choose(null); filter(); }));
$("filters").addEventListener("submit", (event) => event.preventDefault());

// Details

let drawn = 0;
function details() {
  const places = (chosen ? chosen.places : [...happenings.keys()])
    .filter((place) => shown[place]);
  $("heading").textContent = chosen
    ? `${places.length.toLocaleString("en")} chosen`
    : "Happenings";
  $("list").replaceChildren();
  drawn = 0;
  $("more").onclick = () => more(places);
  more(places);
}
function more(places) {
  $("list").append(...places.slice(drawn, drawn + AT_ONCE).map(article));
  drawn += AT_ONCE;
  $("more").hidden = drawn >= places.length;
}
function article(place) {
  const one = happenings[place];
  const where = one.place ? `, ${one.place}` : "";
  const parts = [
    make("h3", one.who),
    make("p", [glyph(one.standing, one.modality), ` ${one.what}, ${one.when}${where}`]),
    make("p", `${one.standing}; ${modalities[one.modality].words}; ${one.sure}`, { class: "faint-words" }),
    ...said("Asserted by", one.asserted_by),
    ...said("Denied by", one.denied_by),
    ...linked("Planned by:", one.planned_by),
    ...linked("Carried out by:", one.plan_of),
  ];
  return make("article", parts);
}
function said(heading, voices) {
  if (!voices.length) return [];
  const items = voices.map(({ name, words }) =>
    make("li", [make("bdi", name), ...(words ? [": ", make("q", words, { dir: "auto" })] : [])]),
  );
  return [make("p", heading), make("ul", items)];
}
function linked(words, places) {
  return places.map((place) => {
    const go = make("button", happenings[place].what, { type: "button" });
    go.addEventListener("click", () => choose({ places: [place] }));
    return make("p", [`${words} `, go, ` ${happenings[place].when}`]);
  });
}

function choose(pick) {
  chosen?.node?.classList.remove("chosen");
  chosen = pick;
  pick?.node?.classList.add("chosen");
  details();
  $("details").scrollTop = 0;
}

// Marks: pointing, clicking, and going from one to the next by the keyboard

let at = 0;
function go(to) {
  picks[at]?.node.setAttribute("tabindex", "-1");
  at = to;
  picks[at].node.setAttribute("tabindex", "0");
  picks[at].node.focus();
  picks[at].node.scrollIntoView({ block: "nearest", inline: "nearest" });
}
function step(by) {
  for (let i = 1; i <= picks.length; i++) {
    const next = (((at + by * i) % picks.length) + picks.length) % picks.length;
    if (!picks[next].node.classList.contains("off")) return go(next);
  }
}
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
for (const [i, pick] of picks.entries()) {
  const title = pick.node.querySelector(":scope > title");
  const words = title?.textContent ?? "";
  title?.remove();
  pick.node.setAttribute("role", "button");
  pick.node.setAttribute("aria-label", words);
  pick.node.setAttribute("tabindex", i ? "-1" : "0");
  pick.node.addEventListener("pointermove", (event) => point(event, pick, words));
  pick.node.addEventListener("pointerleave", () => { $("tip").hidden = true; });
  pick.node.addEventListener("focus", () => { at = i; });
  pick.node.addEventListener("click", () => { if (!dragged) choose(pick); });
  pick.node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") choose(pick);
    else if (event.key in STEPS) step(STEPS[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
let pointed = null;
function point(event, pick, words) {
  const tip = $("tip");
  if (pointed !== pick) {
    // Of one happening all is told, who says so and who denies it; of several only which they are.
    const [first, ...more] = pick.places;
    tip.replaceChildren(more.length ? words : article(first));
    pointed = pick;
  }
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 4))}px`;
  const under = event.clientY + 18;
  tip.style.top = `${under + height > innerHeight ? event.clientY - height - 10 : under}px`;
}

// Zoom and pan: the frame scrolls, the picture grows

const full = svg.viewBox.baseVal;
const frame = $("frame");
let scale = 1;
function zoom(to, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
  const by = Math.max(0.15, Math.min(8, to)) / scale;
  const [left, top] = [(frame.scrollLeft + x) * by - x, (frame.scrollTop + y) * by - y];
  scale *= by;
  svg.setAttribute("width", full.width * scale);
  svg.setAttribute("height", full.height * scale);
  frame.scrollTo(left, top);
}
// On a narrow window the words would be too small to read: there one scrolls.
const fit = () => zoom(Math.max(0.8, frame.clientWidth / full.width), 0, 0);
const ZOOMS = { in: () => zoom(scale * 1.3), out: () => zoom(scale / 1.3), fit };
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", ZOOMS[button.dataset.zoom]);
}
const KEYS = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "fit" };
frame.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
  if (event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
  ZOOMS[KEYS[event.key]]();
  event.preventDefault();
});
frame.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const box = frame.getBoundingClientRect();
  zoom(scale * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });

let held = null;
let dragged = false;
frame.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button) return;
  held = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
  dragged = false;
});
addEventListener("pointermove", (event) => {
  if (!held) return;
  const [x, y] = [event.clientX - held.x, event.clientY - held.y];
  dragged ||= Math.hypot(x, y) > 4;
  if (!dragged) return;
  frame.classList.add("held");
  frame.scrollTo(held.left - x, held.top - y);
});
addEventListener("pointerup", () => {
  held = null;
  frame.classList.remove("held");
});

for (const id of ["filters", "details"]) $(id).hidden = false;
function settle() {
  document.body.style.setProperty("--top", `${document.querySelector("main").offsetTop}px`);
  fit();
}
addEventListener("resize", settle);
filter();
settle();
