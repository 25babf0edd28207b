import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useApprovals } from "../../api/safeguards.ts";
import { useLanguage } from "../../language/locale.tsx";

/** Why a model does not run now: an assessment is missing, or it is below its floor. Nothing for a model that runs. */
export function ModelStopped({ model }: { readonly model: string }) {
  const { t, text } = useLanguage();
  const approvals = useApprovals();
  const gate = approvals.data?.models.find((each) => each.model === model);
  if (!gate?.refusal) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={text(gate.refusal)}
      action={
        <Link to="/safeguards/$tab" params={{ tab: "approvals" }}>
          {t("safeguards.tabApprovals")}
        </Link>
      }
    />
  );
}
