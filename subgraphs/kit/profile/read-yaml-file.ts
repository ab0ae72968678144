import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCollection, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { ProfileIssue } from './profile-issue.ts';

/** One YAML file as read: its content where the shape was right, and what was wrong. */
export interface ReadFile<Content> {
  content: Content | null;
  issues: readonly ProfileIssue[];
  /** 1-based line of a place in the file, or of the nearest place above it. */
  lineOf: (path: readonly (string | number)[]) => number | null;
}

/** Reads one file and checks its shape; reports every fault instead of throwing. */
export async function readYamlFile<Content>(
  folder: string,
  file: string,
  shape: z.ZodType<Content>,
): Promise<ReadFile<Content>> {
  const source = await readFile(join(folder, file), 'utf8').catch(() => null);
  if (source === null) {
    const missing = { file, path: [], line: null, expected: 'a readable file', received: 'none' };
    return { content: null, issues: [missing], lineOf: () => null };
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const lineOf = createLineFinder(document, lines);
  if (document.errors.length > 0) {
    const issues = document.errors.map((error) => ({
      file,
      path: [],
      line: lines.linePos(error.pos[0]).line,
      expected: 'valid YAML',
      received: error.message.split('\n', 1)[0] ?? error.code,
    }));
    return { content: null, issues, lineOf };
  }
  const input: unknown = document.toJS();
  const parsed = shape.safeParse(input);
  if (parsed.success) return { content: parsed.data, issues: [], lineOf };
  const issues = parsed.error.issues.map((issue) => toIssue(file, input, issue, lineOf));
  return { content: null, issues, lineOf };
}

function createLineFinder(document: Document, lines: LineCounter): ReadFile<unknown>['lineOf'] {
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if ((isScalar(node) || isCollection(node)) && node.range) {
        return lines.linePos(node.range[0]).line;
      }
    }
    return null;
  };
}

function toIssue(
  file: string,
  input: unknown,
  issue: z.core.$ZodIssue,
  lineOf: ReadFile<unknown>['lineOf'],
): ProfileIssue {
  const above = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const path = [...above, key];
    const received = issue.keys.join(', ');
    return { file, path, line: lineOf(path), expected: 'no keys but the known ones', received };
  }
  return {
    file,
    path: above,
    line: lineOf(above),
    expected: describeExpected(issue),
    received: describeReceived(valueAt(input, above)),
  };
}

function describeExpected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `${issue.origin} of at least ${issue.minimum}`;
    case 'too_big':
      return `${issue.origin} of at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function describeReceived(value: unknown): string {
  if (value === undefined) return 'nothing';
  return `${JSON.stringify(value)} (${Array.isArray(value) ? 'array' : typeof value})`;
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    input,
  );
}
