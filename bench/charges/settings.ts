/** How charges are learned; chosen by cross-validation within the training material alone. */
export const CHARGE_TRAINING = {
  folds: 5,
  ranker: { hidden: 16, rounds: 24, step: 0.003, shrink: 1e-3, seed: 1, nets: 2, target: "share" },
} as const;
