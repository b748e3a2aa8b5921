import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

import boundaries from "./lint/boundaries.js";

// No warnings: a rule holds or it is off, with the reason. A place that differs says why on its own line.
export default defineConfig(
  { ignores: ["dist", "dist.new", "src/api/contract.ts"] },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      reactHooks.configs.flat["recommended-latest"],
      jsxA11y.flatConfigs.strict,
    ],
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { local: { rules: { boundaries } } },
    rules: {
      "local/boundaries": "error",
      "react-hooks/exhaustive-deps": "error",

      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // As the compiler has it: what an index signature gives is asked for with brackets.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      // An empty text, and a no, is nothing, too.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { boolean: true, string: true } }],
      // `_` is what is left out of the rest.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // A part of our own may take a `role` that is no ARIA role: whose help page, whose list.
      "jsx-a11y/aria-role": ["error", { ignoreNonDOM: true }],

      // `as Track` says which it is; `!` is forbidden.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      // `async` keeps what was promised, also where there is nothing to wait for: an error becomes a refusal.
      "@typescript-eslint/require-await": "off",
      // The types are those of today's browsers and of the service as it is now: others have less, or more.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // `void` says that an answer is passed over, of whichever kind it is.
      "@typescript-eslint/no-meaningless-void-operator": "off",
    },
  },
);
