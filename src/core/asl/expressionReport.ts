import { JSONATA_FUNCTIONS } from './jsonataFunctions.ts';

/** What the checker wants to know about one JSONata expression. */
export interface ExpressionReport {
  /** Why it does not parse. */
  readonly fault?: string;
  /** `$`, `$$` and names without `$` where there is nothing that they could read from: AWS refuses them. */
  readonly rootless: readonly string[];
  /** Fields of `$states` that it reads. */
  readonly statesFields: readonly string[];
  /** Names read as `$name` that are neither its own nor functions: variables of the workflow. */
  readonly variables: readonly string[];
  /** AWS has no `$eval`. */
  readonly evaluates: boolean;
}

export const NOTHING_FOUND: ExpressionReport = { rootless: [], statesFields: [], variables: [], evaluates: false };

/** Takes the whole text, `{% … %}`: it is the same object at every check, so looking it up is cheap. */
export type ExpressionReader = (text: string) => ExpressionReport;

/** Most expressions are a place in `$states` or in a variable, or a number: those need no parser. */
export function readSimpleExpression(source: string): ExpressionReport | undefined {
  const found = SIMPLE.exec(source);
  if (found === null) return undefined;
  const [, field, variable] = found;
  if (field !== undefined) return { ...NOTHING_FOUND, statesFields: [field] };
  return variable === undefined || JSONATA_FUNCTIONS.has(variable) ? NOTHING_FOUND : { ...NOTHING_FOUND, variables: [variable] };
}

const SIMPLE = /^\s*(?:\$states\.([A-Za-z_]\w*)(?:\.(?!(?:true|false|null)\b)[A-Za-z_]\w*|\[\d+\])*|\$(?!(?:states|eval)\b)([A-Za-z]\w*)(?:\.(?!(?:true|false|null)\b)[A-Za-z_]\w*|\[\d+\])*|\d+|true|false|null)\s*$/;

/** A node of the syntax tree that `jsonata` gives; its published type leaves out half of the fields. */
export interface ExpressionNode {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly [field: string]: unknown;
}

/** Walks a syntax tree of `jsonata` 2.0.6. */
export function reportOnExpression(root: ExpressionNode): ExpressionReport {
  const rootless = new Set<string>();
  const statesFields = new Set<string>();
  const read = new Set<string>();
  const bound = new Set<string>();

  /** `rooted`: there is a value around that `$` and names read from (a step of a path, a filter, the body of a function). */
  const visit = (node: unknown, rooted: boolean): void => {
    if (Array.isArray(node)) return node.forEach((n) => visit(n, rooted));
    if (typeof node !== 'object' || node === null) return;
    const n = node as ExpressionNode;
    switch (n.type) {
      case 'path':
        return visitPath(n, rooted);
      case 'name':
      case 'wildcard':
      case 'descendant':
        if (!rooted) rootless.add(n.type === 'descendant' ? '**' : String(n.value));
        break;
      case 'variable':
        if (n.value !== '' && n.value !== '$') read.add(String(n.value));
        else if (!rooted) rootless.add(n.value === '' ? '$' : '$$');
        break;
      case 'bind':
        bind((n['lhs'] as ExpressionNode | undefined)?.value);
        return visit(n['rhs'], rooted);
      case 'lambda':
        if (Array.isArray(n['arguments'])) for (const argument of n['arguments'] as readonly ExpressionNode[]) bind(argument.value);
        return visit(n['body'], true);
      case 'transform':
        return visit([n['pattern'], n['update'], n['delete']], true);
    }
    bind(n['focus']);
    bind(n['index']);
    visitParts(n, rooted);
  };
  const bind = (name: unknown) => typeof name === 'string' && bound.add(name);

  const visitPath = (path: ExpressionNode, rooted: boolean): void => {
    const steps = (Array.isArray(path['steps']) ? path['steps'] : []) as readonly ExpressionNode[];
    const [first, second] = steps;
    if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name') statesFields.add(String(second.value));
    steps.forEach((step, i) => visit(step, rooted || i > 0));
    visit(path['group'], true);
  };

  /** Filters, sorting and grouping see the value that they work on; all other parts see what the node sees. */
  const visitParts = (node: ExpressionNode, rooted: boolean): void => {
    for (const [field, part] of Object.entries(node)) {
      if (field === 'value' || field === 'position' || field === 'type') continue;
      visit(part, rooted || field === 'predicate' || field === 'stages' || field === 'group' || field === 'terms');
    }
  };

  visit(root, false);
  const variables = [...read].filter((name) => !bound.has(name) && !JSONATA_FUNCTIONS.has(name));
  return { rootless: [...rootless], statesFields: [...statesFields], variables, evaluates: read.has('eval') };
}
