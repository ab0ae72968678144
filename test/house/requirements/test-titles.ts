import ts from 'typescript';

const TITLED = new Set(['describe', 'it', 'test']);

/** Titles of the tests in a file; of a table of tests, the texts of its rows too. */
export function titlesIn(fileName: string, source: string): string[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const tables = tablesIn(file);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTitled(node)) titles.push(...titleOf(node, tables));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return titles;
}

/** `it('…', …)`, `it.only('…', …)`, and `it.each(table)('…', …)`. */
function isTitled(call: ts.CallExpression): boolean {
  let called: ts.Expression = call.expression;
  if (ts.isCallExpression(called)) called = called.expression;
  while (ts.isPropertyAccessExpression(called)) called = called.expression;
  return ts.isIdentifier(called) && TITLED.has(called.text) && call.arguments.length > 1;
}

function titleOf(call: ts.CallExpression, tables: ReadonlyMap<string, ts.Node>): string[] {
  const [title] = call.arguments;
  const each = ts.isCallExpression(call.expression) ? call.expression.arguments[0] : undefined;
  const table = each && ts.isIdentifier(each) ? tables.get(each.text) : each;
  return [...(title ? textsIn(title) : []), ...(table ? textsIn(table) : [])];
}

/** What the file's own constants hold, since a table may be named. */
function tablesIn(file: ts.SourceFile): ReadonlyMap<string, ts.Node> {
  const declarations = file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  return new Map(
    declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer ? [[name.text, initializer]] : [],
    ),
  );
}

function textsIn(node: ts.Node): string[] {
  const own = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) ? [node.text] : [];
  const inner: string[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...textsIn(child));
  });
  return [...own, ...inner];
}
