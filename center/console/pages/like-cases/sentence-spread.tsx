import type { LikeCasesView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Sentences = LikeCasesView["sentences"];
type Spread = NonNullable<Sentences["spread"]>;

interface SpreadProperties {
  readonly sentences: Sentences;
  readonly onOpen: (id: string) => void;
}

/** How long the sentences of like cases are: a figure with its words, and every case behind it; few cases only as a list. */
export function SentenceSpread({ sentences, onOpen }: SpreadProperties) {
  const { t, text } = useLanguage();
  const { charge, spread, cases, withoutTerm, note } = sentences;
  return (
    <Section title={t("likeCases.sentences")} {...(charge === null ? {} : { hint: t("likeCases.spreadOf", { charge }) })}>
      {spread && <Figure spread={spread} cases={cases} />}
      <p>{text(note)}</p>
      {cases.length > 0 && (
        <details open={spread === null}>
          <summary>{t("likeCases.behind", { n: cases.length })}</summary>
          <ul className="like-behind">
            {cases.map(({ id, title, text: term }) => (
              <li key={id}>
                <Button size="small" type="link" onClick={() => onOpen(id)}>
                  {title || id}
                </Button>
                <span>{text(term)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {withoutTerm.length > 0 && (
        <details>
          <summary>{t("likeCases.withoutTerm", { n: withoutTerm.length })}</summary>
          <ul className="like-behind">
            {withoutTerm.map(({ id, title, text: term }) => (
              <li key={id}>
                {title || id} <span>{text(term)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

const [WIDTH, HEIGHT, AXIS, BOX] = [560, 92, 66, { top: 12, bottom: 34 }] as const;
const DOT = { y: 50, radius: 3.5 };
const [LEFT, RIGHT] = [12, 24];
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** A box over the middle half with the median, and a dot for every case, from zero on. */
function Figure({ spread, cases }: { readonly spread: Spread; readonly cases: Sentences["cases"] }) {
  const { t, text } = useLanguage();
  const { count, lowest, lowerQuartile, median, upperQuartile, highest } = spread;
  const words = t("likeCases.spread", { n: count, median, low: lowerQuartile, high: upperQuartile, least: lowest, most: highest });
  const last = Math.max(12, Math.ceil(highest / 12) * 12);
  const x = (months: number): number => LEFT + (months / last) * (WIDTH - LEFT - RIGHT);
  return (
    <figure className="like-figure">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
        <line className="axis" x1={x(0)} x2={x(last)} y1={AXIS} y2={AXIS} />
        {TICKS.map((share) => (
          <text key={share} x={x(last * share)} y={HEIGHT - 8} textAnchor="middle">
            {last * share}
          </text>
        ))}
        <line className="whisker" x1={x(lowest)} x2={x(highest)} y1={(BOX.top + BOX.bottom) / 2} y2={(BOX.top + BOX.bottom) / 2} />
        <rect
          className="box"
          x={x(lowerQuartile)}
          y={BOX.top}
          width={Math.max(1, x(upperQuartile) - x(lowerQuartile))}
          height={BOX.bottom - BOX.top}
        />
        <line className="median" x1={x(median)} x2={x(median)} y1={BOX.top - 4} y2={BOX.bottom + 4} />
        {cases.map(({ id, title, months, text: term }) => (
          <circle key={id} className="dot" cx={x(months)} cy={DOT.y} r={DOT.radius}>
            <title>{`${title} ${text(term)}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
