import type { DOCUMENT_WATCH_STATES, DocumentWatchView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useState } from "react";
import { useChangeDocumentWatch } from "../../api/document-watches.ts";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";

export const WATCH_TONES = {
  on: "good",
  working: "attention",
  paused: "quiet",
  off: "quiet",
  "feature-off": "attention",
  trouble: "alarm",
} as const satisfies Record<keyof typeof DOCUMENT_WATCH_STATES, string>;

type Step = "turnOn" | "turnOff" | "pause" | "goOn" | "remove";
const WORDS = {
  turnOn: "documentWatches.turnOn",
  turnOff: "documentWatches.turnOff",
  pause: "documentWatches.pause",
  goOn: "documentWatches.goOn",
  remove: "documentWatches.remove",
} as const;

/** Switching, pausing and removing a watched folder, each with its reason. */
export function WatchSteps({ watch }: { readonly watch: DocumentWatchView }) {
  const { t } = useLanguage();
  const changing = useChangeDocumentWatch();
  const [asked, setAsked] = useState<Step | null>(null);
  const [until, setUntil] = useState("");
  const steps: readonly Step[] = watch.isOn ? [watch.pausedUntil === null ? "pause" : "goOn", "turnOff", "remove"] : ["turnOn", "remove"];
  const changeOf = (step: Step) =>
    ({
      turnOn: { isOn: true },
      turnOff: { isOn: false },
      pause: { pausedUntil: until === "" ? tomorrow() : new Date(until).toISOString() },
      goOn: { pausedUntil: null },
      remove: { isRemoved: true as const },
    })[step];
  return (
    <>
      {steps.map((step) => (
        <Button key={step} size="small" onClick={() => setAsked(step)}>
          {t(WORDS[step])}
        </Button>
      ))}
      {asked && (
        <ReasonDialog
          title={`${t(WORDS[asked])} · ${watch.name}`}
          step={changing}
          orderOf={(reason) => ({ watch: watch.id, version: watch.version, reason, ...changeOf(asked) })}
          onEnd={() => setAsked(null)}
        >
          {asked === "pause" && (
            <div className="field">
              <label htmlFor="pause-until">{t("documentWatches.pauseUntil")}</label>
              <Input id="pause-until" type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
            </div>
          )}
          <p className="muted">{t(asked === "remove" ? "documentWatches.removeWhat" : "documentWatches.stepWhat")}</p>
        </ReasonDialog>
      )}
    </>
  );
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();
