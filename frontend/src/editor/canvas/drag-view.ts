/** What shows while something is dragged: the lines it lies on, and the container it would land in. */
import { create } from "zustand";

import type { Guide } from "@/flow/guides";

interface DragView {
  guides: readonly Guide[];
  target: string | null;
}

const NOTHING: DragView = { guides: [], target: null };

export const useDragView = create<DragView>(() => NOTHING);

export const endDragView = () => useDragView.setState(NOTHING);
