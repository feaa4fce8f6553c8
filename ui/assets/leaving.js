// A click on a page's name goes to the server as a message of the page that is left, with everything
// that was typed there. Streamlit's own message names the new page alone, and while the server is busy
// it takes the place of the one before it: the number typed last would be lost with it.

// Grids and sliders tell of a change up to 200 ms late; a page that is left tells nothing any more.
const LATE = 300;
// An open cell is asked so often, and so many times, whether it has closed.
const LOOK = 30, MOST_LOOKS = 100;
let state = null;
let touched = -Infinity;

const touch = () => { touched = performance.now(); };
for (const type of ["keydown", "input"]) window.addEventListener(type, touch, true);
window.addEventListener("pointerdown", (event) => {
  if (!event.target.closest?.("a[href]")) touch();  // a press on a link types nothing
}, true);

// Calls once everything that was typed has been told: first an open cell closes and takes its number,
// which on a busy machine takes a while; from then on its own clock runs, and is over before this one.
function afterTyping(call, looks = 0) {
  const open = document.querySelector("#portal")?.childElementCount > 0 && looks < MOST_LOOKS;
  if (open) touch();
  const wait = open ? LOOK : touched + LATE - performance.now();
  if (wait > 0) setTimeout(() => afterTyping(call, looks + 1), wait);
  else call();
}

// Returns the page that an address names: the last part of its path.
function named(address) {
  const url = new URL(address, document.baseURI);
  const name = url.pathname.split("/").pop();
  return url.origin === location.origin && state?.pages.includes(name) ? name : null;
}

function leave(name) {
  document.activeElement?.shadowRoot?.activeElement?.blur();
  document.activeElement?.blur?.();
  const number = ++state.number;
  // not at once in any case: what the box that was left says goes out first
  setTimeout(() => afterTyping(() => {
    if (number !== state.number) return;  // another page was clicked meanwhile
    window.dispatchEvent(new Event("fundrunway:leave"));
    state.set("left", { page: name, number });
  }));
}

window.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const other = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || link.target === "_blank" || link.hasAttribute("download") || other) return;
  const name = named(link.href);
  if (name === null || name === state.open) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(name);
}, true);

export default function (component) {
  state ??= { number: Date.now() };
  state.pages = component.data.pages;
  state.open = component.data.open;
  state.set = component.setTriggerValue;
}
