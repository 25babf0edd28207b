import { ACTIONS, type Action, type BusinessLine, type DataClass, type Office, type Role, YuejianError } from "@yuejian/contracts";
import { RIGHTS } from "./rights.ts";

/** Who asks. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly office: string;
  readonly businessLines: readonly BusinessLine[];
}

/** What is asked about; members that do not apply are left out and then do not limit. */
export interface PolicyObject {
  /** Office concerned; null: of no office, which only the city office sees. */
  readonly office?: string | null;
  /** Any of these lines suffices; an empty list limits nothing. */
  readonly businessLines?: readonly BusinessLine[];
  /** The person who works on it: assignee, owner, starter. */
  readonly worker?: string | null;
  /** For `lead.assign`: who is to get it. */
  readonly newWorker?: string;
  readonly dataClass?: DataClass;
}

/** Rows a person may see, for use in queries: office IN offices AND line IN lines. */
export interface Scope {
  readonly offices: readonly string[] | "all";
  readonly businessLines: readonly BusinessLine[] | "all";
}

export interface Policy {
  may(actor: Actor, action: Action, object?: PolicyObject): boolean;
  /** @throws YuejianError NOT_ALLOWED */
  demand(actor: Actor, action: Action, object?: PolicyObject): void;
  scope(actor: Actor): Scope;
  covers(actor: Actor, object: Pick<PolicyObject, "office" | "businessLines">): boolean;
  /** Actions that the person can do at least sometimes, in the table's order. */
  actionsOf(actor: Actor): Action[];
  /** Whether a stated purpose may open this class for the person. */
  opens(actor: Actor, dataClass: DataClass): boolean;
}

const CLASS_ORDER: readonly DataClass[] = ["public", "internal", "personal", "sensitive", "sealed"];

export function createPolicy(offices: readonly Office[]): Policy {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const isCity = (actor: Actor) => byId.get(actor.office)?.parent === null;

  function scope(actor: Actor): Scope {
    return {
      offices: isCity(actor) ? "all" : byId.has(actor.office) ? [actor.office] : [],
      businessLines: RIGHTS[actor.role].lines === "all" ? "all" : actor.businessLines,
    };
  }

  function covers(actor: Actor, { office, businessLines }: Pick<PolicyObject, "office" | "businessLines">): boolean {
    const seen = scope(actor);
    if (office !== undefined && seen.offices !== "all" && (office === null || !seen.offices.includes(office))) return false;
    if (businessLines === undefined || businessLines.length === 0 || seen.businessLines === "all") return true;
    const lines = seen.businessLines;
    return businessLines.some((line) => lines.includes(line));
  }

  function may(actor: Actor, action: Action, object: PolicyObject = {}): boolean {
    const reach = RIGHTS[actor.role].actions[action];
    if (reach === undefined || object.dataClass === "sealed") return false;
    if (action === "record.reveal" && object.dataClass && !opens(actor, object.dataClass)) return false;
    if (!covers(actor, object)) return false;
    if (reach === "city") return isCity(actor);
    if (reach === "own") return object.worker === undefined || object.worker === actor.id;
    if (reach === "self") return object.newWorker === undefined || object.newWorker === actor.id;
    return true;
  }

  function opens(actor: Actor, dataClass: DataClass): boolean {
    return dataClass !== "sealed" && CLASS_ORDER.indexOf(dataClass) <= CLASS_ORDER.indexOf(RIGHTS[actor.role].ceiling);
  }

  return {
    may,
    demand(actor, action, object) {
      if (!may(actor, action, object)) throw notAllowed(action);
    },
    scope,
    covers,
    actionsOf: (actor) => (Object.keys(ACTIONS) as Action[]).filter((action) => may(actor, action)),
    opens,
  };
}

export function notAllowed(action: Action): YuejianError {
  return new YuejianError("NOT_ALLOWED", { action, action_zh: ACTIONS[action].zh, action_en: ACTIONS[action].en });
}

/** Personal, sensitive and sealed values are masked unless opened. */
export function isPersonal(dataClass: DataClass): boolean {
  return CLASS_ORDER.indexOf(dataClass) >= CLASS_ORDER.indexOf("personal");
}
