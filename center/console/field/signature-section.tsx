import { FIELD_LIMITS, type FieldSigner } from "@yuejian/contracts";
import { useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import type { KeptSignature } from "./device-store.ts";
import type { Person } from "./person.ts";
import { SignaturePad } from "./signature-pad.tsx";

interface Properties {
  readonly person: Person;
  readonly signatures: readonly KeptSignature[];
  readonly isFixed: boolean;
  readonly onChange: (signatures: readonly KeptSignature[]) => void;
}

/** The checker signs; a person who was present may. */
export function SignatureSection({ person, signatures, isFixed, onChange }: Properties) {
  const { t } = useLanguage();
  const of = (role: FieldSigner) => signatures.find((each) => each.role === role);
  const [present, setPresent] = useState(of("present")?.signer ?? "");
  const replace = (role: FieldSigner) => (signature: KeptSignature | null) => {
    const others = signatures.filter((each) => each.role !== role);
    onChange(signature ? [...others, signature] : others);
  };
  return (
    <fieldset className="field-card" disabled={isFixed}>
      <legend>{t("field.signature")}</legend>
      <SignaturePad role="checker" signer={person.name} kept={of("checker")} onKeep={replace("checker")} />
      <label>
        {t("field.presentName")}
        <input
          value={present}
          maxLength={FIELD_LIMITS.name}
          disabled={of("present") !== undefined}
          onChange={(event) => setPresent(event.target.value)}
        />
      </label>
      {present.trim() !== "" && <SignaturePad role="present" signer={present.trim()} kept={of("present")} onKeep={replace("present")} />}
    </fieldset>
  );
}
