const FIRST_BYTES = 64 * 1024;
/** What one long answer needed is not kept for all the others. */
const KEPT_BYTES = 1024 * 1024;

/** Below this many characters a loop is faster than a call that leaves JavaScript. */
const SHORT = 24;

/** What JSON cannot have as it is within a string; a pair of surrogates might be half of one. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * JSON as bytes, into memory that is used again: text that is put together of strings costs the
 * garbage collector more than it costs to write it.
 */
export class JsonSink {
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;

  /** Begins a new text. */
  clear(): void {
    this.#length = 0;
    if (this.#buffer.length > KEPT_BYTES) this.#buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  }

  /** @returns the text so far, in memory of its own */
  copy(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.#length));
  }

  /** @param text ASCII, and JSON already */
  ascii(text: string): void {
    this.#reserve(text.length);
    const buffer = this.#buffer;
    let at = this.#length;
    for (let index = 0; index < text.length; index += 1) buffer[at++] = text.charCodeAt(index);
    this.#length = at;
  }

  /** @param text JSON already, in whatever script */
  json(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#buffer.write(text, this.#length);
  }

  /** Quotes and escapes. */
  string(text: string): void {
    if (text.length > SHORT ? ESCAPED.test(text) : !this.#shortString(text)) {
      this.json(JSON.stringify(text));
      return;
    }
    if (text.length <= SHORT) return;
    this.#reserve(text.length * 3 + 2);
    this.#buffer[this.#length++] = QUOTE;
    this.#length += this.#buffer.write(text, this.#length);
    this.#buffer[this.#length++] = QUOTE;
  }

  /** @returns false, with nothing written, where something has to be escaped */
  #shortString(text: string): boolean {
    this.#reserve(text.length * 3 + 2);
    const buffer = this.#buffer;
    let at = this.#length;
    buffer[at++] = QUOTE;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 0x80) {
        if (code < 0x20 || code === QUOTE || code === BACKSLASH) return false;
        buffer[at++] = code;
      } else if (code < 0x800) {
        buffer[at++] = 0xc0 | (code >> 6);
        buffer[at++] = 0x80 | (code & 0x3f);
      } else if (code >= 0xd800 && code < 0xe000) return false;
      else {
        buffer[at++] = 0xe0 | (code >> 12);
        buffer[at++] = 0x80 | ((code >> 6) & 0x3f);
        buffer[at++] = 0x80 | (code & 0x3f);
      }
    }
    buffer[at++] = QUOTE;
    this.#length = at;
    return true;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
