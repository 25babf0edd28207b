/** How the search is trained; chosen on the development part alone. */
export const TRAINING = {
  candidates: 300,
  folds: 5,
  ranker: { hidden: 24, rounds: 24, step: 0.003, shrink: 1e-3, seed: 1, nets: 3 },
} as const;
