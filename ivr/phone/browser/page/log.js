// The conversation, which scrolls: it follows what is said, unless the reader has scrolled
// up in it; and shows at which edge there is more.

const NEAR_PX = 4;
const MARGIN_PX = 8;

export class Log {
  #node;
  #follows = true;
  #isOver = false;
  #top = 0;

  constructor(node) {
    this.#node = node;
    node.addEventListener("scroll", () => this.#scrolled());
    // Turned on its side, zoomed, moved or shown again, a box forgets where it was.
    new ResizeObserver(() => this.#settle()).observe(node);
  }

  clear() {
    this.#node.replaceChildren();
    this.#isOver = false;
    this.#follows = true;
    this.#settle();
  }

  add(line) {
    this.#node.append(line);
    this.follow();
  }

  /** Show what is new to who follows; who reads elsewhere is left alone. */
  follow() {
    if (this.#follows) this.#settle();
    else this.#shade();
  }

  /** Move to the end of `place`, which is shown, when nothing more will be added. */
  rest(place) {
    this.#isOver = true;
    place.append(this.#node);
    this.#settle();
  }

  /** Bring what was in sight back, or what is new to who follows. */
  #settle() {
    if (!this.#node.clientHeight) return; // not shown, it has no place to keep
    this.#node.scrollTop = this.#follows ? this.#newest() : this.#top;
    this.#top = this.#node.scrollTop;
    this.#shade();
  }

  /** Give where the newest is seen; after the call the balance, if it is too far above. */
  #newest() {
    const { scrollHeight, clientHeight } = this.#node;
    const end = scrollHeight - clientHeight;
    const balance = this.#isOver && [...this.#node.querySelectorAll(".balance")].at(-1);
    return balance ? Math.min(end, balance.offsetTop - MARGIN_PX) : end;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#node;
    if (Math.abs(scrollTop - this.#top) < 1) return; // by us, not by the reader
    this.#top = scrollTop;
    this.#follows = scrollHeight - clientHeight - scrollTop < NEAR_PX;
    this.#shade();
  }

  #shade() {
    const { scrollTop, scrollHeight, clientHeight, classList } = this.#node;
    classList.toggle("more-above", scrollTop > NEAR_PX);
    classList.toggle("more-below", scrollHeight - clientHeight - scrollTop > NEAR_PX);
  }
}
