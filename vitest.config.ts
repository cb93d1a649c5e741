import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.long.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
