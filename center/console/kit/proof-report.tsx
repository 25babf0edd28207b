import type { ReactNode } from "react";

export function ProofReport({ text }: { readonly text: string; readonly fileName?: string }): ReactNode {
  return text;
}
