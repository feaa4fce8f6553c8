// Sliders that report while they are dragged, at most twenty times a second, the last one always.
const EVERY = 50;
// When nothing has moved for so long, the rest of the page follows.
const RESTS = 500;
let gestures = Date.now();
let numbers = Date.now();
let current = null;
// Another page takes every change along; a message sent after such a click would call this page back.
window.addEventListener("fundrunway:leave", () => current?.leave());

// Moves stay in `unseen` until the server says that it has taken them: a message that comes while it is
// busy takes the place of the one before, so each carries every move that is not yet taken.
function sender(state) {
  let timer = null, rest = null, last = 0;
  const settle = (patience) => {
    // a page that reruns as a whole may drop a message: what is not yet taken is sent again, later
    // each time, for a message ends the work on the one before and a slow server would never be done
    if (state.unseen.size > 0) send(2 * patience);
    else state.set("moved", { settled: true });
  };
  const send = (patience = RESTS) => {
    timer = null;
    last = performance.now();
    state.set("moved", { moves: [...state.unseen.values()] });
    clearTimeout(rest);
    rest = setTimeout(() => settle(patience), patience);
  };
  // what an earlier number was refused for is no longer to be read
  state.unsay = () => send();
  state.leave = () => {
    if (timer !== null) { clearTimeout(timer); send(); }
    clearTimeout(rest);
  };
  return (move, now) => {
    state.unseen.delete(move.path);
    state.unseen.set(move.path, { ...move, number: ++numbers });
    if (timer !== null) clearTimeout(timer);
    const left = now ? 0 : Math.max(0, EVERY - (performance.now() - last));
    if (left === 0) send(); else timer = setTimeout(() => send(), left);
  };
}

function build(panel, lever, state) {
  const row = document.createElement("div");
  row.className = "lever";
  row.dataset.path = lever.path;
  row.unseen = state.unseen;
  row.innerHTML = `
    <label></label>
    <span class="set"><input type="text" inputmode="decimal"><span class="unit"></span></span>
    <span class="track"><input type="range"><span class="mark"></span></span>
    <span class="ends"><span class="low"></span><span><button class="about" type="button"></button><button class="back" type="button"></button></span><span class="high"></span></span>
    <span class="said" role="alert"></span><span class="path"></span><span class="help"></span>`;
  const range = row.querySelector('input[type="range"]');
  const box = row.querySelector('input[type="text"]');
  const said = row.querySelector(".said");
  const report = (value, now) => {
    for (const one of panel.children) one.tell("");  // what another box was told is over too
    state.send({ path: lever.path, value, gesture: row.gesture }, now);
  };
  const begin = () => { row.gesture = String(++gestures); };
  range.addEventListener("pointerdown", () => { begin(); row.dragging = true; });
  range.addEventListener("keydown", (event) => { if (!event.repeat) begin(); });
  const tell = (words) => {
    said.textContent = words;
    box.setAttribute("aria-invalid", String(words !== ""));
  };
  row.tell = tell;
  range.addEventListener("input", () => {
    box.value = Number(range.value).toFixed(row.lever.digits);
    report(Number(range.value), false);
  });
  const end = () => { row.dragging = false; };
  range.addEventListener("change", end);
  range.addEventListener("pointerup", end);
  range.addEventListener("pointercancel", end);
  const typed = () => {
    if (!row.typing) return;
    row.typing = false;
    const value = read(box.value, row.lever.endings);
    const words = box.value.trim();
    tell(value === null && words !== "" ? row.lever.noNumber.replace("{typed}", () => words) : "");
    if (value === null) { show(row); return; }
    if (value === row.lever.value && !state.unseen.has(lever.path)) { show(row); state.unsay(); return; }
    begin();
    report(value, true);
  };
  // not on "change": the number that the box had before is no change, yet it was typed
  box.addEventListener("input", () => { row.typing = true; });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) typed(); });
  box.addEventListener("blur", () => { typed(); show(row); });  // a refused number does not stay
  row.querySelector(".about").addEventListener("click", () => row.classList.toggle("open"));
  row.querySelector(".back").addEventListener("click", () => { begin(); report(null, true); });  // back to what the file says
  panel.appendChild(row);
  return row;
}

function show(row) {
  const lever = row.lever;
  const range = row.querySelector('input[type="range"]');
  const box = row.querySelector('input[type="text"]');
  row.querySelector("label").textContent = lever.label;
  row.querySelector(".unit").textContent = lever.unit;
  row.querySelector(".about").textContent = lever.about;
  row.querySelector(".back").textContent = lever.back;
  row.querySelector(".low").textContent = lever.low;
  row.querySelector(".high").textContent = lever.high;
  row.querySelector(".path").textContent = lever.course;
  row.querySelector(".help").textContent = lever.help;
  row.classList.toggle("changed", lever.changed);
  range.setAttribute("aria-label", lever.label);
  range.setAttribute("aria-valuetext", `${lever.value.toFixed(lever.digits)} ${lever.unit}`);
  box.setAttribute("aria-label", `${lever.label} (${lever.unit})`);
  const width = lever.max - lever.min || 1;
  row.querySelector(".mark").style.left = `calc(8px + (100% - 16px) * ${(lever.mark - lever.min) / width})`;
  row.querySelector(".mark").title = lever.markText;
  // what the reader has moved since is newer than what the server says
  if (row.dragging || row.unseen.has(lever.path)) return;
  range.min = lever.min; range.max = lever.max; range.step = lever.step;
  range.value = lever.value;
  if (row.getRootNode().activeElement !== box) box.value = lever.value.toFixed(lever.digits);
}

const plain = (text) => text.normalize("NFKC").replace(/\s+/g, "");

// Full-width signs, per cent, the lever's own unit and commas between thousands are all understood.
// Anything else is no number: 1,5 is not taken for 15.
function read(text, endings) {
  let words = plain(text).replace(/[\u2010-\u2015\u2212]/g, "-");
  const ending = endings.map(plain).find((one) => one !== "" && words.endsWith(one));
  if (ending) words = words.slice(0, -ending.length);
  const sound = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$|^[+-]?\.\d+$/.test(words);
  return sound ? Number(words.replaceAll(",", "")) : null;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const panel = parentElement.querySelector(".panel");
  const state = (panel.state ??= {});
  state.unseen ??= new Map();
  state.send ??= sender(state);
  state.set = setTriggerValue;
  current = state;
  for (const [path, move] of state.unseen) if (move.number <= data.seen) state.unseen.delete(path);
  const rows = new Map([...panel.children].map((row) => [row.dataset.path, row]));
  let place = 0;
  for (const lever of data.levers) {
    const row = rows.get(lever.path) ?? build(panel, lever, state);
    rows.delete(lever.path);
    row.lever = lever;
    // moving a row that is in place would end a drag
    if (panel.children[place] !== row) panel.insertBefore(row, panel.children[place] ?? null);
    place += 1;
    show(row);
  }
  for (const row of rows.values()) row.remove();
}
