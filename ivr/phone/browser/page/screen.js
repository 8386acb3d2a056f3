// The screen of the phone: what is said, sentence by sentence, and where the call stands.

import { Log } from "./log.js";
import { ownName, tag, word } from "./words.js";

const SECOND_MS = 1000;
const at = (id) => document.getElementById(id);

export class Screen {
  #log = new Log(at("log"));
  #timers = [];
  #clock = null;
  #asked = null;
  #isSilenceTold = false;

  clear() {
    this.silence();
    this.#log.clear();
    for (const id of ["status", "tongue", "duration"]) at(id).textContent = "";
    this.#forget();
    this.#isSilenceTold = false;
  }

  status(name) {
    at("status").dataset.word = name;
    at("status").textContent = word(name);
  }

  /** Count the seconds of the call. */
  connect() {
    const since = Date.now();
    const show = () => {
      const seconds = Math.floor((Date.now() - since) / SECOND_MS);
      at("duration").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    show();
    this.#clock = setInterval(show, SECOND_MS);
  }

  /** Count no more, and leave what was said at the end of `place`, which is shown. */
  disconnect(place) {
    clearInterval(this.#clock);
    this.silence();
    this.#fade();
    this.#log.rest(place);
  }

  /** Show each of these captions as its moment comes; once a call, why all is silent. */
  speak(captions, isSilent) {
    this.silence();
    for (const caption of captions) {
      const show = () => this.#caption(caption);
      this.#timers.push(setTimeout(show, caption.starts_s * SECOND_MS));
    }
    if (isSilent && !this.#isSilenceTold) this.note(word("is_silent"));
    this.#isSilenceTold ||= isSilent;
  }

  /** Show no more of the captions that were to come. */
  silence() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }

  /** Show the translations, or hide them, of all that was and will be said. */
  translate(isShown) {
    at("log").classList.toggle("untranslated", !isShown);
    this.#log.follow();
  }

  ask(digits, isSecret) {
    this.#asked = { digits, isSecret, count: 0 };
    at("entered").textContent = "";
    this.#hint();
  }

  /** Show that a key was pressed, and not which if it may be a secret. */
  enter(key) {
    if (this.#asked === null) return;
    this.#asked.count += 1;
    at("entered").textContent += this.#asked.isSecret ? "•" : key;
  }

  answered(keys) {
    const isSecret = /^•+$/.test(keys);
    const name = keys ? (isSecret ? "you_secret" : "you") : "you_silent";
    this.#add("mine", word(name, { keys, count: keys.length }));
    this.#forget();
  }

  note(text) {
    this.#add("note", text);
  }

  #hint() {
    const { digits } = this.#asked;
    const name = digits === 1 ? "asked_one" : digits ? "asked_many" : "asked_any";
    Object.assign(at("hint").dataset, { word: name, count: digits });
    at("hint").textContent = word(name, { count: digits });
  }

  #forget() {
    this.#asked = null;
    delete at("hint").dataset.word;
    for (const id of ["hint", "entered"]) at(id).textContent = "";
  }

  #caption({ text, locale, translation, amount_at_s: amountAtS = null }) {
    if (!text) return;
    this.#fade();
    const kind = amountAtS === null ? "now said" : "now said balance";
    const lang = locale ? tag(locale) : "";
    this.#add(kind, text, lang, translation);
    if (!locale) return;
    at("tongue").textContent = ownName(locale);
    at("tongue").lang = lang;
  }

  /** What was said last is no longer being said. */
  #fade() {
    at("log").querySelector(".now")?.classList.remove("now");
  }

  // By itself a line is in the language of the page, which may be another in mid-call.
  // It is whole before it is added, with its translation: a screen reader reads it once.
  #add(kind, text, lang = document.documentElement.lang, translation = null) {
    const line = element("p", kind, text, lang);
    if (translation) {
      line.append(" ", element("span", "translation", translation.text, tag(translation.locale)));
    }
    this.#log.add(line);
  }
}

function element(name, kind, text, lang) {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = text;
  made.lang = lang;
  return made;
}
