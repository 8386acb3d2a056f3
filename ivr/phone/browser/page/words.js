// The page's own words, in the reader's language: chosen by the browser, or by hand.

import { keep, kept } from "./kept.js";

const KEPT = "saldo-language";
const TAGS = { en: "en", ja: "ja", ko: "ko", nl: "nl", fr: "fr", zh: "zh-CN" };

let table = {};
let language = "en";

/** Fetch the table, and choose a language. */
export async function loadWords() {
  table = await (await fetch("/phone/words.json")).json();
  language = [kept(KEPT), ...navigator.languages].map(base).find((it) => it in table) ?? "en";
}

export const languages = () => Object.keys(table);
export const chosen = () => language;

/** Use another language from now on. */
export function choose(other) {
  language = other;
  keep(KEPT, other);
}

/** Give the sentence of this name, its gaps filled. */
export function word(name, gaps = {}) {
  return table[language][name].replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]);
}

/** Write the words into whatever has a data-word or a data-label; gaps are data-…, too. */
export function write(root = document) {
  document.documentElement.lang = TAGS[language];
  for (const node of root.querySelectorAll("[data-word]")) {
    node.textContent = word(node.dataset.word, node.dataset);
  }
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
  }
}

/** Write a locale (fr_BE) as `lang` has it. */
export const tag = (locale) => locale.replace("_", "-");

/** Give a language its own name: français, 日本語. */
export function ownName(locale) {
  const [base] = locale.split(/[-_]/);
  return new Intl.DisplayNames([base], { type: "language" }).of(base);
}

/** Name a country in the reader's language. */
export function country(region) {
  return new Intl.DisplayNames([TAGS[language]], { type: "region" }).of(region);
}

function base(name) {
  return name.split("-")[0];
}
