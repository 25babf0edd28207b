import type { ErrorBody, FieldCheckView } from "@yuejian/contracts/api";
import type { Answer, Person, ServedCity } from "../../http/testing/served-city.ts";
import type { MadeCheck } from "./made-check.ts";

/** Sends one file of a check as a browser does; gives `taken` or the code of the refusal. */
export async function sendCheckFile(
  { web }: Pick<ServedCity, "web">,
  person: Person,
  {
    check,
    file,
    headers = {},
  }: { readonly check: string; readonly file: MadeCheck["files"][number]; readonly headers?: Record<string, string> },
): Promise<string> {
  const form = new FormData();
  form.set("file", new File([Buffer.from(file.bytes)], file.name));
  const packed = new Response(form);
  const response = await web.inject({
    method: "POST",
    url: `/api/farmland/checks/${check}/files/${file.sha256}`,
    payload: Buffer.from(await packed.arrayBuffer()),
    headers: {
      cookie: person.cookie,
      "x-csrf": person.session.csrf,
      "content-type": packed.headers.get("content-type") ?? "",
      ...headers,
    },
  });
  return response.statusCode === 201 ? "taken" : response.json<ErrorBody>().code;
}

export function handIn(
  person: Person,
  check: string,
  { record, capture }: Pick<MadeCheck, "record" | "capture">,
): Promise<Answer<FieldCheckView>> {
  const sentAt = new Date().toISOString();
  return person.post<FieldCheckView>(`/api/farmland/checks/${check}/record`, { record, capture, sentAt });
}
