import { Comments } from "@/comments/comments";
import { select, useEditor } from "@/editor/store";

/** What people say about the open flow, or about one of its nodes. */
export function FlowComments({ node }: { node?: string }) {
  const flow = useEditor((state) => state.flow);
  const nodes = useEditor((state) => state.document.nodes);
  const nameOf = (id: string) => {
    const found = nodes?.find((each) => each.id === id);
    return found ? found.name || found.key : id;
  };
  return <Comments flow={flow} node={node} nameOf={nameOf} show={(id) => select([id])} />;
}
