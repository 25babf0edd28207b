import { Button } from "antd";
import { useMay } from "../../api/session.ts";
import { useLanguage } from "../../language/locale.tsx";
import type { BulkAction } from "./bulk-dialog.tsx";
import type { ChosenLeads } from "./chosen-leads.ts";

interface BulkBarProperties {
  readonly chosen: ChosenLeads;
  readonly isAtLeast: boolean;
  readonly onAct: (action: BulkAction) => void;
}

/** What can be done with the chosen leads at once. */
export function BulkBar({ chosen, isAtLeast, onAct }: BulkBarProperties) {
  const { t } = useLanguage();
  const mayAssign = useMay("lead.assign");
  const mayDismiss = useMay("lead.dismiss");
  const mayComment = useMay("lead.comment");
  if (chosen.count === 0) return null;
  const canChooseAll = !chosen.isAll && chosen.total > chosen.leads.length;
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t("bulk.label")}>
      <strong role="status">
        {chosen.isAll && isAtLeast ? t("bulk.chosenAtLeast", { n: chosen.count }) : t("bulk.chosen", { n: chosen.count })}
      </strong>
      {mayAssign && (
        <Button size="small" onClick={() => onAct("assign")}>
          {t("lead.assign")} <kbd>a</kbd>
        </Button>
      )}
      {mayDismiss && (
        <Button size="small" onClick={() => onAct("dismiss")}>
          {t("lead.dismiss")} <kbd>d</kbd>
        </Button>
      )}
      {mayComment && (
        <Button size="small" onClick={() => onAct("comment")}>
          {t("lead.comment")} <kbd>c</kbd>
        </Button>
      )}
      {canChooseAll && (
        <Button size="small" type="link" onClick={chosen.chooseAll}>
          {isAtLeast ? t("bulk.chooseAllAtLeast", { n: chosen.total }) : t("bulk.chooseAll", { n: chosen.total })}
        </Button>
      )}
      <Button size="small" type="text" className="push" onClick={chosen.clear}>
        {t("bulk.clear")} <kbd>Esc</kbd>
      </Button>
    </div>
  );
}
