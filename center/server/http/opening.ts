import type { DataClass } from "@yuejian/contracts";
import type { FastifyRequest } from "fastify";
import type { Opening } from "../identity/index.ts";
import type { Services } from "./services.ts";

export interface NotedOpening extends Opening {
  /** Puts a reveal into the audit and on the ledger; to be awaited before the answer leaves. Nothing is written when nothing was opened. */
  note(reveal: { readonly subject: string; readonly references: readonly string[]; readonly columns: readonly string[] }): Promise<void>;
}

/** What the purpose in `x-purpose` opens for the caller; null without one. @throws YuejianError PURPOSE_INVALID, NOT_ALLOWED */
export async function openingFor(request: FastifyRequest, services: Services): Promise<NotedOpening | null> {
  const purpose = request.headers["x-purpose"];
  if (typeof purpose !== "string" || purpose === "") return null;
  const { account, actor } = request.caller;
  const opening = await services.purposes.open(actor, purpose);
  return {
    ...opening,
    async note({ subject, references, columns }) {
      // That somebody looked behind a seal is noted even when the record turned out empty.
      const isInquiry = opening.lifted.length > 0;
      if (references.length === 0 || (columns.length === 0 && !isInquiry)) return;
      const opened = [...new Set(columns)].sort();
      await services.store.write(async (trx) => {
        await services.outbox.record(trx, {
          type: "record.revealed",
          subject,
          organisation: actor.office,
          content: { user: actor.id, purpose, references: [...references].sort(), columns: opened },
        });
        await services.audit.recordIn(trx, {
          actor: account,
          action: isInquiry ? "seal.open" : "record.reveal",
          subject,
          purpose,
          outcome: "done",
          detail: `${references.length} × ${opened.join(", ")}`,
        });
      });
    },
  };
}

export const opensNothing = (_dataClass: DataClass): boolean => false;
