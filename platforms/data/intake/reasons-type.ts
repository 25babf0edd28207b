/** Type of `reasons` in tables and quarantine files. */
export const REASONS_TYPE = `STRUCT("code" VARCHAR, "column" VARCHAR, "value" VARCHAR)[]`;
