// What the editor's canvas is measured beside: React Flow with its own plain nodes and wires, and nothing else.
import "@xyflow/react/dist/style.css";

import { Background, MiniMap, ReactFlow, useEdgesState, useNodesState } from "@xyflow/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const query = new URLSearchParams(location.search);
const { nodes, edges } = await (await fetch(query.get("document"))).json();

const PLAIN = nodes.map(({ id, name, position }) => ({ id, position, data: { label: name || id } }));
const WIRES = edges.map(({ source, target }) => ({ id: `${source}>${target}`, source, target }));

function Bare() {
  const [shown, , onNodesChange] = useNodesState(PLAIN);
  const [wires, , onEdgesChange] = useEdgesState(WIRES);
  return createElement(
    ReactFlow,
    {
      nodes: shown,
      edges: wires,
      onNodesChange,
      onEdgesChange,
      minZoom: 0.1,
      defaultViewport: { x: 48, y: 48, zoom: 0.85 },
      onlyRenderVisibleElements: true,
    },
    createElement(Background),
    createElement(MiniMap),
  );
}

createRoot(document.getElementById("root")).render(createElement(Bare));
