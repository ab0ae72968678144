export interface CategoryNode {
  value: string;
  label: string;
  children?: CategoryNode[];
}

/** Paths as the city lists them, each after the one it belongs to, as a tree. */
export function categoryTree(paths: readonly (readonly string[])[]): CategoryNode[] {
  const roots: CategoryNode[] = [];
  for (const path of paths) {
    let siblings = roots;
    for (const name of path) {
      let node = siblings.find(({ value }) => value === name);
      if (!node) siblings.push((node = { value: name, label: name }));
      siblings = node.children ??= [];
    }
  }
  return pruned(roots);
}

/** A leaf has no children at all. */
function pruned(nodes: CategoryNode[]): CategoryNode[] {
  return nodes.map(({ children = [], ...node }) =>
    children.length > 0 ? { ...node, children: pruned(children) } : node,
  );
}
