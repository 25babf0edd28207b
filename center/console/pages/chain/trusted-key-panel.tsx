import { Button, Input } from "antd";
import { useState } from "react";
import { Facts, Section } from "../../kit/layout.tsx";
import { Digest } from "../../kit/small.tsx";
import { pinKey, useTrustedKey } from "../../kit/trusted-key.ts";
import { useLanguage } from "../../language/locale.tsx";

/** The key that this browser trusts. A change is a decision with a reason, made by typing the end of the new key. */
export function TrustedKey() {
  const { t } = useLanguage();
  const { pinned, presented, isChanged } = useTrustedKey();
  const [typed, setTyped] = useState("");
  if (!pinned) return null;
  if (!isChanged || !presented) {
    return (
      <Section title={t("chain.key")} hint={t("chain.keyHint")}>
        <Digest value={pinned} whole />
      </Section>
    );
  }
  const tail = presented.slice(-6);
  return (
    <Section title={<span className="tag alarm">! {t("chain.keyChangedTitle")}</span>}>
      <div className="stack">
        <p>{t("chain.keyChangedWhy")}</p>
        <Facts
          items={[
            [t("chain.keyOld"), <Digest key="old" value={pinned} whole />],
            [t("chain.keyNew"), <Digest key="new" value={presented} whole />],
          ]}
        />
        <div className="field" style={{ maxWidth: 420 }}>
          <label htmlFor="key-tail">{t("chain.keyType", { tail })}</label>
          <div className="bar" style={{ margin: 0 }}>
            <Input id="key-tail" className="mono" style={{ width: 160 }} value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Button disabled={typed !== tail} onClick={() => pinKey(presented)}>
              {t("chain.keyAccept")}
            </Button>
          </div>
        </div>
      </div>
    </Section>
  );
}
