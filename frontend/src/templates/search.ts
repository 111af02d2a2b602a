import type { Category, Order } from "@/api/templates";
import { oneOf, textOf } from "@/lib/search-params";

export const CATEGORIES = [
  "monitor",
  "collect",
  "content",
  "forms",
  "files",
  "quality",
  "connect",
  "control",
] as const satisfies readonly Category[];
export const ORDERS = ["best", "rating", "uses", "newest", "title"] as const satisfies readonly Order[];
const SHELVES = ["gallery", "market", "own"] as const;

export type Shelf = (typeof SHELVES)[number];

/** What the address of the templates says; `open` is the one that is looked at. */
export interface TemplatesSearch {
  shelf?: Shelf;
  q?: string;
  category?: Category;
  tag?: string;
  order?: Order;
  open?: string;
}

export function templatesSearch(raw: Record<string, unknown>): TemplatesSearch {
  return {
    shelf: oneOf(raw, "shelf", SHELVES),
    q: textOf(raw, "q"),
    category: oneOf(raw, "category", CATEGORIES),
    tag: textOf(raw, "tag"),
    order: oneOf(raw, "order", ORDERS),
    open: textOf(raw, "open"),
  };
}
