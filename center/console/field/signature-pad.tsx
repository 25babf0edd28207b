import type { FieldSigner } from "@yuejian/contracts";
import { FIELD_SIGNERS } from "@yuejian/contracts";
import { type PointerEvent, useRef, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { digestBlob } from "./capture-files.ts";
import type { KeptSignature } from "./device-store.ts";

const WIDTH = 640;
const HEIGHT = 240;

interface Properties {
  readonly role: FieldSigner;
  readonly signer: string;
  readonly kept: KeptSignature | undefined;
  readonly onKeep: (signature: KeptSignature | null) => void;
}

/** A signature drawn by finger or pen; as a picture it is digested the moment it is kept. */
export function SignaturePad({ role, signer, kept, onKeep }: Properties) {
  const { t, text } = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const title = text(FIELD_SIGNERS[role]);
  if (kept)
    return (
      <div className="field-bar">
        <span>{t("field.signedBy", { role: title, name: kept.signer })}</span>
        <button type="button" onClick={() => onKeep(null)}>
          {t("field.clear")}
        </button>
      </div>
    );
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const target = event.currentTarget;
    const pen = target.getContext("2d");
    if (!pen || event.buttons === 0) return;
    const { left, top, width, height } = target.getBoundingClientRect();
    const place = [((event.clientX - left) / width) * WIDTH, ((event.clientY - top) / height) * HEIGHT] as const;
    pen.lineWidth = 5;
    pen.lineCap = "round";
    pen.strokeStyle = "#000";
    if (event.type === "pointerdown") {
      target.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...place);
    }
    pen.lineTo(...place);
    pen.stroke();
    setDrawn(true);
  };
  const keep = () => {
    canvas.current?.toBlob((blob) => {
      if (blob) void digested(blob).then(onKeep);
    }, "image/png");
  };
  const digested = async (blob: Blob): Promise<KeptSignature> => {
    const at = new Date().toISOString();
    return { role, signer, blob, name: `signature-${role}.png`, mediaType: "image/png", at, ...(await digestBlob(blob)) };
  };
  const clear = () => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawn(false);
  };
  return (
    <div className="field-pad">
      <span>{t("field.signHere", { role: title })}</span>
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={t("field.signHere", { role: title })}
        data-pad={role}
        onPointerDown={draw}
        onPointerMove={draw}
      />
      <div className="field-bar">
        <button type="button" disabled={!isDrawn || signer.trim() === ""} onClick={keep}>
          {t("field.keepSignature")}
        </button>
        <button type="button" disabled={!isDrawn} onClick={clear}>
          {t("field.clear")}
        </button>
      </div>
    </div>
  );
}
