import { type Text } from "@yuejian/contracts";
import { type ChangeEvent, useEffect, useMemo, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { keepPhoto, NotKept } from "./capture-files.ts";
import type { KeptFile } from "./device-store.ts";

interface Properties {
  readonly photos: readonly KeptFile[];
  readonly limit: number;
  readonly isFixed: boolean;
  readonly onChange: (photos: readonly KeptFile[]) => void;
}

/** Photos as the camera gave them, each with its digest. */
export function PhotoList({ photos, limit, isFixed, onChange }: Properties) {
  const { t, text, format } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Text | null>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    setBusy(true);
    setProblem(null);
    let all = photos;
    try {
      for (const file of files) {
        const photo = await keepPhoto(file, all.length + 1);
        if (all.some(({ sha256 }) => sha256 === photo.sha256)) throw new NotKept(TWICE);
        if (all.length >= limit) throw new NotKept(tooMany(limit));
        all = [...all, photo];
      }
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      setProblem(error.text);
    } finally {
      if (all !== photos) onChange(all);
      input.value = "";
      setBusy(false);
    }
  };
  return (
    <section className="field-card">
      <h2>{t("field.photos", { n: photos.length, limit })}</h2>
      {problem && (
        <p className="field-notice" role="alert">
          {text(problem)}
        </p>
      )}
      <ul className="field-photos">
        {photos.map((photo, at) => (
          <li key={photo.sha256}>
            <Picture blob={photo.blob} alt={t("field.photoAlt", { n: at + 1 })} />
            <span>
              {format.bytes(photo.size)} · {t("field.deviceTime", { at: format.time(photo.at) })}
              <code className="field-digest">{photo.sha256}</code>
              {!isFixed && (
                <button
                  type="button"
                  aria-label={t("field.dropNamed", { name: photo.name })}
                  onClick={() => onChange(photos.filter(({ sha256 }) => sha256 !== photo.sha256))}
                >
                  {t("field.drop")}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {isBusy && <p role="status">{t("field.hashing")}</p>}
      {!isFixed && (
        <label className="field-button">
          {t("field.takePhoto")}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            capture="environment"
            disabled={isBusy || photos.length >= limit}
            onChange={(event) => void take(event)}
          />
        </label>
      )}
    </section>
  );
}

const TWICE: Text = { zh: "这张照片已经在内", en: "This photo is there already" };
const tooMany = (limit: number): Text => ({ zh: `最多 ${limit} 张照片`, en: `${limit} photos at most` });

function Picture({ blob, alt }: { readonly blob: Blob; readonly alt: string }) {
  const address = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img src={address} alt={alt} />;
}
