/** Under which name the palette gives the type of a node that is dragged from it. */
export const DRAGGED_TYPE = "application/x-node-type";
