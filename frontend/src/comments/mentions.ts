/** Mentions in the text of a comment: `@Ada Lovelace`. */

export interface Person {
  id: string;
  name: string;
}

/** Returns the name that is being typed after the last `@`, or null. */
export function beginsMention(text: string): string | null {
  return /(?:^|\s)@([^\s@]{0,30})$/.exec(text)?.[1] ?? null;
}

/** Returns the text with the name that was begun written in full. */
export function withMention(text: string, name: string): string {
  return text.replace(/@[^\s@]*$/, `@${name} `);
}

/** Returns the ids of the people whose names stand in the text after an `@`. */
export function mentionsIn(text: string, people: readonly Person[]): string[] {
  return people.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
}
