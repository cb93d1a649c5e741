/**
 * Tokens used in China a day, trillions, as published by the National Data Administration: 0.1 at the start of 2024
 * (reported by Yicai Global, 24 March 2026), above 1 at the start of 2025, 100 in December 2025, above 140 in March 2026.
 * Later figures of other scope or unnamed method are left out.
 */
export const OFFICIAL_USE: Readonly<Record<string, number>> = {
  "2024-01": 0.1,
  "2025-01": 1,
  "2025-12": 100,
  "2026-03": 140,
};
