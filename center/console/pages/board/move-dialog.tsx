import { CASE_DEEDS, CASE_STAGES, type CaseAction } from "@yuejian/contracts";
import type { CaseMoves, CaseView } from "@yuejian/contracts/api";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useCase, useCaseMoves } from "../../api/cases.ts";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseActions } from "../cases/case-actions.tsx";

export type Move = CaseMoves["moves"][number];

interface MoveDialogProperties {
  readonly shown: CaseView;
  /** Where the card was dropped; null: to be chosen. */
  readonly action: CaseAction | null;
  readonly onClose: () => void;
}

/** The step behind a move, with everything that it asks for. Without a target: every stage, and for those that cannot be reached why. */
export function MoveDialog({ shown, action, onClose }: MoveDialogProperties) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(action);
  const purpose = usePurposeId();
  const found = useCase(shown.id, purpose);
  return (
    <Modal open destroyOnHidden width={640} footer={null} title={t("board.moveTitle", { number: shown.number })} onCancel={onClose}>
      {chosen === null ? (
        <Targets id={shown.id} onChoose={setChosen} />
      ) : (
        <PageState query={found} rows={4}>
          {(detail) => <CaseActions key={`${detail.case.id} ${chosen}`} detail={detail} first={chosen} onDone={onClose} />}
        </PageState>
      )}
    </Modal>
  );
}

function Targets({ id, onChoose }: { readonly id: string; readonly onChoose: (action: CaseAction) => void }) {
  const { t, text } = useLanguage();
  const moves = useCaseMoves(id);
  if (moves.error) return <ErrorNotice error={moves.error} retry={() => void moves.refetch()} />;
  if (!moves.data) return <p className="muted">{t("board.looking")}</p>;
  return (
    <ul className="stack">
      {moves.data.moves
        .toSorted((one, other) => Number(other.action !== null) - Number(one.action !== null))
        .map(({ stage, action, reason }) => (
          <li key={stage}>
            {action === null ? (
              <>
                <strong>{text(CASE_STAGES[stage])}</strong> <span className="muted">{reason && text(reason)}</span>
              </>
            ) : (
              <>
                <Button onClick={() => onChoose(action as CaseAction)}>{text(CASE_STAGES[stage])}</Button>{" "}
                <span className="muted">{t("board.moveBy", { action: text(CASE_DEEDS[action as CaseAction]) })}</span>
              </>
            )}
          </li>
        ))}
    </ul>
  );
}
