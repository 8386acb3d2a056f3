// The line to the server: a call is placed, its news are listened to, keys are sent.

const TRIES = 4;
const PAUSE_MS = 1000;
const PATIENCE_MS = 15_000; // the server itself waits five seconds for news

/** A call that was refused; `status` is HTTP's. */
export class Refused extends Error {
  constructor(status) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

/** One call, known by a name that the server gave. */
export class Line {
  #path;
  #sent = Promise.resolve();

  static async place(order) {
    const response = await patiently((signal) => post("/phone/calls", order, signal));
    if (!response.ok) throw new Refused(response.status);
    return new Line((await response.json()).id);
  }

  constructor(id) {
    this.#path = `/phone/calls/${id}`;
  }

  get recording() {
    return `${this.#path}/recording.wav`;
  }

  sound(number) {
    return `${this.#path}/sounds/${number}.wav`;
  }

  /** Give the news one by one, until the call has ended. */
  async *news() {
    for (let after = 0; ; ) {
      const { news } = await this.#ask(after);
      for (const item of news) {
        after = item.number;
        yield item;
        if (item.kind === "ended") return;
      }
    }
  }

  // One after another: two requests may overtake each other, two keys may not.
  press(keys) {
    this.#send("keys", { keys });
  }

  played(sound) {
    this.#send("played", { sound });
  }

  /** Have what is heard from now on translated into this language. */
  translateInto(language) {
    this.#send("language", { language });
  }

  hangUp() {
    return post(`${this.#path}/hang-up`, {}).catch(() => {});
  }

  #send(what, wish) {
    this.#sent = this.#sent.then(() => post(`${this.#path}/${what}`, wish)).catch(() => {});
  }

  async #fetch(after, signal) {
    const response = await fetch(`${this.#path}/news?after=${after}`, { signal });
    if (!response.ok) throw new Refused(response.status);
    return response.json();
  }

  async #ask(after) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await patiently((signal) => this.#fetch(after, signal));
      } catch (error) {
        const isFinal = error instanceof Refused || error.name === "AbortError";
        if (isFinal || tries === TRIES) throw error;
        await new Promise((then) => setTimeout(then, PAUSE_MS));
      }
    }
  }
}

/** Do `ask`, which is given up when a server that hangs keeps it waiting. */
async function patiently(ask) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await ask(patience.signal);
  } finally {
    clearTimeout(timer);
  }
}

function post(path, wish, signal) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
    keepalive: true,
    signal,
  });
}
