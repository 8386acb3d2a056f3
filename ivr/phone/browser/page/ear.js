// What is heard: the ring, the hotline's sounds, the tone of a key. All by Web Audio,
// which plays only after a hand has touched the page: `open` is called by the dial button.

const RING_HZ = 425;
const RING_S = 1;
const RING_EVERY_S = 4;
const TONE_S = 0.12;
const LOUDNESS = 0.08;
const ROWS_HZ = [697, 770, 852, 941];
const COLUMNS_HZ = [1209, 1336, 1477];
const KEYS = ["123", "456", "789", "*0#"];
const LATE_S = 1;

export class Ear {
  #context = null;
  #out = null;
  #ringing = null;
  #source = null;
  #turn = 0;
  #isMuted = false;

  open() {
    if (this.#context === null) {
      this.#context = new AudioContext();
      this.#out = this.#context.createGain();
      this.#out.connect(this.#context.destination);
    }
    this.#context.resume();
    this.mute(this.#isMuted);
  }

  mute(isMuted) {
    this.#isMuted = isMuted;
    if (this.#out) this.#out.gain.value = isMuted ? 0 : 1;
  }

  ring() {
    const sound = () => this.#beep([RING_HZ], RING_S);
    sound();
    this.#ringing = setInterval(sound, RING_EVERY_S * 1000);
  }

  answer() {
    clearInterval(this.#ringing);
    this.#source?.stop();
    this.#source = null;
  }

  tone(key) {
    const row = KEYS.findIndex((keys) => keys.includes(key));
    const column = KEYS[row].indexOf(key);
    this.#beep([ROWS_HZ[row], COLUMNS_HZ[column]], TONE_S, { isKey: true });
  }

  /** Play the sound at `url`; `began` is called with its first sample. Give whether it
   *  was played to its end. */
  async play(url, lengthS, began) {
    this.stop();
    const turn = (this.#turn += 1);
    const buffer = await this.#fetch(url);
    if (turn !== this.#turn) return false;
    began();
    await Promise.race([this.#start(buffer), pause(lengthS + LATE_S)]);
    return turn === this.#turn;
  }

  stop() {
    this.#turn += 1;
    this.answer();
  }

  async #fetch(url) {
    try {
      const bytes = await (await fetch(url)).arrayBuffer();
      return await this.#context.decodeAudioData(bytes);
    } catch {
      return null; // what cannot be heard can be read: the captions go on
    }
  }

  #start(buffer) {
    if (buffer === null) return new Promise(() => {});
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#out);
    this.#source = source;
    return new Promise((ended) => {
      source.addEventListener("ended", ended);
      source.start();
    });
  }

  #beep(tones, lengthS, { isKey = false } = {}) {
    if (this.#context === null) return;
    const begins = this.#context.currentTime;
    const gain = this.#context.createGain();
    gain.gain.setValueAtTime(0, begins);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begins + 0.01);
    gain.gain.setValueAtTime(LOUDNESS, begins + lengthS - 0.01);
    gain.gain.linearRampToValueAtTime(0, begins + lengthS);
    gain.connect(this.#out);
    for (const hz of tones) {
      const oscillator = this.#context.createOscillator();
      oscillator.frequency.value = hz;
      oscillator.connect(gain);
      oscillator.start(begins);
      oscillator.stop(begins + lengthS);
      if (!isKey) this.#source = oscillator;
    }
  }
}

function pause(seconds) {
  return new Promise((then) => setTimeout(then, seconds * 1000));
}
