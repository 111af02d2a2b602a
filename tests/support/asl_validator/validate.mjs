// Reads state machines from standard input, one JSON text to a line; writes what is wrong with each as a list of texts.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const validate = createRequire(import.meta.url)("asl-validator");

for await (const line of createInterface({ input: process.stdin })) {
  const { isValid, errorsText } = validate(JSON.parse(line));
  process.stdout.write(JSON.stringify(isValid ? [] : errorsText().split("\n")) + "\n");
}
