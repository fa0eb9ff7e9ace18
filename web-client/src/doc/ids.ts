const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 16;
/** The largest multiple of 62 below 256; bytes from there on would favour the first letters. */
const FAIR_BELOW = 248;

/** A new id: 16 random characters of [A-Za-z0-9], 95 bits, never reused. */
export function newId(): string {
  let id = "";
  const bytes = new Uint8Array(ID_LENGTH * 2);
  while (id.length < ID_LENGTH) {
    crypto.getRandomValues(bytes);
    for (const byte of bytes) {
      if (byte < FAIR_BELOW && id.length < ID_LENGTH) id += LETTERS[byte % LETTERS.length];
    }
  }
  return id;
}
