import { useNavigate } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { useFileTogether } from "../../api/farmland.ts";
import { useMay } from "../../api/session.ts";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { ChosenViolations } from "./chosen-violations.ts";

/** Chosen violations whose leads are verified become one case, with a preview of which. */
export function FileTogether({ chosen }: { readonly chosen: ChosenViolations }) {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const step = useFileTogether();
  const [isOpen, setOpen] = useState(false);
  const mayFile = useMay("lead.file");
  const mayMerge = useMay("case.transfer");
  const leads = chosen.items.flatMap(({ lead }) =>
    lead !== null && (lead.status === "verified" || lead.caseId !== null) ? [lead.id] : [],
  );
  if (!mayFile || !mayMerge || leads.length < 2) return null;
  const file = (order: { readonly leads: readonly string[]; readonly note: string }, ends: { onSuccess?: () => void } = {}) =>
    step.mutate(order, {
      onSuccess: ({ case: id, refused }) => {
        ends.onSuccess?.();
        chosen.leads.clear();
        if (refused.length === 0) void message.success(t("farmland.filedTogether", { n: leads.length }));
        for (const each of refused) void message.error(`${each.case}: ${text(each.text)}`, 8);
        void navigate({ to: "/cases/$case", params: { case: id } });
      },
    });
  return (
    <div className="bar farmland-near">
      <Button size="small" onClick={() => setOpen(true)}>
        {t("farmland.fileTogether", { n: leads.length })}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t("farmland.fileTogether", { n: leads.length })}
          step={{
            ...step,
            mutate: (order: { readonly leads: readonly string[]; readonly note: string }) =>
              file(order, { onSuccess: () => setOpen(false) }),
          }}
          orderOf={(note) => ({ leads, note })}
          onEnd={() => setOpen(false)}
        >
          <p>{t("farmland.fileTogetherWhat", { verified: leads.length, other: chosen.ids.size - leads.length })}</p>
        </ReasonDialog>
      )}
    </div>
  );
}
