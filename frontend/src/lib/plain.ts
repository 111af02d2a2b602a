/** Returns Markdown as the words that it says, for one line of a list. */
export const plain = (markdown: string): string =>
  markdown.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\*\*|__|`|^#+\s+/gm, "");
