import js from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

// Parts that every feature may use; a feature never imports another one, so that each can be read and left out alone.
const FEATURES = [
  "flows",
  "runs",
  "approvals",
  "editor",
  "home",
  "templates",
  "datasets",
  "schedules",
  "webhooks",
  "dead-letters",
  "credentials",
  "workspace",
  "usage",
  "notifications",
  "audit",
  "host",
  "landing",
  "auth",
  "onboarding",
  "account",
];
const SHARED = ["api", "flow", "components", "hooks", "lib", "schema-form", "comments"];

const folder = (name) => ({ type: name, pattern: `src/${name}` });
const allow = (from, ...to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { type: to } } },
});

export default ts.config(
  { ignores: ["dist", "node_modules", "src/**/*.gen.ts", "scripts"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] } } },
    plugins: { "react-hooks": hooks, boundaries },
    settings: {
      "boundaries/elements": [...FEATURES, ...SHARED, "app", "mocks"].map(folder),
      "import/resolver": { typescript: { project: "tsconfig.json" } },
    },
    rules: {
      ...hooks.configs["recommended-latest"].rules,
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            allow("lib", "lib"),
            allow("flow", "flow", "lib", "api"),
            allow("api", "api", "lib", "mocks"),
            allow("hooks", "hooks", "api", "flow", "lib"),
            allow("components", "components", "hooks", "api", "flow", "lib", "mocks"),
            allow("comments", "comments", "components", "hooks", "api", "lib", "mocks"),
            allow("schema-form", "schema-form", "components", "hooks", "api", "flow", "lib"),
            ...FEATURES.map((name) => allow(name, name, "mocks", ...SHARED)),
            allow("app", "app", "mocks", ...FEATURES, ...SHARED),
            allow("mocks", "mocks", ...SHARED),
          ],
        },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allowThrowingUnknown: true,
          allow: [{ from: "package", package: "@tanstack/router-core", name: "Redirect" }],
        },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // It is about the React compiler, which this app does not use.
      "react-hooks/incompatible-library": "off",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // Pure logic: documents in, documents out.
    files: ["src/flow/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["react", "react-dom", "@tanstack/*", "@xyflow/*", "zustand"] },
      ],
      "no-restricted-globals": ["error", "fetch", "window", "document"],
    },
  },
  {
    files: ["**/*.js"],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: { document: "readonly", localStorage: "readonly", matchMedia: "readonly" } },
  },
);
