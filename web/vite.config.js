import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Hot reload goes to a running `make run`; the same paths as in the deployed product.
const served = process.env["THROUGHLINE_SERVED"] ?? "http://localhost:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    manifest: "manifest.json",
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    // What is loaded first is one file, and not one for each set of screens that share a part of it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test: /src\/main\.tsx$/ }] } } },
  },
  server: { port: 5173, strictPort: true, proxy: { "/api": served, "/local": served, "/config.json": served } },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}", "lint/*.test.js"],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
