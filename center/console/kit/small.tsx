import CheckOutlined from "@ant-design/icons/CheckOutlined";
import CopyOutlined from "@ant-design/icons/CopyOutlined";
import { useEffect, useState } from "react";
import { useLanguage } from "../language/locale.tsx";

/** An instant in the reader's zone; the exact one in UTC on hover. */
export function Time({ at, relative = false }: { readonly at: string; readonly relative?: boolean }) {
  const { format } = useLanguage();
  return (
    <time dateTime={at} title={at} className="number" style={{ whiteSpace: "nowrap" }}>
      {relative ? format.ago(at, Date.now()) : format.time(at)}
    </time>
  );
}

export function Copy({ value }: { readonly value: string }) {
  const { t } = useLanguage();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <button type="button" className="copy" onClick={copy} aria-label={t("action.copy")} title={t("action.copy")}>
      {isCopied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
    </button>
  );
}

/** A digest or id: its ends are shown, the whole is copied. */
export function Digest({ value, whole = false }: { readonly value: string; readonly whole?: boolean }) {
  const shown = whole || value.length <= 20 ? value : `${value.slice(0, 10)}…${value.slice(-6)}`;
  return (
    <span className="digest" style={whole ? { whiteSpace: "normal", wordBreak: "break-all" } : undefined}>
      <code title={value}>{shown}</code>
      <Copy value={value} />
    </span>
  );
}

/** A part of a whole: the bar starts at zero, the numbers stand beside it. */
export function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  const { format } = useLanguage();
  return (
    <span className="share" title={`${format.count(part)} / ${format.count(whole)}`}>
      <i style={{ "--part": whole === 0 ? "0%" : `${(part / whole) * 100}%` }} />
      <span className="number">{format.percent(part, whole)}</span>
    </span>
  );
}
