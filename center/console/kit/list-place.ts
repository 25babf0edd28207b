import { useState } from "react";

export interface Place {
  at: number;
  offset: number;
}

const places = new Map<string, Place>();

/** Where the reader was in a list of that name; written to while the list is read. */
export function usePlace(name: string | undefined): Place {
  const [own] = useState<Place>(() => ({ at: -1, offset: 0 }));
  if (name === undefined) return own;
  let place = places.get(name);
  if (!place) {
    place = { at: -1, offset: 0 };
    places.set(name, place);
  }
  return place;
}
