import { NODE_STATES, type NodeState } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

/** Shape before colour: each state has its sign and its word. */
export const NODE_LOOK: Readonly<Record<NodeState, { readonly sign: string; readonly look: string }>> = {
  ok: { sign: "✓", look: "good" },
  late: { sign: "△", look: "attention" },
  unreachable: { sign: "×", look: "attention" },
  refusing: { sign: "■", look: "attention" },
  split: { sign: "!", look: "alarm" },
  waiting: { sign: "…", look: "quiet" },
};

export function NodeStateTag({ state }: { readonly state: NodeState }) {
  const { text } = useLanguage();
  const { sign, look } = NODE_LOOK[state];
  return (
    <span className={`tag ${look}`}>
      <span aria-hidden>{sign}</span>
      {text(NODE_STATES[state])}
    </span>
  );
}
