import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const host = process.env.FLOW_URL ?? "http://127.0.0.1:8321";
const served = ["/api", "/hooks", "/docs", "/openapi.json", "/demo", "/trace"];
const ENTRY = /index\.html|\/app\/main\.tsx/;

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The host replaces the placeholder by a fresh nonce in every page it serves.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    // The test of the first load's size and the host's preload headers read it.
    manifest: true,
    // What every page begins with is one file, for 70 small ones were 18 KB more and as many requests; so are the icons
    // that many pages have, which halves the requests of the others.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "base", tags: ["$initial"], priority: 1, test: (id) => !ENTRY.test(id) },
            { name: "icons", test: /lucide-react\/dist\/esm\/icons/, minShareCount: 8 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(served.map((path) => [path, { target: host, ws: true }])),
  },
  test: {
    restoreMocks: true,
    testTimeout: 20_000,
    // A document takes a second to make, which most logic does without.
    projects: [
      {
        extends: true,
        test: { name: "logic", include: ["src/**/*.test.ts"], exclude: ["src/api/**"] },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["src/**/*.test.tsx", "src/api/**/*.test.ts"],
          environment: "jsdom",
          setupFiles: ["src/mocks/setup.ts"],
        },
      },
    ],
  },
});
