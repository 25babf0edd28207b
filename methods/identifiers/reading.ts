import type { QuarantineCode } from "@yuejian/contracts";

/** What came of reading a text: the value, or why the row is set aside. */
export type Reading<Value> = { readonly value: Value } | { readonly code: QuarantineCode };
