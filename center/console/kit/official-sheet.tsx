import type { OfficialDocumentView } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import "./official-sheet.css";

interface OfficialSheetProperties {
  readonly document: OfficialDocumentView;
  /** How a paragraph is shown, where its citations are to open; plain when not given. */
  readonly words?: (text: string) => ReactNode;
}

/** An official document as it looks on paper (GB/T 9704-2012); narrow screens get the same text in their own width. */
export function OfficialSheet({ document, words = (text) => text }: OfficialSheetProperties) {
  const { issuer, marks, number, title, addressee, paragraphs, date, copies } = document;
  return (
    <div className="official-frame">
      <article className="official-sheet" lang="zh-CN">
        <div className="official-marks">
          {marks.map((mark) => (
            <div key={mark}>{mark}</div>
          ))}
        </div>
        <div className="official-issuer">{issuer}</div>
        <div className="official-number">{number ?? "〔　　〕　号"}</div>
        <h3>{title}</h3>
        {addressee !== null && <p className="official-addressee">{addressee}：</p>}
        {paragraphs.map(({ style, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a document stand in its order, and two may be the same
          <p key={at} className={`official-${style}`}>
            {words(text)}
          </p>
        ))}
        <div className="official-signature">
          <div>{issuer}</div>
          <div>{date ?? "　　年　　月　　日"}</div>
          <div>（院印）</div>
        </div>
        <div className="official-imprint">
          {copies !== "" && <div className="official-copies">抄送：{copies}</div>}
          <div>
            <span>{issuer}</span>
            <span>{date ?? ""}印发</span>
          </div>
        </div>
      </article>
    </div>
  );
}
