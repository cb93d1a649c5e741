import { defineConfig } from "vitest/config";

/** The tests that take minutes, kept out of the normal run: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ["src/**/*.long.test.ts"],
    testTimeout: 600_000,
  },
});
