/** Flow documents as the editor has them: reading, and making what is new in them. */
import type {
  DocumentEdge,
  DocumentGroup,
  DocumentNode,
  DocumentNote,
  FlowDocument,
  NodeType,
} from "@/api/types";
import { CONTAINERS } from "@/flow/order";

export type Catalogue = ReadonlyMap<string, NodeType>;

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const NODE_SIZE: Size = { width: 232, height: 58 };
export const CONTAINER_SIZE: Size = { width: 320, height: 168 };
export const NOTE_SIZE: Size = { width: 220, height: 120 };
export const GROUP_SIZE: Size = { width: 480, height: 260 };
/** Of a container, around what lies in it. */
export const PADDING = { left: 28, top: 62, right: 28, bottom: 28 };
/** Height that each port beyond the first adds to a node. */
export const PORT_HEIGHT = 22;
export const ERROR_PORT = "error";

const FOLDER_PREFIX = /^[a-z]+\./;

export function isContainer(type: string): boolean {
  return CONTAINERS.has(type);
}

export function nodesOf(document: FlowDocument): readonly DocumentNode[] {
  return document.nodes ?? [];
}

export function edgesOf(document: FlowDocument): readonly DocumentEdge[] {
  return document.edges ?? [];
}

export function nodeById(document: FlowDocument, id: string): DocumentNode | undefined {
  return document.nodes?.find((node) => node.id === id);
}

/** Returns a note or a group. */
export function drawnById(
  { notes = [], groups = [] }: FlowDocument,
  id: string,
): DocumentNote | DocumentGroup | undefined {
  return [...notes, ...groups].find((each) => each.id === id);
}

export function sourcePort(edge: DocumentEdge): string {
  return edge.source_port ?? "out";
}

/** Returns what tells an edge from all others; stored ones have no id of their own. */
export function edgeKey(edge: DocumentEdge): string {
  return `${edge.source}:${sourcePort(edge)}>${edge.target}:${edge.target_port ?? "in"}`;
}

/** Returns the output ports of a node; a type that is not known (yet) has `out`. */
export function portsOf(node: DocumentNode, catalogue: Catalogue): string[] {
  const type = catalogue.get(node.type);
  const ports = [...(type?.ports ?? (node.type === "core.switch" ? switchPorts(node) : ["out"]))];
  if (node.on_error === "branch" && !ports.includes(ERROR_PORT)) ports.push(ERROR_PORT);
  return ports;
}

function switchPorts(node: DocumentNode): string[] {
  const cases = Array.isArray(node.config?.cases) ? (node.config.cases as unknown[]) : [];
  const names = cases
    .map((each) => (each as { name?: unknown } | null)?.name)
    .filter((name) => typeof name === "string" && name !== "");
  return [...(names as string[]), "default"];
}

export function hasInput(node: DocumentNode): boolean {
  return !node.type.startsWith("trigger.");
}

/** Returns the ids of nodes with everything that lies in them. */
export function withInner(document: FlowDocument, ids: Iterable<string>): Set<string> {
  const found = new Set(ids);
  // A node may stand before its container, so this goes on until nothing is added.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const node of nodesOf(document)) if (node.parent && found.has(node.parent)) found.add(node.id);
  }
  return found;
}

/** Returns the containers around a node, innermost first. */
export function around(document: FlowDocument, id: string): string[] {
  const found: string[] = [];
  let parent = nodeById(document, id)?.parent;
  while (parent && !found.includes(parent)) {
    found.push(parent);
    parent = nodeById(document, parent)?.parent;
  }
  return found;
}

/** Returns a key that no node has, from words such as a title: `Read the list` becomes `read_the_list`. */
export function freshKey(words: string, taken: ReadonlySet<string>): string {
  const slug = words
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  const base = /^[a-z_]/.test(slug) ? slug : `step_${slug}`.replace(/_$/, "");
  let key = base;
  for (let count = 2; taken.has(key); count += 1) key = `${base}_${count}`;
  return key;
}

/** Returns the ids of all that lies on the canvas: they share it. */
export function takenIds({ nodes = [], notes = [], groups = [] }: FlowDocument): Set<string> {
  return new Set([...nodes, ...notes, ...groups].map((each) => each.id));
}

export function freshId(words: string, taken: ReadonlySet<string>): string {
  return freshKey(words, taken);
}

/** Returns the short name of a type for keys: `browser.extract_list` becomes `extract_list`. */
export function typeSlug(type: string): string {
  return type.replace(FOLDER_PREFIX, "");
}

/** Returns how large a node is drawn, with room for its ports; of a container, for what is in it. */
export function sizeOf(
  document: FlowDocument,
  node: DocumentNode,
  ports: number,
  given?: readonly DocumentNode[],
): Size {
  if (!isContainer(node.type)) {
    return { width: NODE_SIZE.width, height: NODE_SIZE.height + Math.max(0, ports - 1) * PORT_HEIGHT };
  }
  const { width, height } = node.position ?? {};
  if (width && height) return { width, height };
  const inside = given ?? nodesOf(document).filter((each) => each.parent === node.id);
  const edge = inside.reduce<Size>((most, each) => {
    const size = sizeOf(document, each, 1);
    return {
      width: Math.max(most.width, (each.position?.x ?? 0) + size.width + PADDING.right),
      height: Math.max(most.height, (each.position?.y ?? 0) + size.height + PADDING.bottom),
    };
  }, CONTAINER_SIZE);
  return { width: width ?? edge.width, height: height ?? edge.height };
}

/** Returns where something lies, in its container or on the canvas. */
export function placed({ position }: Pick<DocumentNode, "position">): Point {
  return { x: position?.x ?? 0, y: position?.y ?? 0 };
}

/** Returns where a node lies on the canvas, not in its container. */
export function placeOf(document: FlowDocument, id: string): Point {
  return [id, ...around(document, id)].reduce<Point>(
    (sum, each) => {
      const position = nodeById(document, each)?.position;
      return { x: sum.x + (position?.x ?? 0), y: sum.y + (position?.y ?? 0) };
    },
    { x: 0, y: 0 },
  );
}
