// Whom to call, and as whom.

import { chosen, country, ownName, tag, word } from "./words.js";

const WITHHELD = "anonymous";
const OTHER = "other";
const NUMBER = /^\+[0-9]{5,15}$/;

const form = document.getElementById("order");
const { hotline, caller, other, slow, silent } = form.elements;
const otherField = document.getElementById("other-field");

let directory = { hotlines: [], callers: [] };
let isOwnChoice = false;

/** Fetch what can be chosen, and choose what fits the reader. */
export async function loadChoices() {
  directory = await (await fetch("/phone/directory")).json();
  writeChoices();
  const own = directory.callers.find((it) => it.locale.startsWith(chosen()));
  caller.value = own?.number ?? directory.callers[0]?.number ?? WITHHELD;
  chooseCaller();
  hotline.addEventListener("change", () => {
    isOwnChoice = true;
    describe();
  });
  caller.addEventListener("change", chooseCaller);
  other.addEventListener("input", () => other.setCustomValidity(""));
  form.hidden = false;
}

/** Write the choices anew, in the reader's language, and keep what was chosen. */
export function writeChoices() {
  const before = [hotline.value, caller.value];
  hotline.replaceChildren(
    ...directory.hotlines.map((it) => option(it.number, `${country(it.region)} · ${it.brand}`)),
  );
  caller.replaceChildren(
    ...directory.callers.map((it) => option(it.number, [it.written, spoken(it)].join(" · "))),
    option(WITHHELD, word("withheld")),
    option(OTHER, word("other")),
  );
  if (before[0]) [hotline.value, caller.value] = before;
  describe();
}

/** Give what was chosen, or null if a number is not one. */
export function order() {
  const number = caller.value === OTHER ? plain(other.value) : caller.value;
  if (caller.value === OTHER && !NUMBER.test(number)) {
    other.setCustomValidity(word("other_hint"));
    other.reportValidity();
    return null;
  }
  return { hotline: hotline.value, caller: number, slow_line: slow.checked, silent: silent.checked };
}

/** Say who calls whom, and the PIN that will be asked for, in parts. */
export function party() {
  const known = found();
  const own = { [OTHER]: plain(other.value), [WITHHELD]: word("withheld") };
  const from = known?.written ?? own[caller.value];
  const pin = known?.pin ? [word("pin", { pin: known.pin })] : [];
  return [`${from} → ${country(called().region)}`, ...pin];
}

function chooseCaller() {
  otherField.hidden = caller.value !== OTHER;
  if (!isOwnChoice && found()) hotline.value = nearest(caller.value);
  describe();
}

function describe() {
  const line = called();
  if (!line) return;
  const tongues = line.locales.map((it) => {
    const name = document.createElement("span");
    name.lang = tag(it);
    name.textContent = ownName(it);
    return name;
  });
  about("hotline-about", line.written, ...tongues);
  const known = found();
  const pin = known?.pin ? [word("pin", { pin: known.pin })] : [];
  about("caller-about", ...pin, ...(known ? [word(`state_${known.state}`)] : []));
}

function about(id, ...parts) {
  const separated = parts.flatMap((part, place) => (place ? [" · ", part] : [part]));
  document.getElementById(id).replaceChildren(...separated);
}

const called = () => directory.hotlines.find((it) => it.number === hotline.value);
const found = () => directory.callers.find((it) => it.number === caller.value);
const spoken = (it) => (it.locale ? ownName(it.locale) : word(`state_${it.state}`));

function nearest(number) {
  const shared = ({ number: own }) => [...own].findIndex((digit, place) => digit !== number[place]);
  return directory.hotlines.reduce((best, it) => (shared(it) > shared(best) ? it : best)).number;
}

function plain(text) {
  return text.replace(/[^+0-9]/g, "").replace(/^00/, "+");
}

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}
