import { readFile, writeFile } from "node:fs/promises";
import { signCapture, signerKeyOf } from "@yuejian/chain/capture";
import { encodeProof, type ProofDocument, type Supplement, withSupplements } from "@yuejian/chain/format";
import { digestFile, keyFingerprint, verifyProof } from "@yuejian/chain/verify";
import { YUEYANG_OFFICES } from "@yuejian/contracts";
import { plainText, qrSvg, writeWord } from "@yuejian/documents";
import jsqr from "jsqr";
import mammoth from "mammoth";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { buildSampleProofs, type SampleProofs } from "../../../platforms/chain/testing/sample-proofs.ts";
import { printPdf } from "../documents/index.ts";
import { startBrowser } from "../documents/start-browser.ts";
import { type CertificateFacts, certificateDocument, verificationText } from "./certificate-document.ts";

let samples: SampleProofs;
beforeAll(async () => {
  samples = await buildSampleProofs();
});

const DIGEST = "ab".repeat(32);

function factsOf(proof: ProofDocument, more: Partial<CertificateFacts> = {}): CertificateFacts {
  const verification = verifyProof(encodeProof(proof), { trustedKeys: [samples.trustedKey] });
  return { proof, proofDigest: DIGEST, verification, policy: null, verifierKey: samples.trustedKey, offices: YUEYANG_OFFICES, ...more };
}

/** What is made anew in each run of the tests (keys, salts and so roots) is named instead. */
function settled(text: string, { proof }: CertificateFacts): string {
  const root = Buffer.from(proof.checkpoint.split("\n")[2] ?? "", "base64").toString("hex");
  return text
    .replaceAll(samples.trustedKey, "«key»")
    .replaceAll(keyFingerprint(samples.trustedKey) ?? "-", "«fingerprint»")
    .replaceAll(root, "«root»");
}

describe("a certificate", () => {
  it.each([
    ["file", () => factsOf(samples.fileEntry)],
    ["record", () => factsOf(samples.record)],
    ["lead", () => factsOf(samples.lead)],
    [
      "final",
      () =>
        factsOf(samples.fileEntry, {
          policy: {
            size: 8,
            isFinal: true,
            by: "2026-11-23T08:00:01.000Z",
            cosigners: [
              { name: "岳阳楼区院.mirror", at: "2026-11-23T08:00:00.000Z" },
              { name: "court.witness", at: "2026-11-23T08:00:01.000Z" },
            ],
            missing: [],
          },
        }),
    ],
    [
      "not-final",
      () =>
        factsOf(samples.fileEntry, {
          policy: { size: 8, isFinal: false, by: null, cosigners: [{ name: "court.witness", at: null }], missing: ["court.witness"] },
        }),
    ],
  ])("of a %s says what it always says", async (name, given) => {
    const facts = given();
    const text = settled(plainText(certificateDocument(facts)), facts);
    const file = new URL(`golden/${name}.txt`, import.meta.url);
    if (process.env["UPDATE_GOLDEN"]) await writeFile(file, text);
    expect(text).toBe(await readFile(file, "utf8"));
  });

  it("with a signed capture says who it says took the file, and that this is only said", async () => {
    const device = signerKeyOf("执法记录仪-0713", new Uint8Array(32).fill(7));
    const at = "2026-03-01T07:58:00.000Z";
    const document = signCapture(
      {
        files: [{ name: "现场.jpg", ...digestFile(samples.file), mediaType: "image/jpeg" }],
        capturedAt: at,
        signedAt: at,
        place: { kind: "withheld" },
        device: { name: "执法记录仪", serial: "A1", software: null },
        operator: { name: "张三", organisation: "岳阳楼公安分局" },
        note: null,
      },
      device,
    );
    const supplement = { kind: "capture", document, received: samples.content.proven } as unknown as Supplement;
    const facts = factsOf(withSupplements(samples.fileEntry, [supplement]));
    const rows = certificateDocument(facts).blocks.flatMap((block) => (block.kind === "terms" ? block.rows : []));
    const valueOf = (term: string) => rows.find((row) => row.term === term)?.value;
    expect(valueOf("第三方时间戳")).toBe("未附");
    expect(valueOf("采集单位和人员（所述）")).toBe("岳阳楼公安分局 张三");
    expect(valueOf("采集时间（设备所述）")).toBe(at);
    // The receipt here is another statement: no certificate would be issued, and the words say why.
    expect(valueOf("采集签名")).toContain("the receipt is another statement");
    expect(plainText(certificateDocument(facts))).toContain("采集签名不证明所采集的内容真实");
  });

  it("in Word holds every text, each time in the same bytes", async () => {
    const facts = factsOf(samples.record);
    const [first, second] = [await writeWord(certificateDocument(facts)), await writeWord(certificateDocument(facts))];
    expect(Buffer.compare(first, second)).toBe(0);
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(first) });
    const wanted = plainText(certificateDocument(facts))
      .split("\n")
      .flatMap((line) => line.replace(/^• /, "").split("\t"))
      .filter((line) => line !== "" && !line.startsWith("| "));
    for (const line of wanted) expect(value).toContain(line);
  });
});

describe("a certificate in PDF", () => {
  it("is read back with its Chinese, on A4", async () => {
    const facts = factsOf(samples.fileEntry);
    const reading = getDocument({ data: new Uint8Array(await printPdf(certificateDocument(facts))), verbosity: 0 });
    const pdf = await reading.promise;
    const pages = await Promise.all(Array.from({ length: pdf.numPages }, async (_, at) => (await pdf.getPage(at + 1)).getTextContent()));
    const text = pages.flatMap(({ items }) => items.map((item) => ("str" in item ? item.str : ""))).join("");
    const compact = (given: string) => given.replaceAll(/\s/g, "");
    for (const { zh } of [...facts.verification.proves, ...facts.verification.doesNotProve]) expect(compact(text)).toContain(compact(zh));
    expect(text).toContain("YJZS-ABABABABABABABABABAB 1 / ");
    const [, , width = 0, height = 0] = (await pdf.getPage(1)).view;
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
    await reading.destroy();
  });

  it("has a QR code that another program reads from the rendering, without any address", async () => {
    const facts = factsOf(samples.lead);
    const text = verificationText(facts);
    const browser = await startBrowser();
    try {
      const page = await browser.newPage({ deviceScaleFactor: 2 });
      await page.setContent(qrSvg(text, 48));
      const png = await page.locator("svg").screenshot();
      const image = await page.evaluate<{ data: number[]; width: number; height: number }>(
        `(async () => {
          const bitmap = await createImageBitmap(await (await fetch("data:image/png;base64,${png.toString("base64")}")).blob());
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          context.drawImage(bitmap, 0, 0);
          const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
          return { data: [...data], width, height };
        })()`,
      );
      const read = jsqr.default(Uint8ClampedArray.from(image.data), image.width, image.height)?.data;
      expect(read).toBe(text);
      expect(read).not.toMatch(/https?:/);
      expect(read?.split("\n")[0]).toBe("YUEJIAN-CHAIN/1");
    } finally {
      await browser.close();
    }
  });
});
