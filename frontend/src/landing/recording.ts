/** A run of the template "Price watch" on the demo shop, as the host recorded it: what the front page plays again. */
import { msg } from "@/lib/i18n";

export interface RecordedStep {
  id: string;
  /** The node type's folder, which gives the colour. */
  folder: string;
  name: string;
  /** Where it stands on a wide screen. */
  x: number;
  y: number;
  /** How long it took, in milliseconds; when it shows, in the replay. */
  ms: number;
  starts: number;
  ends: number;
  items?: number;
}

export const STEPS: readonly RecordedStep[] = [
  { id: "morning", folder: "trigger", name: msg("Every morning"), x: 0, y: 0, ms: 0, starts: 0, ends: 400 },
  {
    id: "open",
    folder: "browser",
    name: msg("Open the department"),
    x: 232,
    y: 0,
    ms: 4406,
    starts: 400,
    ends: 1900,
  },
  {
    id: "listing",
    folder: "browser",
    name: msg("Read all its pages"),
    x: 464,
    y: 0,
    ms: 1257,
    starts: 1900,
    ends: 3300,
    items: 40,
  },
  {
    id: "cheap",
    folder: "data",
    name: msg("Below the limit, and there"),
    x: 696,
    y: 0,
    ms: 0,
    starts: 3300,
    ends: 3700,
    items: 7,
  },
  {
    id: "keep",
    folder: "storage",
    name: msg("Keep today's prices"),
    x: 696,
    y: 104,
    ms: 24,
    starts: 3300,
    ends: 3900,
  },
  {
    id: "tell",
    folder: "notify",
    name: msg("Tell the channel"),
    x: 928,
    y: 0,
    ms: 56,
    starts: 3900,
    ends: 4500,
  },
];

export const WIRES: readonly (readonly [string, string])[] = [
  ["morning", "open"],
  ["open", "listing"],
  ["listing", "cheap"],
  ["listing", "keep"],
  ["cheap", "tell"],
];

export const ROWS = [
  { title: "Dune Candle Holder", price: 22.7, quantity: 2 },
  { title: "Isle Candle Holder", price: 23.7, quantity: 4 },
  { title: "Heath Candle Holder", price: 24.2, quantity: 32 },
  { title: "Alder Candle Holder", price: 27.2, quantity: 10 },
  { title: "Cove Candle Holder", price: 27.4, quantity: 30 },
  { title: "Fjord Candle Holder", price: 28.1, quantity: 22 },
  { title: "Birk Candle Holder", price: 29.2, quantity: 20 },
] as const;

/** When the picture of the page and the first row show; the replay's length with a rest at its end. */
export const PICTURE_AT = 1_700;
export const ROWS_AT = 3_500;
export const LENGTH = 9_000;
