import { setupServer } from "msw/node";

/** Stands in for the host; each test says what it answers. */
export const server = setupServer();
