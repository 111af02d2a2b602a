const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Returns a random id of letters and digits; `crypto.randomUUID` is missing on plain HTTP in a local network. */
export function randomId(length = 10): string {
  return Array.from(
    crypto.getRandomValues(new Uint8Array(length)),
    (byte) => LETTERS[byte % LETTERS.length],
  ).join("");
}
