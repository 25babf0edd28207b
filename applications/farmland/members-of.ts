import type { Labels } from "@yuejian/imagery";

/** Pixels by label from 1. */
export function membersOf({ labels, count }: Pick<Labels, "labels" | "count">): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  labels.forEach((label, at) => {
    members[label - 1]?.push(at);
  });
  return members;
}
