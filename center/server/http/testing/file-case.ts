import type { CaseDetail, CaseView, LeadDetail, LeadView } from "@yuejian/contracts/api";
import type { Person, ServedCity } from "./served-city.ts";

/** Takes the first new lead of the person's office to a case of that person. */
export async function fileCase(city: ServedCity, person: Person): Promise<CaseView> {
  const [lead] = (await city.leads()).items.filter(({ office, status }) => office === person.session.user.office && status === "new");
  const path = `/api/leads/${lead?.id}`;
  const { model } = (await person.get<LeadDetail>(path)).body;
  const ruledOut = model.lawfulExplanations.map(({ id }) => id);
  let filed = lead as LeadView;
  for (const command of [
    { action: "assign", assignee: person.session.user.id },
    { action: "verify", note: "查证属实", ruledOut },
    { action: "file", note: "立案" },
  ])
    filed = (await person.post<LeadView>(`${path}/commands`, { version: filed.version, command })).body;
  return (await person.get<CaseDetail>(`/api/cases/${filed.caseId}`)).body.case;
}
