/** The search of a page's address after a filter was changed: what says nothing is left out of it. False says something. */
export function withChange(search: object, change: object) {
  return Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== ""));
}
