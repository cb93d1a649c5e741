import type { ParameterTable } from "../../base/parameters.ts";

const log = (meaning: string, source: string, minimum: number, maximum: number, value: number) =>
  ({ kind: "number", meaning, unit: "log", source, default: value, minimum, maximum }) as const;

const generationTable = {
  id: { kind: "text", meaning: "Name of the hardware, as gpu_hour indices write it." },
  launch: { kind: "date", meaning: "First day on which it can be bought and rented." },
  h100Equivalents: {
    kind: "number",
    meaning: "Arithmetic of one GPU relative to an H100.",
    unit: "1",
    source: "Bandi and Su (2026), arXiv 2607.12156: peak 8-bit POPS of A100, H100, B200 are 0.624, 1.979, 5.000",
    above: 0,
    maximum: 1e4,
  },
  kilowatts: {
    kind: "number",
    meaning: "Power of one GPU with its share of the server, before cooling.",
    unit: "kW",
    source: "NVIDIA DGX system data sheets: maximum of the server over its eight GPUs",
    minimum: 0,
    maximum: 100,
  },
  opexUsdHour: {
    kind: "number",
    meaning: "Cost of running one GPU for an hour beyond energy.",
    unit: "USD per GPU-hour",
    source: "assumption",
    default: 0,
    minimum: 0,
    maximum: 1000,
  },
  startSharePercent: {
    kind: "number",
    meaning:
      "Share of the fleet's equivalents on the first date of fleet_gpus (at the start, if that is earlier), normalised over the generations launched by then.",
    unit: "%",
    source: "assumption",
    default: 0,
    minimum: 0,
    maximum: 100,
  },
  launchJumpMean: log(
    "Mean change of the level of prices per equivalent at the launch; part of the structural price path.",
    "Assody (2026), SSRN 6926798: -0.22 a generation, each 12 to 24 months",
    -2,
    2,
    0,
  ),
  launchJumpSd: log("Standard deviation of that change.", "assumption", 0, 2, 0),
  priceOffset: log(
    "Log price per equivalent over that of an H100, in the published price of the generation only.",
    "Bandi and Su (2026), arXiv 2607.12156: 4.543, 2.514, 2.023 USD for A100, H100, B200",
    -5,
    5,
    0,
  ),
  noiseSd: log("Standard deviation of the mean-reverting noise of that offset.", "assumption", 0, 2, 0),
  noiseHalfLifeDays: {
    kind: "number",
    meaning: "Half-life of that noise.",
    unit: "days",
    source: "assumption",
    default: 30,
    above: 0,
    maximum: 36500,
  },
} as const satisfies ParameterTable;

/** What a fleet is made of; a part of the capacity table. Without generations all GPUs are alike, called "h100". */
export const generationsFields = {
  generations: {
    kind: "list",
    meaning: "Generations of hardware. None: all GPUs are alike.",
    keyedBy: "id",
    item: { kind: "group", meaning: "One generation.", fields: generationTable },
    default: [],
  },
  purchaseRampDays: {
    kind: "number",
    meaning: "Time after its launch until all purchases are of the newest generation; its share rises steadily.",
    unit: "days",
    source: "assumption",
    default: 180,
    above: 0,
    maximum: 36500,
  },
  retirementPercentPerYear: {
    kind: "number",
    meaning: "Share of the fleet's equivalents that retires in a year, oldest generation first; purchases replace it.",
    unit: "% a year",
    source: "assumption: servers are written off over five to six years, most of the fleet is young",
    default: 10,
    minimum: 0,
    maximum: 90,
  },
  launchAdoptionHalfLifeDays: {
    kind: "number",
    meaning: "Half-life with which prices take in a launch.",
    unit: "days",
    source: "assumption: Blackwell came to clouds over February to May 2025",
    default: 60,
    above: 0,
    maximum: 36500,
  },
  pue: {
    kind: "number",
    meaning: "Power usage effectiveness: energy of the centre over that of its servers.",
    unit: "1",
    source: "Chinese ministries' action plan of 25 August 2022: below 1.3 for new large data centres by 2025",
    default: 1.3,
    minimum: 1,
    maximum: 10,
  },
  energyUsdKwh: {
    kind: "number",
    meaning: "Price of electricity.",
    unit: "USD per kWh",
    source: "China Briefing: mean industrial tariff of about 0.088 USD in 2024",
    default: 0.088,
    minimum: 0,
    maximum: 100,
  },
} as const satisfies ParameterTable;
