/** Time and ids are passed in everywhere, so that runs can be repeated exactly. */
export interface Clock {
  /** Now, as milliseconds since 1970-01-01 UTC. */
  now(): number;
}

export interface Ids {
  /** A new id: the prefix, an underscore and 26 Crockford base-32 characters that sort by creation time (ULID). */
  next(prefix: IdPrefix): string;
}

/** One prefix per kind of object, so that an id tells what it names. */
export const ID_PREFIXES = [
  "bat", // batch
  "run", // model run
  "led", // lead
  "cas", // supervision case
  "job",
  "usr",
  "ses", // session
  "pur", // purpose
  "evt", // event of a lead or case
  "fnd", // finding
  "sch", // schedule
  "pil", // pilot
  "pat", // pattern
  "pse", // search for patterns
  "map", // saved mapping
  "upl", // upload that waits
  "sel", // seal
  "apr", // approval
  "cor", // correction
  "con", // contest
  "flg", // flag on a lead
  "viw", // saved view
  "opn", // bulk operation
  "men", // mention
  "att", // attachment
  "tsk", // verification task of a lead
  "smp", // sample of unflagged subjects
  "chk", // check of one of them
  "alm", // alarm of anchoring
  "dev", // key of a capturing device
  "cpt", // signed capture
  "crt", // certificate
  "qrl", // rule of quality
  "src", // source
  "ldg", // load of a source
  "sal", // alert about a source
  "ent", // decision on entities
  "nte", // note of the catalogue
  "qry", // query
  "exp", // export of a query
  "sqr", // saved query
  "cfl", // file of a case
  "cpp", // paper of a case
  "rln", // reply link of a case
  "rtn", // rule of retention
  "dlr", // deletion of records, as a whole
  "del", // deletion in one batch
  "dck", // check of a document
  "dbt", // batch of documents that are checked
  "dwt", // folder that is watched for documents
  "dky", // key of another system that has documents checked
  "hcs", // case of the business system
  "cwi", // import of such cases
  "cwn", // notice about one
  "pst", // procedural step of a handled case
  "alr", // rule of alerts
  "rem", // reminder of one person
  "msg", // message that leaves the house
  "ntc", // channel of messages
  "jdg", // judgment
  "jim", // import of judgments
  "lim", // import of laws
  "law",
  "lwv", // wording of a law
  "lhs", // search or reading of laws
  "lcl", // collection of articles
  "lci", // item of one
  "lrn", // notice that the article of a rule changed
  "fru", // run of farmland detection
  "vio", // place on farmland that changed
  "fup", // images sent for such a run
  "fre", // such places measured again
  "fck", // check of one in the field
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** ULID source: 48 bits of time and 80 random bits; within one millisecond the random part counts up. */
export function createIds(clock: Clock, randomBytes: (size: number) => Uint8Array): Ids {
  let lastTime = -1;
  let random = 0n;
  return {
    next(prefix) {
      const time = Math.max(clock.now(), lastTime);
      random = time === lastTime ? random + 1n : randomBytes(10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 1n;
      lastTime = time;
      let value = (BigInt(time) << 80n) | random;
      let text = "";
      for (let position = 0; position < 26; position++) {
        text = (CROCKFORD[Number(value & 31n)] ?? "") + text;
        value >>= 5n;
      }
      return `${prefix}_${text}`;
    },
  };
}
