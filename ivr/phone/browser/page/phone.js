// The phone: dials, rings, talks, and hangs up. The call itself is played on the server;
// here it is heard, seen, and answered with keys.

import { loadChoices, order, party, writeChoices } from "./choices.js";
import { Ear } from "./ear.js";
import { keep, kept } from "./kept.js";
import { Line, Refused } from "./line.js";
import { clearPeek, showPeek } from "./peek.js";
import { Screen } from "./screen.js";
import { choose, chosen, languages, loadWords, ownName, word, write } from "./words.js";

const KEYS = "123456789*0#";
const NAMES = { "*": "key_star", "#": "key_hash" };
const RING_MS = 1000;
const PRESSED_MS = 120;
const BUSY = 429;
const TRANSLATION = "saldo-translation";
const OFF = "off";

const at = (id) => document.getElementById(id);
const ear = new Ear();
const screen = new Screen();

/** The call under way, null if there is none. */
let call = null;

const news = {
  async play(item) {
    if (call.isLeaving) return;
    connect();
    call.canBeCut = item.can_be_cut;
    const began = () => screen.speak(item.captions, item.is_silent);
    const { line } = call;
    if (await ear.play(line.sound(item.sound), item.length_s, began)) line.played(item.sound);
  },
  stop: hush,
  asked: ({ digits, secret }) => screen.ask(digits, secret),
  words: ({ who, keys }) => who === "caller" && screen.answered(keys),
  peek: showPeek,
  transfer: ({ to }) => screen.note(word("transfer", { number: to })),
  ended: ({ reason, message }) => end(reason, message),
};

async function dial(wish) {
  call = { line: null, isSilent: wish.silent, isLeaving: false, canBeCut: false, isConnected: false };
  begin();
  await new Promise((then) => setTimeout(then, RING_MS));
  try {
    if (call.isLeaving) return end("hung_up_by_caller");
    call.line = await Line.place({ ...wish, language: chosen() });
    if (call.isLeaving) call.line.hangUp();
    for await (const item of call.line.news()) news[item.kind]?.(item);
  } catch (error) {
    call?.line?.hangUp(); // it may hear this, even if we hear nothing
    end(error instanceof Refused && error.status === BUSY ? "busy" : "lost");
  }
}

function begin() {
  mute(false);
  ear.open();
  ear.ring();
  screen.clear();
  clearPeek();
  screen.status("ringing");
  writeParty();
  at("party").after(at("log"));
  show("call");
  window.scrollTo(0, 0);
  at("keypad").focus({ preventScroll: true });
}

function connect() {
  if (call.isConnected) return;
  call.isConnected = true;
  screen.status("connected");
  screen.connect();
}

function hush() {
  ear.stop();
  screen.silence();
}

function press(key) {
  ear.tone(key);
  flash(key);
  if (!call?.line || call.isSilent) return;
  if (call.canBeCut) hush();
  screen.enter(key);
  call.line.press(key);
}

function hangUp() {
  if (!call || call.isLeaving) return;
  call.isLeaving = true;
  hush();
  screen.status("leaving");
  call.line?.hangUp();
}

function mute(isMuted) {
  at("mute").setAttribute("aria-pressed", String(isMuted));
  ear.mute(isMuted);
}

function end(reason, message = "") {
  hush();
  const recording = at("recording");
  recording.parentElement.hidden = !call.line || reason === "lost";
  if (call.line) {
    recording.href = call.line.recording;
    recording.download = "saldo-call.wav";
  }
  call = null;
  const [told, detail] = at("reason").children;
  told.dataset.word = reason;
  told.textContent = word(reason);
  detail.textContent = message;
  at("outcome").hidden = false;
  show("order");
  screen.disconnect(at("outcome"));
  at("outcome").focus({ preventScroll: true });
  at("outcome").scrollIntoView({ block: "nearest" });
}

function show(face) {
  for (const id of ["order", "call"]) at(id).hidden = id !== face;
  document.body.dataset.face = face;
}

function writeParty() {
  at("party").replaceChildren(...party().map(span));
}

function span(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}

function flash(key) {
  const button = at("keypad").children[KEYS.indexOf(key)];
  button.classList.add("pressed");
  setTimeout(() => button.classList.remove("pressed"), PRESSED_MS);
}

function makeKeys() {
  for (const key of KEYS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = key;
    if (NAMES[key]) button.dataset.label = NAMES[key];
    button.addEventListener("click", () => press(key));
    at("keypad").append(button);
  }
}

function makeLanguages() {
  for (const language of languages()) {
    const option = document.createElement("option");
    option.value = language;
    option.lang = language;
    option.textContent = ownName(language);
    at("language").append(option);
  }
  at("language").value = chosen();
  at("language").addEventListener("change", () => {
    choose(at("language").value);
    write();
    writeChoices();
    if (call) writeParty();
    call?.line?.translateInto(chosen());
  });
}

function makeTranslation() {
  const { translation } = at("order").elements;
  translation.checked = kept(TRANSLATION) !== OFF;
  const show = () => screen.translate(translation.checked);
  translation.addEventListener("change", () => {
    keep(TRANSLATION, translation.checked ? "" : OFF);
    show();
  });
  show();
}

function typed(event) {
  const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (!isOurs || event.target.matches("select, input")) return;
  if (!call && event.key === "Enter" && !event.target.matches("a, button, summary")) at("order").requestSubmit();
  else if (call && event.key === "Escape") hangUp();
  else if (call && KEYS.includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
}

async function open() {
  await loadWords();
  makeKeys();
  makeLanguages();
  makeTranslation();
  write();
  await loadChoices();
  at("order").addEventListener("submit", (event) => {
    event.preventDefault();
    const wish = order();
    if (wish && !call) dial(wish);
  });
  at("hang-up").addEventListener("click", hangUp);
  at("mute").addEventListener("click", () => mute(at("mute").getAttribute("aria-pressed") !== "true"));
  document.addEventListener("keydown", typed);
  window.addEventListener("pagehide", () => call?.line?.hangUp());
  show("order");
}

open();
