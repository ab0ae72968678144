import { createReadStream } from 'node:fs';
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

const letterShape = z.object({
  // as its mailbox keeps it
  number: z.string().trim().min(1),
  author: z.string().min(1),
  title: z.string().min(1),
  content: z.string().min(1),
  submittedAt: instant,
  reply: z.string().min(1).nullish(),
  repliedAt: instant.nullish(),
});

/** One letter of a JSONL file; instants are ISO 8601 with offset. */
export type FileLetter = z.output<typeof letterShape>;

/** A line that is not a letter, with what is wrong about it. */
export interface BadLine {
  line: number;
  reason: string;
}

export type ReadLine = { line: number; letter: FileLetter } | BadLine;

/** Reads a JSONL file line by line, whatever its size; blank lines are passed over. */
export async function* readLetters(file: string): AsyncGenerator<ReadLine> {
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    if (text.trim() !== '') yield { line, ...parseLetter(text) };
  }
}

/** Ended by line feeds alone: texts in JSON may hold U+2028 and U+2029, at which readline splits. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/** A letter, or why the text is none. The reason names fields, never what they hold. */
function parseLetter(text: string): { letter: FileLetter } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { reason: 'not valid JSON' };
  }
  const parsed = letterShape.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { reason: issues.join('; ') };
  }
  const fault = faultOfReply(parsed.data);
  return fault ? { reason: fault } : { letter: parsed.data };
}

function faultOfReply({ submittedAt, reply, repliedAt }: FileLetter): string | null {
  if (Boolean(reply) !== Boolean(repliedAt)) return 'reply and repliedAt must come together';
  if (repliedAt && Date.parse(repliedAt) < Date.parse(submittedAt))
    return 'repliedAt lies before submittedAt';
  return null;
}
