import { exp, log } from "./elementary.ts";

/*
 * The 128 layers of equal area under the normal density exp(-x^2 / 2) that `normal` draws from, as in J. A. Doornik,
 * "An improved ziggurat method to generate normal random samples" (2005).
 */

const LAYERS = 128;
/** Where the tail begins. */
export const TAIL_START = 3.442619855899;
const LAYER_AREA = 9.91256303526217e-3;

/** Right edges of the layers, the lowest first; the lowest is as wide as its area with the tail demands; the last is 0. */
export const ZIGGURAT_X = rightEdges();
/** Part of each layer's width that lies wholly under the density. */
export const ZIGGURAT_RATIO = new Float64Array(LAYERS);
for (let i = 0; i < LAYERS; i++) ZIGGURAT_RATIO[i] = ZIGGURAT_X[i + 1] / ZIGGURAT_X[i];

function rightEdges(): Float64Array {
  const edges = new Float64Array(LAYERS + 1);
  let density = exp(-0.5 * TAIL_START * TAIL_START);
  edges[0] = LAYER_AREA / density;
  edges[1] = TAIL_START;
  for (let i = 2; i < LAYERS; i++) {
    edges[i] = Math.sqrt(-2 * log(LAYER_AREA / edges[i - 1] + density));
    density = exp(-0.5 * edges[i] * edges[i]);
  }
  return edges;
}
