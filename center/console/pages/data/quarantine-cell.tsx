import EditOutlined from "@ant-design/icons/EditOutlined";
import { Input } from "antd";
import { useState } from "react";
import { Masked } from "../../kit/cells.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface CellProperties {
  readonly value: string;
  readonly corrected: string | undefined;
  /** One of the reasons names this value. */
  readonly isWrong: boolean;
  readonly isMasked: boolean;
  readonly mayCorrect: boolean;
  readonly label: string;
  readonly onCorrect: (value: string) => void;
}

export function QuarantineCell({ value, corrected, isWrong, isMasked, mayCorrect, label, onCorrect }: CellProperties) {
  const { t } = useLanguage();
  const [isEditing, setEditing] = useState(false);
  if (isEditing) {
    const end = (next: string) => {
      setEditing(false);
      onCorrect(next);
    };
    return (
      <Input
        size="small"
        autoFocus
        aria-label={label}
        defaultValue={corrected ?? (isMasked ? "" : value)}
        style={{ minWidth: 150 }}
        onFocus={(event) => event.target.select()}
        onBlur={(event) => end(event.target.value === "" && isMasked ? value : event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setEditing(false);
        }}
      />
    );
  }
  const shown =
    corrected !== undefined ? (
      <span title={value}>
        <del className="muted">{isMasked ? "•••" : value || "—"}</del> → <strong>{corrected || "—"}</strong>
      </span>
    ) : isMasked ? (
      <Masked value={value} />
    ) : (
      value || <span className="missing">—</span>
    );
  if (!mayCorrect) return <span className={isWrong ? "tag attention" : undefined}>{shown}</span>;
  return (
    <button
      type="button"
      className={isWrong && corrected === undefined ? "cell-edit wrong" : "cell-edit"}
      onClick={() => setEditing(true)}
      aria-label={t("quarantine.correct", { what: label })}
    >
      {shown}
      {isWrong && corrected === undefined && <EditOutlined aria-hidden />}
    </button>
  );
}
