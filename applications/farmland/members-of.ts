import type { Labels } from "@yuejian/imagery";

/** Pixels by label from 1. */
export function membersOf({ labels, count }: Pick<Labels, "labels" | "count">): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? 0;
    if (label > 0) members[label - 1]?.push(at);
  }
  return members;
}
