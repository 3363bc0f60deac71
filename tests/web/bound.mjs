// Nothing in a journey waits for ever: what the browser may never answer gets a limit, and fails with a name instead.
// Clicks, fills and waits have limits of their own in Playwright; these are the calls that have none.

/** Milliseconds. Generous: the machine may be busy with other things; only what stands still should meet it. */
export const LIMIT = 90_000;

const UNLIMITED = {
  page: ["evaluate", "$", "$$", "$eval", "$$eval", "title", "content", "emulateMedia", "bringToFront"],
  keyboard: ["press", "type", "down", "up"],
  locator: ["count", "allTextContents", "allInnerTexts", "isVisible", "evaluateAll"],
  context: ["newPage", "close"],
  browser: ["newContext", "close"],
};

/** What a promise gives; an error with this name when it takes too long. */
export async function bounded(promise, name, limit = LIMIT) {
  promise.catch(() => {});
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`${typeof name === "function" ? name() : name} does not answer after ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const done = new Set();

/** Gives the calls of this kind of object a limit; `where` says what to name in the error. */
export function limit(kind, object, where = () => "") {
  const prototype = Object.getPrototypeOf(object);
  if (done.has(prototype)) return;
  done.add(prototype);
  for (const name of UNLIMITED[kind]) {
    const plain = prototype[name];
    if (typeof plain !== "function") throw new Error(`Playwright has no ${kind}.${name} any more`);
    prototype[name] = function limited(...words) {
      return bounded(plain.apply(this, words), () => `${kind}.${name}(${String(words[0] ?? "").slice(0, 80)}) ${where(this)}`.trim());
    };
  }
}

const TELLING = ["waitForSelector", "waitForFunction", "waitForURL", "waitForEvent", "click", "fill", "check", "selectOption"];
const told = new Set();

/** What a page shows is said with the error of whoever waited for something else. */
export function tell(page) {
  const prototype = Object.getPrototypeOf(page);
  if (told.has(prototype)) return;
  told.add(prototype);
  for (const name of TELLING) {
    const plain = prototype[name];
    prototype[name] = async function telling(...words) {
      try {
        return await plain.apply(this, words);
      } catch (error) {
        const shown = await bounded(this.evaluate(() => (document.querySelector("main") ?? document.body).innerText), "the page", 5_000)
          .catch((silent) => silent.message);
        error.stack = `${error.stack}\n  on ${this.url()}, which shows:\n${shown.slice(0, 1_500)}\n`;
        throw error;
      }
    };
  }
}
