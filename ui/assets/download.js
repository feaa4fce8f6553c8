// A button that asks the server for a file and saves what it answers, however long that takes and
// whatever else the page does meanwhile. What is asked outlives the button, should it be drawn anew.
const files = new Map();

function save(file, name, kind) {
  const bytes = Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector("button");
  const asked = files.get(data.key) ?? { waits: 0 };
  files.set(data.key, asked);
  const show = () => {
    button.disabled = asked.waits !== 0;
    button.textContent = asked.waits ? data.working : data.label;
  };
  button.onclick = () => {
    asked.waits = Date.now();
    show();
    setTriggerValue("sent", { asked: asked.waits });
  };
  if (data.given !== 0) {
    if (data.given === asked.waits) {
      asked.waits = 0;
      save(data.file, data.name, data.kind);
    }
    setTriggerValue("sent", { had: data.given });
  }
  show();
}
