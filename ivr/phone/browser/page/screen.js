// The screen of the phone: what is said, sentence by sentence, and where the call stands.

import { ownName, tag, word } from "./words.js";

const SECOND_MS = 1000;
const at = (id) => document.getElementById(id);

export class Screen {
  #timers = [];
  #clock = null;
  #asked = null;
  #isSilenceTold = false;

  clear() {
    this.silence();
    at("log").replaceChildren();
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

  disconnect() {
    clearInterval(this.#clock);
    this.silence();
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

  #caption(caption) {
    if (!caption.text) return;
    at("log").querySelector(".now")?.classList.remove("now");
    const line = this.#add("now said", caption.text);
    line.lang = "";
    if (!caption.locale) return;
    line.lang = tag(caption.locale);
    at("tongue").textContent = ownName(caption.locale);
    at("tongue").lang = line.lang;
  }

  #add(kind, text) {
    const line = document.createElement("p");
    line.className = kind;
    line.textContent = text;
    line.lang = document.documentElement.lang; // another may be chosen in mid-call
    at("log").append(line);
    at("log").scrollTop = at("log").scrollHeight;
    return line;
  }
}
