import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "build/", "eslint.config.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { project: "./tsconfig.json" } } },
  {
    files: ["test/**"],
    // node:test returns promises that it awaits itself.
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
