import type { ParameterTable } from "../base/parameters.ts";
import { indexTable, tokenKindsTable } from "./index/parameters.ts";
import { sellersTable } from "./seller-parameters.ts";

/** Who sells, and the indices made of what is sold; the same for every kind of compute market. */
export const tradingTable = {
  sellers: {
    kind: "group",
    meaning: "Sellers of tokens, whose transactions make the token indices.",
    fields: sellersTable,
  },
  gpuSellers: {
    kind: "group",
    meaning: "Sellers of GPU-hours, whose transactions make the GPU indices.",
    fields: sellersTable,
  },
  tokenKinds: { kind: "group", meaning: "Kinds of token and their prices.", fields: tokenKindsTable },
  indices: {
    kind: "list",
    meaning: "Published indices; futures settle to the first unless the contract names another.",
    keyedBy: "id",
    item: { kind: "group", meaning: "One index.", fields: indexTable },
  },
} as const satisfies ParameterTable;
