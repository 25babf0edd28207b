/** How the search is trained; chosen on the development part alone. */
export const TRAINING = {
  candidates: 600,
  folds: 5,
  ranker: {
    hidden: 16,
    rounds: 8,
    step: 0.003,
    shrink: 1e-2,
    seed: 1,
    nets: 4,
    seen: 0.85,
    target: "reach",
    draw: { leading: 60, drawn: 200 },
  },
} as const;
