// Behind the call: each webhook as Twilio would send it, and the answer.

import { word } from "./words.js";

const hooks = document.getElementById("hooks");
const count = document.getElementById("peek-count");

export function clearPeek() {
  hooks.replaceChildren();
  count.textContent = "";
}

export function showPeek(peek) {
  const hook = element("details", "hook");
  const summary = element("summary");
  summary.append(element("code", "", `POST ${peek.path}`));
  summary.append(element("span", "quiet", `${peek.status} · ${peek.milliseconds} ms`));
  const parts = element("dl");
  part(parts, "signature", element("code", "", peek.signature));
  part(parts, "form", element("pre", "", fields(peek.form)));
  part(parts, "answer", element("pre", "", peek.twiml ? indented(peek.twiml) : "–"));
  hook.append(summary, parts);
  hooks.append(hook);
  count.textContent = hooks.children.length;
}

function part(parts, name, shown) {
  const title = element("dt", "", word(name));
  title.dataset.word = name;
  const text = element("dd");
  text.append(shown);
  parts.append(title, text);
}

function fields(form) {
  return Object.entries(form)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

function indented(xml) {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  return lines(root, "").join("\n");
}

function lines(node, margin) {
  const attributes = [...node.attributes].map((it) => ` ${it.name}="${it.value}"`).join("");
  const begin = `${margin}<${node.nodeName}${attributes}`;
  const children = [...node.children];
  if (children.length) {
    const inside = children.flatMap((child) => lines(child, `${margin}  `));
    return [`${begin}>`, ...inside, `${margin}</${node.nodeName}>`];
  }
  const text = node.textContent.trim();
  return [text ? `${begin}>${text}</${node.nodeName}>` : `${begin}/>`];
}

function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.textContent = text;
  return made;
}
