/** 1 mu is 666.67 m², 15 mu a hectare. */
const SQUARE_METRES = { mu: 10_000 / 15, hectares: 10_000, acres: 4_046.856_422_4 } as const;

/** An area with its error, m², and the same in other units. */
export interface MeasuredArea {
  readonly squareMetres: number;
  /** Half the width of the interval that is taken to hold the true area: perimeter × half a pixel. */
  readonly errorSquareMetres: number;
  readonly mu: number;
  readonly errorMu: number;
  readonly hectares: number;
  readonly acres: number;
}

export function measuredArea(squareMetres: number, errorSquareMetres: number): MeasuredArea {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    squareMetres: round(squareMetres, 1),
    errorSquareMetres: round(errorSquareMetres, 1),
    mu: round(squareMetres / SQUARE_METRES.mu, 3),
    errorMu: round(errorSquareMetres / SQUARE_METRES.mu, 3),
    hectares: round(squareMetres / SQUARE_METRES.hectares, 4),
    acres: round(squareMetres / SQUARE_METRES.acres, 4),
  };
}

/** Whether an area reaches a limit, given its error. */
export type AgainstLimit = "above" | "below" | "cannot-tell";

export function againstLimit({ mu, errorMu }: Pick<MeasuredArea, "mu" | "errorMu">, limitMu: number): AgainstLimit {
  if (mu - errorMu >= limitMu) return "above";
  return mu + errorMu < limitMu ? "below" : "cannot-tell";
}
